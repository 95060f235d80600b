import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@bulkhead/core-base';
import { Fault, systemClock } from '@bulkhead/core-base';
import type { AdminToken } from '@bulkhead/platform-identity';
import { TokenStore, ensureAdminToken } from '@bulkhead/platform-identity';
import type { Logger } from '@bulkhead/platform-logging';
import { createLogger } from '@bulkhead/platform-logging';
import { connect, ensureIndexes } from '@bulkhead/platform-mongo';
import { InFlight } from '@bulkhead/platform-service';
import { accessLogPlugin } from './access-log/access-log.plugin.ts';
import type { HttpHandler } from './application.ts';
import { createApplication } from './application.ts';
import type { GatewaySettings } from './config.ts';
import type { FederatedExecutor } from './federation/executor.ports.ts';
import { createFederatedExecutor } from './federation/apollo.executor.ts';
import type { Caller, SubgraphTarget } from './federation/subgraph.source.ts';
import type { Supergraph } from './federation/supergraph.ts';
import { committedSupergraph } from './federation/supergraph.ts';
import type { GatewayHealth } from './health/readiness.ts';
import { readiness } from './health/readiness.ts';
import { limitPlugin } from './limit/limit.plugin.ts';
import { shapeRules } from './limit/shape.rule.ts';
import { TokenBuckets } from './limit/token-bucket.ts';

/** `GATEWAY_PORT_BUSY`: somebody else listens there. */
export type GatewayFault = 'GATEWAY_PORT_BUSY';

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  /** Where each subgraph is, by its service's name: a RunningService of this process, or the URL of another one. */
  readonly subgraphs: Readonly<Record<string, SubgraphTarget>>;
  readonly logger?: Logger;
  readonly clock?: Clock;
  /** Another supergraph than the committed one. */
  readonly supergraph?: Supergraph;
}

/** A gateway that answers whoever calls `http`, and listens when told to. */
export interface RunningGateway extends AsyncDisposable {
  readonly http: HttpHandler;
  /** Executes operations without HTTP. */
  readonly executor: FederatedExecutor;
  /** What became of the first admin token; the plaintext is in it only when it was made just now. */
  readonly adminToken: AdminToken;
  /** Listens on BULKHEAD_HOST and BULKHEAD_PORT, or where told; gives the URL. Fault GATEWAY_PORT_BUSY. */
  listen(where?: { readonly host?: string; readonly port?: number }): Promise<string>;
  health(): Promise<GatewayHealth>;
  /** Stops listening, finishes what is in flight within BULKHEAD_DRAIN_SECONDS, and lets everything go. */
  close(): Promise<void>;
}

/** Starts the gateway without listening. It starts also when every subgraph is down; readiness says so. */
export async function createGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { settings, subgraphs } = options;
  const logger = loggerOf(settings, options.logger);
  const clock = options.clock ?? systemClock;
  await using opened = new AsyncDisposableStack();
  const connection = await connect({ uri: settings.MONGODB_URI.reveal(), database: 'bulkhead_gateway', logger });
  opened.defer(() => connection.close());
  const tokens = new TokenStore(connection.mongoose, { clock });
  await ensureIndexes(connection);
  const given = settings.BULKHEAD_TOKEN?.reveal();
  const adminToken = await ensureAdminToken({
    store: tokens,
    dataDir: settings.BULKHEAD_DATA_DIR,
    ...(given === undefined ? {} : { given }),
  });
  const supergraph = options.supergraph ?? (await committedSupergraph());
  const caller: Caller = { secret: settings.BULKHEAD_INTERNAL_SECRET, clock, logger };
  const executor = await startExecutor({ settings, subgraphs, supergraph, caller, logger, clock });
  opened.defer(() => executor.close());
  const health = readiness({ supergraph, subgraphs, pingStore: () => connection.ping() });
  const application = await createApplication({ settings, logger, tokens, executor, subgraphs, caller, health });
  opened.defer(() => application.close());
  const handle = application.getHttpAdapter().getInstance() as HttpHandler;
  return runningGateway({ settings, logger, executor, adminToken, health, handle, resources: opened.move() });
}

interface Parts {
  readonly settings: GatewaySettings;
  readonly logger: Logger;
  readonly executor: FederatedExecutor;
  readonly adminToken: AdminToken;
  readonly health: () => Promise<GatewayHealth>;
  readonly handle: HttpHandler;
  readonly resources: AsyncDisposableStack;
}

function runningGateway(parts: Parts): RunningGateway {
  const { settings, logger, executor, adminToken, health, handle } = parts;
  const inFlight = new InFlight();
  const servers: Server[] = [];
  let closing: Promise<void> | undefined;
  const http: HttpHandler = (request, response) => {
    response.once('close', inFlight.begin());
    handle(request, response);
  };
  const close = (): Promise<void> => (closing ??= stop(parts, servers, inFlight));
  return {
    http,
    executor,
    adminToken,
    health: async () =>
      closing === undefined ? health() : { service: 'gateway', ready: false, reasons: ['stopping'] },
    listen: async ({ host = settings.BULKHEAD_HOST, port = settings.BULKHEAD_PORT } = {}) => {
      const server = createServer({ headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 10_000 }, http);
      const url = await listen(server, host, port);
      servers.push(server);
      await rememberUrl(settings.BULKHEAD_DATA_DIR, url, logger);
      logger.info('gateway listening', { url });
      return url;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** The CLI finds this server by it, and sends the admin token beside it nowhere else. */
async function rememberUrl(dataDir: string, url: string, logger: Logger): Promise<void> {
  try {
    await writeFile(join(dataDir, 'url'), `${url}\n`, { mode: 0o600 });
  } catch (error) {
    // A data directory that cannot be written to holds no admin token either.
    logger.debug('url not remembered', { error });
  }
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Fault('conflict', 'GATEWAY_PORT_BUSY' satisfies GatewayFault, `port ${port} of ${host} is taken`, {
      details: { host, port },
      advice: 'Stop what listens there, or set BULKHEAD_PORT to another port.',
    });
  }
  const { port: actual } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

async function stop(
  { settings, logger, resources }: Parts,
  servers: readonly Server[],
  inFlight: InFlight,
): Promise<void> {
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
  const left = await inFlight.drained(settings.BULKHEAD_DRAIN_SECONDS * 1000);
  if (left > 0) logger.warn('drain gave up', { requests: left });
  for (const server of servers) server.closeAllConnections();
  await resources.disposeAsync();
  logger.info('gateway stopped');
}

interface ExecutorParts {
  readonly settings: GatewaySettings;
  readonly subgraphs: Readonly<Record<string, SubgraphTarget>>;
  readonly supergraph: Supergraph;
  readonly caller: Caller;
  readonly logger: Logger;
  readonly clock: Clock;
}

function startExecutor({ settings, clock, ...rest }: ExecutorParts): Promise<FederatedExecutor> {
  const buckets = new TokenBuckets(settings.BULKHEAD_GATEWAY_RATE_PER_MINUTE);
  return createFederatedExecutor({
    ...rest,
    maxTokens: settings.BULKHEAD_GATEWAY_MAX_TOKENS,
    rules: shapeRules({ depth: settings.BULKHEAD_GATEWAY_MAX_DEPTH, aliases: settings.BULKHEAD_GATEWAY_MAX_ALIASES }),
    plugins: [
      limitPlugin({ maxCost: settings.BULKHEAD_GATEWAY_MAX_COST, buckets, clock }),
      accessLogPlugin(rest.logger),
    ],
  });
}

function loggerOf(settings: GatewaySettings, given: Logger | undefined): Logger {
  if (given !== undefined) return given.child({ service: 'gateway' });
  return createLogger({ name: 'gateway', level: settings.BULKHEAD_LOG_LEVEL, pretty: settings.BULKHEAD_LOG_PRETTY });
}
