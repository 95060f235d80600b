import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@bulkhead/core-base';
import type { Secret } from '@bulkhead/platform-config';
import type { GraphqlRequest, SubgraphExecutor } from '@bulkhead/platform-graphql';
import { signPrincipal } from '@bulkhead/platform-identity';
import type { Health } from '@bulkhead/platform-service';
import type { Logger } from '@bulkhead/platform-logging';
import type { FormattedExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import type { GatewayContext } from './context.ts';

/** A subgraph in this process: a RunningService has this shape. */
export interface LocalSubgraph {
  readonly execute: SubgraphExecutor;
  health?(): Promise<Health>;
  readonly http?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** A subgraph in another process, by the URL of its service. */
export interface RemoteSubgraph {
  readonly url: string;
}

export type SubgraphTarget = LocalSubgraph | RemoteSubgraph;

/** What is needed to call a subgraph in another process. */
export interface Caller {
  readonly secret: Secret | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Call = (request: GraphqlRequest, context: GatewayContext) => Promise<FormattedExecutionResult>;

const ANSWER_MAX = 64 * 1024 * 1024;

export function isRemote(target: SubgraphTarget): target is RemoteSubgraph {
  return 'url' in target;
}

/** The URL of a route of a remote service. A URL that already ends in /graphql is taken for the service's. */
export function routeOf(target: RemoteSubgraph, route: string): string {
  return `${target.url.replace(/\/+(?:graphql)?\/*$/, '')}${route}`;
}

/**
 * How a subgraph is asked, in process or over HTTP: the same context, the same errors, the same time limit. What keeps
 * it from answering becomes one GraphQL error UNAVAILABLE that names it.
 */
export function subgraphCall(name: string, target: SubgraphTarget | undefined, caller: Caller): Call {
  if (target === undefined) return () => Promise.reject(unavailable(name, 'is not configured'));
  const ask: Call = isRemote(target)
    ? (request, context) => overHttp(target, request, { context, caller })
    : inProcess(target);
  return async (request, context) => {
    const left = context.request.deadline - performance.now();
    if (left <= 0) throw unavailable(name, 'was not asked: the time of the request was up');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(unavailable(name, 'did not answer in time')), left);
    });
    try {
      return await Promise.race([ask(request, context), late]);
    } catch (error) {
      if (error instanceof GraphQLError) throw error;
      caller.logger.warn('subgraph does not answer', { subgraph: name, error });
      throw unavailable(name, 'does not answer');
    } finally {
      clearTimeout(timer);
    }
  };
}

function inProcess(target: LocalSubgraph): Call {
  return (request, { principal, traceparent }) =>
    target.execute(request, {
      ...(principal === undefined ? {} : { principal }),
      ...(traceparent === undefined ? {} : { traceparent }),
      loaders: new Map(),
    });
}

async function overHttp(
  target: RemoteSubgraph,
  request: GraphqlRequest,
  { context, caller }: { readonly context: GatewayContext; readonly caller: Caller },
): Promise<FormattedExecutionResult> {
  const { principal, traceparent } = context;
  if (principal === undefined || caller.secret === undefined) throw new Error('BULKHEAD_INTERNAL_SECRET is not set');
  const body = JSON.stringify(request);
  const url = routeOf(target, '/graphql');
  const signed = signPrincipal(
    principal,
    { method: 'POST', path: new URL(url).pathname, body },
    { secret: caller.secret.reveal(), now: caller.clock.now() },
  );
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(traceparent === undefined ? {} : { traceparent }),
      ...signed,
    },
    body,
    signal: AbortSignal.timeout(Math.max(1, Math.ceil(context.request.deadline - performance.now()))),
  });
  const text = await boundedText(response);
  if (!(response.headers.get('content-type') ?? '').includes('json')) throw new Error(`status ${response.status}`);
  return JSON.parse(text) as FormattedExecutionResult;
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > ANSWER_MAX) throw new Error(`the answer is larger than ${ANSWER_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function unavailable(name: string, what: string): GraphQLError {
  return new GraphQLError(`the service ${name} ${what}`, {
    extensions: {
      code: 'UNAVAILABLE',
      fault: 'SUBGRAPH_UNAVAILABLE',
      subgraph: name,
      advice: 'Try again; /health/ready says what is wrong.',
    },
  });
}
