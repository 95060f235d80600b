import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 45_000;
const PAUSE_MS = 100;

/** Asks again and again until the answer is what is waited for; the last answer is told when patience ends. */
export async function until<Value>(
  look: () => Promise<Value>,
  isThere: (value: Value) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<Value> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (isThere(value)) return value;
    if (Date.now() > end) throw new Error(`it did not come to be; last seen: ${JSON.stringify(value)?.slice(0, 3000)}`);
    await sleep(PAUSE_MS);
  }
}
