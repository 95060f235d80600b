import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@bulkhead/platform-config';
import type { Logger } from '@bulkhead/platform-logging';
import { createLogger, silentLogger } from '@bulkhead/platform-logging';
import type { RunningService } from '@bulkhead/platform-service';
import { createService } from '@bulkhead/platform-service';
import type { TestEngines } from '@bulkhead/testing';
import type { RunningGateway, SubgraphTarget } from '../index.ts';
import { createGateway, gatewayConfig } from '../index.ts';
import { fixtureSupergraph, ingestionService, scanningService } from './subgraph.suite.ts';

export const SECRET = 'a secret of thirty-two characters';
export const ADMIN = 'the-admin-token-of-the-spec';

export interface Services extends AsyncDisposable {
  readonly ingestion: RunningService;
  readonly scanning: RunningService;
}

/** Both services in this process, on the engines. */
export async function startServices(engines: TestEngines): Promise<Services> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bh-gateway-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const env = {
    MONGODB_URI: engines.mongo.uri(''),
    KAFKA_BROKERS: engines.kafka.brokers.join(','),
    BULKHEAD_INTERNAL_SECRET: SECRET,
    BULKHEAD_DATA_DIR: folder,
  };
  const logger = silentLogger();
  const ingestion = stack.use(await createService(ingestionService, { env, logger }));
  const scanning = stack.use(await createService(scanningService, { env, logger }));
  const resources = stack.move();
  return { ingestion, scanning, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Puts a handler on a loopback port. */
export async function serve(handler: RunningService['http']): Promise<{ readonly url: string } & Disposable> {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface Ask {
  readonly method?: string;
  readonly token?: string | null;
  readonly body?: string | object;
  readonly headers?: Record<string, string>;
}

export interface TestGateway extends AsyncDisposable {
  readonly gateway: RunningGateway;
  readonly url: string;
  readonly log: string[];
  /** An HTTP request with the admin token (null: with none). */
  send(path: string, ask?: Ask): Promise<Response>;
  /** A GraphQL request with the admin token, or another. */
  ask(query: string, options?: { variables?: object; token?: string }): Promise<{ status: number; headers: Headers; body: Answer }>;
}

export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

/** A gateway over the fixture's supergraph, listening on loopback. */
export async function startGateway(
  engines: TestEngines,
  subgraphs: Readonly<Record<string, SubgraphTarget>>,
  env: Record<string, string> = {},
): Promise<TestGateway> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bh-gateway-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const log: string[] = [];
  const logger: Logger = createLogger({ name: 'test', level: 'info', destination: { write: (line) => void log.push(line) } });
  const settings = readConfig(gatewayConfig, {
    MONGODB_URI: engines.mongo.uri(''),
    BULKHEAD_DATA_DIR: folder,
    BULKHEAD_TOKEN: ADMIN,
    BULKHEAD_INTERNAL_SECRET: SECRET,
    ...env,
  });
  const gateway = stack.use(await createGateway({ settings, subgraphs, logger, supergraph: fixtureSupergraph() }));
  const url = await gateway.listen({ port: 0 });
  const resources = stack.move();
  const send: TestGateway['send'] = (path, { method = 'GET', token = ADMIN, body, headers = {} } = {}) => {
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    return fetch(`${url}${path}`, {
      method,
      headers: {
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
  };
  return {
    gateway,
    url,
    log,
    send,
    ask: async (query, { variables = {}, token = ADMIN } = {}) => {
      const response = await send('/graphql', { method: 'POST', token, body: { query, variables } });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
