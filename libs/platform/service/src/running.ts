import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '@bulkhead/core-base';
import type { GraphqlContext, GraphqlRequest } from '@bulkhead/platform-graphql';
import { sdlDigest, subgraphExecutor } from '@bulkhead/platform-graphql';
import type { FormattedExecutionResult } from 'graphql';
import { currentTraceparent, withSpan } from '@bulkhead/platform-telemetry';
import type { SpanOptions } from '@bulkhead/platform-telemetry';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ApplicationParts } from './application.ts';
import type { Health } from './health.ts';
import { reasonsOf } from './health.ts';
import { InFlight } from './in-flight.ts';

/** A service that is running: it handles events and answers whoever calls `http` or `execute`, but listens nowhere. */
export interface RunningService extends AsyncDisposable {
  readonly name: string;
  readonly sdl: string;
  readonly sdlDigest: string;
  /** /graphql, /health/live, /health/ready and the service's REST routes. */
  readonly http: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers a GraphQL operation in process, with the errors a caller over HTTP gets. */
  execute(request: GraphqlRequest, context: GraphqlContext): Promise<FormattedExecutionResult>;
  health(): Promise<Health>;
  /** Stops taking work, finishes what is in flight within BULKHEAD_DRAIN_SECONDS, and lets everything go. */
  close(): Promise<void>;
}

/** Hands out a service whose parts are all started. */
export function runningService(parts: ApplicationParts, application: NestExpressApplication): RunningService {
  const { definition, logger } = parts;
  const inFlight = new InFlight();
  const digest = sdlDigest(definition.sdl);
  const answer = subgraphExecutor(application);
  const handle = application.getHttpAdapter().getInstance() as RunningService['http'];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= drain(parts, application, inFlight));
  const service: RunningService = {
    name: definition.name,
    sdl: definition.sdl,
    sdlDigest: digest,
    http: (request, response) => {
      if (answersHealth(service, request, response)) return;
      response.once('close', inFlight.begin());
      void traced(request, response, () => handle(request, response));
    },
    execute: async (request, context) => {
      if (closing !== undefined) throw new Fault('unavailable', 'SERVICE_STOPPING', `${definition.name} is stopping`);
      const end = inFlight.begin();
      try {
        return await withSpan({ ...spanOf(definition.name, request), ...parentOf(context) }, () =>
          answer(request, context),
        );
      } finally {
        end();
      }
    },
    health: async () => {
      const reasons = closing === undefined ? await readinessOf(parts) : ['stopping'];
      return { service: definition.name, ready: reasons.length === 0, reasons, sdlDigest: digest };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  logger.info('service started', { sdlDigest: digest });
  return service;
}

/** A span from the first byte to the last, in the trace of whoever asked. */
function traced(request: IncomingMessage, response: ServerResponse, work: () => void): Promise<void> {
  const { traceparent } = request.headers;
  const attributes = { 'http.request.method': request.method ?? '', 'url.path': request.url?.split('?')[0] ?? '' };
  const span = { name: `${request.method} ${attributes['url.path']}`, kind: 'server', attributes } as const;
  return withSpan({ ...span, traceparent: typeof traceparent === 'string' ? traceparent : undefined }, async () => {
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    work();
    await closed;
  });
}

function spanOf(service: string, { operationName }: GraphqlRequest): SpanOptions {
  const attributes = { 'bulkhead.service': service, 'graphql.operation.name': operationName ?? '' };
  return { name: `graphql ${service}`, attributes };
}

/** In one process the caller's span is running already, and is nearer than the one the context was made in. */
function parentOf({ traceparent }: GraphqlContext): Pick<SpanOptions, 'traceparent'> {
  return currentTraceparent() === undefined ? { traceparent } : {};
}

async function readinessOf({ connection, messaging, readiness }: ApplicationParts): Promise<readonly string[]> {
  const checks = [
    reasonsOf('store', async () => (await connection.ping(), [])),
    reasonsOf('messaging', async () => messaging.health().reasons),
    ...readiness.all().map((check) => reasonsOf('a part', check)),
  ];
  return (await Promise.all(checks)).flat();
}

async function drain(parts: ApplicationParts, application: NestExpressApplication, inFlight: InFlight): Promise<void> {
  const { logger, messaging, connection, settings } = parts;
  const left = await inFlight.drained(settings.BULKHEAD_DRAIN_SECONDS * 1000);
  if (left > 0) logger.warn('drain gave up', { requests: left });
  await using closing = new AsyncDisposableStack();
  closing.defer(() => connection.close());
  closing.defer(() => application.close());
  closing.defer(() => messaging.close());
  logger.info('service stopped');
}

/** Health is answered before anything else, and to anybody: it says nothing a prober may not know. */
function answersHealth(service: RunningService, request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url?.split('?')[0];
  if (path === '/health/live') {
    respond(response, 200, { service: service.name, live: true });
    return true;
  }
  if (path !== '/health/ready') return false;
  void service.health().then((health) => respond(response, health.ready ? 200 : 503, health));
  return true;
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
