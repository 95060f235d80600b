import { throwIfGivenUp } from './pause.ts';

/** At most so many at once; the others wait in line. */
export class Slots {
  private readonly line: (() => void)[] = [];
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  /** Waits for a slot; the function that gives it back may be called once. Throws GivenUp. */
  async take(signal: AbortSignal): Promise<() => void> {
    throwIfGivenUp(signal);
    if (this.free > 0) this.free -= 1;
    else await this.inLine(signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.giveBack();
    };
  }

  private async inLine(signal: AbortSignal): Promise<void> {
    let turn: (() => void) | undefined;
    let come = false;
    await new Promise<void>((resolve) => {
      turn = () => {
        come = true;
        resolve();
      };
      this.line.push(turn);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    if (!signal.aborted) return;
    if (come) this.giveBack();
    else if (turn !== undefined) this.line.splice(this.line.indexOf(turn), 1);
    throwIfGivenUp(signal);
  }

  private giveBack(): void {
    const next = this.line.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
