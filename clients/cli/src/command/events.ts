import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Fault } from '@bulkhead/core-base';
import { INTAKE_BATCH_LIMIT } from '@bulkhead/contracts';
import { parseWords, usage } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import type { CliFault } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import type { Command } from './command.ts';

const OPTIONS = { ...SERVER_OPTIONS, json: { type: 'boolean' } } as const;

export const EVENTS: Command = {
  name: 'events',
  summary: 'send observed events to a server, one a line',
  help: readFileSync(new URL('./help/events.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal }) {
    const { values, words: given } = parseWords(words, OPTIONS);
    const [act, path] = given;
    if (act !== 'push' || path === undefined) throw usage('events push <file.ndjson | ->');
    const server = await findServer(values, signal);
    const lines = (await textOf(path)).split('\n').filter((line) => line.trim() !== '');
    const results: { result: string }[] = [];
    for (let from = 0; from < lines.length; from += INTAKE_BATCH_LIMIT) {
      const body = `${lines.slice(from, from + INTAKE_BATCH_LIMIT).join('\n')}\n`;
      const answer = await callServer(server, {
        method: 'POST',
        path: '/ingest/v1/events',
        body,
        contentType: 'application/x-ndjson',
      });
      results.push(...(answer as { results: { result: string }[] }).results);
    }
    const count = (result: string): number => results.filter((each) => each.result === result).length;
    const shown = `${count('ACCEPTED')} taken in, ${count('DUPLICATE')} known, ${count('PARKED')} parked, ${count('RETRY')} to send again\n`;
    await writeOutput(
      terminal,
      values.json === true ? jsonText({ schema: 'bulkhead/events-push/v1', results }) : shown,
      values.output,
    );
    return count('RETRY') > 0 ? EXIT.error : EXIT.fine;
  },
};

async function textOf(path: string): Promise<string> {
  if (path === '-') return text(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Fault<CliFault>('invalid', 'FILE_UNREADABLE', `${path} cannot be read`, { cause });
  }
}
