import type { IncomingMessage, ServerResponse } from 'node:http';
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
import type { RequestHandler } from 'express';

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

/** Parses JSON bodies within their limits and holds a signed request to the body it was signed with: 401 otherwise. */
export function jsonBodies(bodyLimit: number): RequestHandler {
  const graphql = express.json({ limit: GRAPHQL_LIMIT, verify: noteBody });
  const rest = express.json({ limit: bodyLimit, verify: noteBody });
  return (request, response, next) => {
    const parse = request.path === '/graphql' ? graphql : rest;
    parse(request, response, (error?: unknown) => {
      if (otherBody.has(request)) response.status(401).end();
      else next(error);
    });
  };
}

const promised = new WeakMap<object, VerifiedRequest>();
const otherBody = new WeakSet();

// An error thrown from here would be told as 403 by the parser.
function noteBody(request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  const digest = promised.get(request)?.bodyDigest ?? STREAMED_BODY;
  if (digest !== STREAMED_BODY && digest !== bodyDigest(body)) otherBody.add(request);
}
