import type { TokenStore } from '@bulkhead/platform-identity';
import { attachPrincipal } from '@bulkhead/platform-identity';
import type { RequestHandler } from 'express';

const BEARER = /^Bearer +([\x21-\x7e]{1,1024}) *$/i;

/** Lets nobody through without a token that works: 401 and nothing else, before anything of the request is read. */
export function bearerOnly(tokens: TokenStore): RequestHandler {
  return async (request, response, next) => {
    const [, plaintext] = BEARER.exec(request.headers.authorization ?? '') ?? [];
    const principal = plaintext === undefined ? undefined : await tokens.verify(plaintext);
    if (principal === undefined) {
      response.status(401).setHeader('www-authenticate', 'Bearer').end();
      return;
    }
    attachPrincipal(request, principal);
    next();
  };
}
