import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { Fault, isFault, messageOf } from '@bulkhead/core-base';
import { attachedPrincipal, signPrincipal } from '@bulkhead/platform-identity';
import type { Logger } from '@bulkhead/platform-logging';
import type { Request, RequestHandler, Response } from 'express';
import type { Caller, RemoteSubgraph, SubgraphTarget } from '../federation/subgraph.source.ts';
import { isRemote, routeOf } from '../federation/subgraph.source.ts';

/** `INTAKE_UNAVAILABLE`: ingestion is not there. `INTAKE_TOO_LARGE`: the batch is over the limit. */
export type IntakeFault = 'INTAKE_UNAVAILABLE' | 'INTAKE_TOO_LARGE' | 'INTAKE_METHOD';

export interface ForwardOptions {
  /** The service that takes it. */
  readonly service: string;
  readonly target: SubgraphTarget | undefined;
  readonly caller: Caller;
  readonly limitBytes: number;
  readonly timeoutMilliseconds: number;
  readonly logger: Logger;
}

const LINGER_MILLISECONDS = 500;
const PASSED_ON = ['content-type', 'content-length', 'content-encoding', 'accept', 'traceparent', 'idempotency-key'];
const PASSED_BACK = ['content-type', 'content-length', 'retry-after'];

/** Hands what is too large for a query to the service that takes it, as it streams in, with the caller's principal; nothing is kept here. */
export function intakeForward(options: ForwardOptions): RequestHandler {
  return async (request, response, next) => {
    const { service, target, limitBytes, logger } = options;
    try {
      if (request.method !== 'POST')
        throw new Fault('not-found', 'INTAKE_METHOD' satisfies IntakeFault, 'this is sent with POST');
      if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge(limitBytes);
      if (target === undefined) throw unavailable(`${service} is not configured`);
      if (isRemote(target)) await overHttp(target, { request, response, options });
      else if (target.http === undefined) throw unavailable(`${service} takes no requests here`);
      else inProcess(request, response, target.http);
      const principal = attachedPrincipal(request);
      logger.info('intake', {
        to: service,
        subject: principal?.subject,
        tokenId: principal?.tokenId,
        path: request.path,
      });
    } catch (error) {
      if (response.headersSent) response.destroy();
      else {
        stopSending(request, response);
        next(error);
      }
    }
  };
}

/** Whoever is refused may still be sending, without an end: the answer gets a moment to arrive, then the line is cut. */
function stopSending(request: Request, response: Response): void {
  response.setHeader('connection', 'close');
  response.once('finish', () => setTimeout(() => request.destroy(), LINGER_MILLISECONDS).unref());
}

/** The service sees the very request, with the URL it came with. */
function inProcess(
  request: Request,
  response: Response,
  handle: (request: IncomingMessage, response: Response) => void,
): void {
  request.url = request.originalUrl;
  handle(request, response);
}

async function overHttp(
  target: RemoteSubgraph,
  {
    request,
    response,
    options,
  }: { readonly request: Request; readonly response: Response; readonly options: ForwardOptions },
): Promise<void> {
  const { caller, limitBytes, timeoutMilliseconds } = options;
  const principal = attachedPrincipal(request);
  if (principal === undefined || caller.secret === undefined) throw unavailable('BULKHEAD_INTERNAL_SECRET is not set');
  const url = new URL(routeOf(target, request.originalUrl));
  const signed = signPrincipal(
    principal,
    { method: 'POST', path: `${url.pathname}${url.search}` },
    { secret: caller.secret.reveal(), now: caller.clock.now() },
  );
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { ...only(request.headers, PASSED_ON), ...signed };
  const outgoing = send(url, { method: 'POST', headers, signal: AbortSignal.timeout(timeoutMilliseconds) });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', (error) => reject(unavailable(messageOf(error))));
  });
  // ingestion may refuse before it has read everything; its answer counts, and not that the rest could not be sent.
  const sent = sendBody(request, outgoing, limitBytes).then(() => answered);
  const incoming = await Promise.race([answered, sent]);
  response.writeHead(incoming.statusCode ?? 502, only(incoming.headers, PASSED_BACK));
  await pipeline(incoming, response);
}

async function sendBody(request: Request, outgoing: ClientRequest, limitBytes: number): Promise<void> {
  try {
    await pipeline(request, bounded(limitBytes), outgoing);
  } catch (error) {
    if (isFault(error)) throw error;
  }
}

function bounded(limitBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limitBytes) done(tooLarge(limitBytes));
      else done(null, chunk);
    },
  });
}

function only(headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}

function unavailable(why: string): Fault<IntakeFault> {
  return new Fault('unavailable', 'INTAKE_UNAVAILABLE', 'events cannot be taken in now', {
    details: { why },
    advice: 'Keep the events and send them again; /health/ready says what is wrong.',
  });
}

function tooLarge(limit: number): Fault<IntakeFault> {
  return new Fault('invalid', 'INTAKE_TOO_LARGE', `a batch has at most ${limit} bytes`, {
    details: { limit },
    advice: 'Send the events in smaller batches.',
  });
}
