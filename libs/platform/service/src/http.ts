import type { IncomingMessage, ServerResponse } from 'node:http';
import { Fault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Secret } from '@bulkhead/platform-config';
import type { VerifiedRequest } from '@bulkhead/platform-identity';
import {
  PrincipalVerifier,
  STREAMED_BODY,
  attachPrincipal,
  attachedPrincipal,
  bodyDigest,
} from '@bulkhead/platform-identity';
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** A plain HTTP handler: mount it on a server, or call it with a request one already has. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

const GRAPHQL_LIMIT = 1024 * 1024;

/** Headers every answer has; nothing in them says what we are built of. */
export function plainHeaders(): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    next();
  };
}

/**
 * Lets a request through when the gateway in this process already said whose it is, or when its headers are signed by
 * one of our own processes. Everybody else gets 401 and nothing else, before the body is read.
 */
export function onlyOurOwn(secret: Secret | undefined, clock: Clock): RequestHandler {
  const verifier = secret === undefined ? undefined : new PrincipalVerifier(secret.reveal());
  return (request, response, next) => {
    if (attachedPrincipal(request) !== undefined) return next();
    const { method, originalUrl: path, headers } = request;
    const verified = verifier?.verify({ method, path, headers }, clock.now());
    if (verified === undefined) {
      response.status(401).end();
      return;
    }
    promised.set(request, verified);
    attachPrincipal(request, verified.principal);
    next();
  };
}

/** Parses JSON bodies within their limits and holds a signed request to the body it was signed with. */
export function jsonBodies(bodyLimit: number): RequestHandler {
  const graphql = express.json({ limit: GRAPHQL_LIMIT, verify: holdToSignature });
  const rest = express.json({ limit: bodyLimit, verify: holdToSignature });
  return (request: Request, response: Response, next: NextFunction) =>
    request.path === '/graphql' ? graphql(request, response, next) : rest(request, response, next);
}

const promised = new WeakMap<object, VerifiedRequest>();

function holdToSignature(request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  const digest = promised.get(request)?.bodyDigest ?? STREAMED_BODY;
  if (digest === STREAMED_BODY || digest === bodyDigest(body)) return;
  throw new Fault('unauthenticated', 'BODY_NOT_SIGNED', 'the body is not the one that was signed');
}
