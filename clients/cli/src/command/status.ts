import { readFileSync } from 'node:fs';
import { parseWords } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, askOpenly, findServer } from '../server/server.ts';
import type { Command } from './command.ts';

const OPTIONS = { ...SERVER_OPTIONS, json: { type: 'boolean' } } as const;

interface Readiness {
  readonly ready?: boolean;
  readonly reasons?: readonly string[];
}

export const STATUS: Command = {
  name: 'status',
  summary: 'whether a server is there, and ready',
  help: readFileSync(new URL('./help/status.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal }) {
    const { values } = parseWords(words, OPTIONS);
    const server = await findServer(values, AbortSignal.any([signal, AbortSignal.timeout(10_000)]));
    const { status, body } = await askOpenly(server, '/health/ready');
    const { ready = status === 200, reasons = [] } = (
      typeof body === 'object' && body !== null ? body : {}
    ) as Readiness;
    const lines = [`${server.url} is ${ready ? 'ready' : 'not ready'}`, ...reasons.map((reason) => `  ${reason}`)];
    const shown =
      values.json === true
        ? jsonText({ schema: 'bulkhead/status/v1', url: server.url, ready, reasons })
        : `${lines.join('\n')}\n`;
    await writeOutput(terminal, shown, values.output);
    return ready ? EXIT.fine : EXIT.refused;
  },
};
