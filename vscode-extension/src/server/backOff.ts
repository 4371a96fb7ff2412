/** Milliseconds before the first, second … restart. */
const delays = [500, 1_000, 2_000, 5_000, 10_000];

/** A server that ran this long was well: what came before does not count any more. */
const healthyAfter = 60_000;

/** Decides whether and when a server that died is started again: later each time, and not at all when it keeps dying. */
export class BackOff {
  private deaths = 0;
  private startedAt: number;

  constructor(private readonly now: () => number) {
    this.startedAt = now();
  }

  /** A server is being started. */
  started(): void {
    this.startedAt = this.now();
  }

  /** The server died. Returns the milliseconds to wait, or undefined: give up. */
  died(): number | undefined {
    if (this.now() - this.startedAt >= healthyAfter) {
      this.deaths = 0;
    }

    return delays[this.deaths++];
  }

  /** The user wants it started: a new chance. */
  reset(): void {
    this.deaths = 0;
  }
}
