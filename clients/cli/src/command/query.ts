import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Fault } from '@bulkhead/core-base';
import { parseWords, usage } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import type { CliFault } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import type { Command } from './command.ts';

const OPTIONS = { ...SERVER_OPTIONS, variables: { type: 'string' } } as const;

export const QUERY: Command = {
  name: 'query',
  summary: 'ask a server a GraphQL question',
  help: readFileSync(new URL('./help/query.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal }) {
    const { values, words: given } = parseWords(words, OPTIONS);
    const [question] = given;
    if (question === undefined || given.length > 1)
      throw usage('query takes one question: GraphQL text, @file, or - for standard input');
    const query = await textOf(question);
    const variables = values.variables === undefined ? {} : parseVariables(await textOf(values.variables));
    const server = await findServer(values, signal);
    const answer = (await callServer(server, { method: 'POST', path: '/graphql', body: { query, variables } })) as {
      errors?: unknown;
    };
    await writeOutput(terminal, jsonText(answer), values.output);
    return answer.errors === undefined ? EXIT.fine : EXIT.error;
  },
};

async function textOf(given: string): Promise<string> {
  if (given === '-') return text(process.stdin);
  if (!given.startsWith('@')) return given;
  try {
    return await readFile(given.slice(1), 'utf8');
  } catch (cause) {
    throw new Fault<CliFault>('invalid', 'FILE_UNREADABLE', `${given.slice(1)} cannot be read`, { cause });
  }
}

function parseVariables(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, with what to do.
  }
  throw usage('--variables is a JSON object, or @file with one');
}
