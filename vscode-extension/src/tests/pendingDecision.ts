/** A question that waits for the user's yes or no. There is one at a time: a new question takes the place of the one before, which is answered with no. */
export class PendingDecision {
  private answer: ((yes: boolean) => void) | undefined;

  /** Asks; what was asked before is refused. */
  ask(): Promise<boolean> {
    this.decide(false);
    return new Promise((resolve) => {
      this.answer = resolve;
    });
  }

  /** Answers what is asked. Returns false when nothing is: it was answered before. */
  decide(yes: boolean): boolean {
    const { answer } = this;
    this.answer = undefined;
    answer?.(yes);
    return answer !== undefined;
  }
}
