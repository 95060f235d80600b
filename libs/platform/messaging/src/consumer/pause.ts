/** Thrown when work was given up because the partition moved on or the process stops; nothing is wrong. */
export class GivenUp extends Error {
  constructor() {
    super('given up');
    this.name = 'GivenUp';
  }
}

export function throwIfGivenUp(signal: AbortSignal): void {
  if (signal.aborted) throw new GivenUp();
}

/** Waits; throws GivenUp as soon as the signal is aborted. */
export async function pause(millis: number, signal: AbortSignal): Promise<void> {
  throwIfGivenUp(signal);
  if (millis <= 0) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  });
  throwIfGivenUp(signal);
}
