import { throwIfGivenUp } from './pause.ts';

/**
 * Lets the background lane run only while no more than `bound` interactive messages wait: in this process by exact
 * count, in the other members of the group by what the broker says their lag is. Messages in work do not count, so a
 * steady interactive load leaves gaps for the background.
 */
export class Lanes {
  private readonly bound: number;
  private readonly waiters = new Set<() => void>();
  private waitingHere = 0;
  private waitingElsewhere = 0;

  constructor(bound: number) {
    this.bound = bound;
  }

  /** Interactive messages came (positive) or were begun or given up (negative) in this process. */
  note(change: number): void {
    this.waitingHere += change;
    this.wake();
  }

  /** The group's interactive lag, as the broker told. */
  noteLag(lag: number): void {
    this.waitingElsewhere = lag;
    this.wake();
  }

  get open(): boolean {
    return Math.max(this.waitingHere, this.waitingElsewhere) <= this.bound;
  }

  /** Resolves when background work may begin. Throws GivenUp. */
  async background(signal: AbortSignal): Promise<void> {
    throwIfGivenUp(signal);
    while (!this.open) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.waiters.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.waiters.add(done);
        signal.addEventListener('abort', done);
      });
      throwIfGivenUp(signal);
    }
  }

  private wake(): void {
    if (!this.open) return;
    for (const waiter of this.waiters) waiter();
  }
}
