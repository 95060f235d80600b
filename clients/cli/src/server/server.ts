import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, messageOf } from '@bulkhead/core-base';
import { processEnvironment } from '@bulkhead/platform-config';
import { usage } from '../arguments.ts';
import type { CliFault } from '../exit.ts';

const DEFAULT_SERVER = 'http://127.0.0.1:4000';
const DEFAULT_DATA_DIR = '.bulkhead';

/** A server to talk to, and who we are there. */
export interface Server {
  readonly url: string;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

export interface ServerWords {
  readonly server?: string | undefined;
  readonly token?: string | undefined;
}

/** Options that every command with a server understands. */
export const SERVER_OPTIONS = { server: { type: 'string' }, token: { type: 'string' } } as const;

/**
 * The server of --server or BULKHEAD_URL, else the one of the data directory of this folder, else the default one. The
 * token is that of --token or BULKHEAD_TOKEN; the admin token of the data directory goes to its own server only.
 * Fault TOKEN_IN_THE_CLEAR: a token would cross a network without TLS.
 */
export async function findServer({ server, token }: ServerWords, signal: AbortSignal): Promise<Server> {
  const environment = processEnvironment();
  const folder = environment['BULKHEAD_DATA_DIR'] ?? DEFAULT_DATA_DIR;
  const own = await textOf(join(folder, 'url'));
  const url = (server ?? environment['BULKHEAD_URL'] ?? own ?? DEFAULT_SERVER).replace(/\/+(?:graphql)?\/*$/, '');
  const given = token ?? environment['BULKHEAD_TOKEN'];
  const found = given ?? (url === own ? await textOf(join(folder, 'admin.token')) : undefined);
  if (found !== undefined && isClear(url)) throw inTheClear(url);
  return { url, token: found, signal };
}

async function textOf(file: string): Promise<string | undefined> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  return text === '' ? undefined : text;
}

/** Plain HTTP to anything but this machine. */
function isClear(url: string): boolean {
  if (!URL.canParse(url)) throw usage(`"${url}" is not a URL`);
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function inTheClear(url: string): Fault<CliFault> {
  return new Fault(
    'invalid',
    'TOKEN_IN_THE_CLEAR',
    `${url} is plain HTTP: the token would cross the network in the clear`,
    {
      advice: 'use https, or a proxy with TLS on this machine',
    },
  );
}

export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Faults: SERVER_UNREACHABLE, TOKEN_MISSING, SERVER_REFUSED with what the server said. */
export async function callServer(
  server: Server,
  { method, path, body, contentType = 'application/json' }: ServerRequest,
): Promise<unknown> {
  if (server.token === undefined) throw tokenMissing();
  const response = await send(server, {
    method,
    path,
    headers: {
      authorization: `Bearer ${server.token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': contentType }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = parseAnswer(text);
  // GraphQL says what is wrong inside a document; everything else by its status.
  if (response.ok || (path === '/graphql' && typeof answer === 'object' && answer !== null && 'errors' in answer))
    return answer;
  throw refused(response.status, answer);
}

/** A request without a token: health. */
export async function askOpenly(server: Server, path: string): Promise<{ status: number; body: unknown }> {
  const response = await send(server, { method: 'GET', path, headers: { accept: 'application/json' } });
  return { status: response.status, body: parseAnswer(await response.text()) };
}

async function send(
  { url, signal }: Server,
  { path, ...init }: { path: string; method: string; headers: Record<string, string>; body?: string },
): Promise<Response> {
  try {
    return await fetch(`${url}${path}`, { ...init, signal, redirect: 'error' });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Fault<CliFault>('unavailable', 'SERVER_UNREACHABLE', `${url} does not answer: ${reasonOf(cause)}`, {
      cause,
      advice: 'start it with `npm start`, or name it: --server <url> or BULKHEAD_URL',
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
}

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function refused(status: number, answer: unknown): Fault<CliFault> {
  const { code, fault = code, message, advice } = errorOf(answer);
  const said = typeof message === 'string' ? message : `the server answered ${status}`;
  const advised = typeof advice === 'string' ? advice : undefined;
  const text = typeof fault === 'string' ? `${said} (${fault})` : said;
  return new Fault('invalid', 'SERVER_REFUSED', text, {
    details: { status },
    ...(advised === undefined ? {} : { advice: advised }),
  });
}

/** REST doors answer `{ error: { code, fault, message, advice } }`. */
function errorOf(answer: unknown): Readonly<Record<string, unknown>> {
  const { error } = (typeof answer === 'object' && answer !== null ? answer : {}) as { error?: unknown };
  return (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>;
}

function tokenMissing(): Fault<CliFault> {
  return new Fault('unauthenticated', 'TOKEN_MISSING', 'no token is given', {
    advice: 'give --token or BULKHEAD_TOKEN; the first one of an installation is in <data dir>/admin.token',
  });
}
