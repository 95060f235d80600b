import type { IncomingMessage, ServerResponse } from 'node:http';
import { attachedPrincipal } from '@bulkhead/platform-identity';
import type { TokenStore } from '@bulkhead/platform-identity';
import type { Logger } from '@bulkhead/platform-logging';
import { FaultFilter, nestLogger, plainHeaders, problemOf } from '@bulkhead/platform-service';
import { currentTraceparent, withSpan } from '@bulkhead/platform-telemetry';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppModule } from './app.module.ts';
import type { GatewaySettings } from './config.ts';
import { explorerPage } from './explorer/explorer.ts';
import type { GatewayContext } from './federation/context.ts';
import type { FederatedExecutor } from './federation/executor.ports.ts';
import type { Caller, SubgraphTarget } from './federation/subgraph.source.ts';
import type { GatewayHealth } from './health/readiness.ts';
import { bearerOnly } from './identity/bearer.ts';
import { intakeForward } from './intake/forward.ts';

/** What is too large for a GraphQL variable goes past the executor, to the service that takes it. */
const INTAKES = [
  ['/ingest/v1', 'ingestion'],
  ['/scan/v1', 'scanning'],
] as const;

export interface ApplicationParts {
  readonly settings: GatewaySettings;
  readonly logger: Logger;
  readonly tokens: TokenStore;
  readonly executor: FederatedExecutor;
  readonly subgraphs: Readonly<Record<string, SubgraphTarget>>;
  readonly caller: Caller;
  readonly health: () => Promise<GatewayHealth>;
}

const REST_LIMIT = 64 * 1024;

/** The HTTP side of the gateway. The order of its parts is its security: what stands before the token is open to all. */
export async function createApplication(parts: ApplicationParts): Promise<NestExpressApplication> {
  const { settings, logger, tokens } = parts;
  const application = await NestFactory.create<NestExpressApplication>(
    AppModule.register(tokens),
    new ExpressAdapter(),
    {
      bodyParser: false,
      logger: nestLogger(logger),
      abortOnError: false,
    },
  );
  application.disable('x-powered-by');
  application.disable('etag');
  application.use(plainHeaders());
  application.use('/health', healthRoutes(parts.health));
  if (settings.BULKHEAD_GATEWAY_EXPLORER) application.use(explorerPage());
  application.use(bearerOnly(tokens));
  for (const [path, service] of INTAKES) application.use(path, intakeForward(forwardOptions(parts, service)));
  application.use('/graphql', express.json({ limit: settings.BULKHEAD_GATEWAY_BODY_KIB * 1024 }), graphqlRoute(parts));
  application.use('/graphql', graphqlProblems(logger));
  application.use(express.json({ limit: REST_LIMIT }));
  application.useGlobalFilters(new FaultFilter(logger));
  return application.init();
}

function healthRoutes(health: ApplicationParts['health']): RequestHandler {
  return async (request, response, next) => {
    if (request.path === '/live') response.json({ service: 'gateway', live: true });
    else if (request.path === '/ready') {
      const answer = await health();
      response.status(answer.ready ? 200 : 503).json(answer);
    } else next();
  };
}

function graphqlRoute({ settings, executor }: ApplicationParts): RequestHandler {
  const timeout = settings.BULKHEAD_GATEWAY_TIMEOUT_SECONDS * 1000;
  const answer = executor.handler((request) => contextOf(request, timeout));
  return async (request, response, next) => {
    await traced(request, async () => answer(request, response, next));
  };
}

function traced(request: IncomingMessage, work: () => Promise<unknown>): Promise<unknown> {
  const given = request.headers['traceparent'];
  const traceparent = typeof given === 'string' ? given : undefined;
  return withSpan({ name: 'POST /graphql', kind: 'server', traceparent }, work);
}

function contextOf(request: Request, timeout: number): GatewayContext {
  const principal = attachedPrincipal(request);
  const traceparent = currentTraceparent();
  const startedAt = performance.now();
  return {
    ...(principal === undefined ? {} : { principal }),
    ...(traceparent === undefined ? {} : { traceparent }),
    loaders: new Map(),
    request: { startedAt, deadline: startedAt + timeout },
  };
}

/** A body that cannot be read is answered in the form of the protocol it was sent to. */
function graphqlProblems(logger: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  return (error: unknown, _request: Request, response: Response, _next: unknown) => {
    const { status, body } = problemOf(error, logger);
    const { message, ...extensions } = body.error;
    if (!response.headersSent) response.status(status).json({ errors: [{ message, extensions }] });
  };
}

function forwardOptions({ settings, caller, subgraphs, logger }: ApplicationParts, service: string) {
  return {
    service,
    target: subgraphs[service],
    caller,
    logger,
    limitBytes: settings.BULKHEAD_GATEWAY_INTAKE_KIB * 1024,
    timeoutMilliseconds: settings.BULKHEAD_GATEWAY_TIMEOUT_SECONDS * 1000,
  };
}

/** A handler for node:http. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;
