import { readFileSync } from 'node:fs';
import { parseWords, usage } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import { jsonText, writeOutput } from '../output/write-output.ts';
import { SERVER_OPTIONS, callServer, findServer } from '../server/server.ts';
import type { Server } from '../server/server.ts';
import { table } from '../terminal/table.ts';
import type { Command } from './command.ts';

const OPTIONS = {
  ...SERVER_OPTIONS,
  scope: { type: 'string', multiple: true },
  days: { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Token {
  readonly id: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly expiresAt?: string | null;
  readonly revokedAt?: string | null;
}

interface Wish {
  readonly argument: string | undefined;
  readonly scopes: readonly string[];
  readonly days: string | undefined;
  readonly now: Date;
  readonly isJson: boolean;
  readonly columns: number;
}

export const TOKEN: Command = {
  name: 'token',
  summary: 'API tokens: create, list, revoke',
  help: readFileSync(new URL('./help/token.txt', import.meta.url), 'utf8'),
  async run(words, { terminal, signal, now }) {
    const { values, words: given } = parseWords(words, OPTIONS);
    const [act, argument] = given;
    const server = await findServer(values, signal);
    const wish: Wish = {
      argument,
      scopes: values.scope ?? [],
      days: values.days,
      now: now(),
      isJson: values.json === true,
      columns: terminal.columns,
    };
    const acts = { create, list, revoke };
    if (act === undefined || !Object.hasOwn(acts, act))
      throw usage('token create <subject>, token list, or token revoke <id>');
    await writeOutput(terminal, await acts[act as keyof typeof acts](server, wish), values.output);
    return EXIT.fine;
  },
};

async function create(server: Server, { argument: subject, scopes, days, now, isJson }: Wish): Promise<string> {
  if (subject === undefined || scopes.length === 0)
    throw usage('token create <subject> --scope <noun:verb> [--scope ...] [--days n]');
  if (days !== undefined && !/^[1-9]\d{0,3}$/.test(days)) throw usage('--days is a number of days');
  const expiresAt = days === undefined ? undefined : new Date(now.getTime() + Number(days) * 86_400_000).toISOString();
  const body = { subject, scopes, ...(expiresAt === undefined ? {} : { expiresAt }) };
  const issued = (await callServer(server, { method: 'POST', path: '/tokens', body })) as {
    plaintext?: string;
    token?: string;
  };
  if (isJson) return jsonText(issued);
  return `${issued.plaintext ?? issued.token ?? ''}\n`;
}

async function list(server: Server, { isJson, columns }: Wish): Promise<string> {
  const answer = (await callServer(server, { method: 'GET', path: '/tokens' })) as
    | readonly Token[]
    | { tokens: readonly Token[] };
  const tokens = 'tokens' in answer ? answer.tokens : answer;
  if (isJson) return jsonText(tokens);
  const rows = tokens.map(({ id, subject, scopes, expiresAt, revokedAt }) => [
    id,
    subject,
    revokedAt === undefined || revokedAt === null ? 'valid' : 'revoked',
    expiresAt ?? 'never',
    scopes.join(' '),
  ]);
  return table(['ID', 'SUBJECT', 'STATE', 'EXPIRES', 'SCOPES'], rows, columns);
}

async function revoke(server: Server, { argument: id, isJson }: Wish): Promise<string> {
  if (id === undefined) throw usage('token revoke <id>');
  const answer = await callServer(server, { method: 'DELETE', path: `/tokens/${encodeURIComponent(id)}` });
  return isJson ? jsonText(answer === '' ? { id, revoked: true } : answer) : `revoked ${id}\n`;
}
