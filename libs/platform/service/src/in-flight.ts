/** Counts what is being worked on, so that a stopping process can wait for it. */
export class InFlight {
  #count = 0;
  #idle: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

  /** Counts one more; call what it returns once, at the end. */
  begin(): () => void {
    this.#count += 1;
    return () => {
      this.#count -= 1;
      if (this.#count > 0) return;
      for (const wake of this.#idle.splice(0)) wake();
    };
  }

  /** Resolves when nothing is left, or after `milliseconds`; says how much was left then. */
  async drained(milliseconds: number): Promise<number> {
    if (this.#count === 0) return 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#count;
  }
}
