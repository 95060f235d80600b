// Loaded into the platform beside it (--import): collects garbage when the bench asks for it.
import { setTimeout as pause } from 'node:timers/promises';

const ROUNDS = 3;

process.on('message', () => void collect());
process.channel?.unref();

async function collect(): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    globalThis.gc?.();
    await pause(500);
  }
  process.send?.('done');
}
