/** A start that is waited for, but not for ever. */
export class StartAttempt {
  private reject: (reason: Error) => void = () => undefined;
  private readonly ended: Promise<never>;

  constructor() {
    this.ended = new Promise((_, reject) => {
      this.reject = reject;
    });
    // It may be given up before it is waited for.
    this.ended.catch(() => undefined);
  }

  /** Ends the wait now, if it goes on still: `wait` is rejected with the reason. */
  giveUp(reason: Error): void {
    this.reject(reason);
  }

  /** What `start` gives; rejected when it fails, was given up, or takes longer than `limitMs` milliseconds: then with `late`. */
  async wait<T>(start: Promise<T>, limitMs: number, late: Error): Promise<T> {
    const timer = setTimeout(() => this.giveUp(late), limitMs);
    try {
      return await Promise.race([this.ended, start]);
    } finally {
      clearTimeout(timer);
    }
  }
}
