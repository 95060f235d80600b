// A process with settings and nothing to do: run by the spec as a child.
import { defineConfig, port, readConfig } from '@bulkhead/platform-config';
import { createLogger } from '@bulkhead/platform-logging';
import { runProcess } from '../index.ts';

const definition = defineConfig({
  service: 'child',
  shape: { BULKHEAD_CHILD_PORT: port().describe('A port.'), BULKHEAD_CHILD_OTHER: port().describe('Another.') },
});

await runProcess('child', async () => {
  readConfig(definition);
  const alive = setInterval(() => undefined, 1000);
  process.stdout.write('started\n');
  return {
    logger: createLogger({ name: 'child', level: 'info' }),
    close: async () => {
      clearInterval(alive);
      process.stdout.write('closed\n');
    },
  };
});
