import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Principal } from './principal.ts';

/** The headers with which one of our processes tells another who asks. */
export const PRINCIPAL_HEADERS = {
  principal: 'x-bulkhead-principal',
  signedAt: 'x-bulkhead-signed-at',
  nonce: 'x-bulkhead-nonce',
  body: 'x-bulkhead-body',
  signature: 'x-bulkhead-signature',
} as const;

/** In place of a body's digest where the body is a stream: it is then not covered by the signature. */
export const STREAMED_BODY = 'streamed';

/** How far the clocks of two of our processes may be apart, and how long a signature can be used. */
export const SIGNATURE_WINDOW_MILLISECONDS = 30_000;

export interface SignedRequest {
  readonly method: string;
  /** Path with query, as the receiver sees it. */
  readonly path: string;
  /** What is sent; absent for a stream, which is then not covered by the signature. */
  readonly body?: string | Uint8Array;
}

/** A request as received, before its body was read. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Whose request it is, and the digest its body must have (`streamed`: not covered). */
export interface VerifiedRequest {
  readonly principal: Principal;
  readonly bodyDigest: string;
}

const NONCES_MAX = 300_000;
const principalShape = z.object({
  subject: z.string().min(1).max(200),
  scopes: z.array(z.string().max(100)).max(64),
  tokenId: z.string().max(64).optional(),
});

/** Headers that carry a principal to another of our processes: HMAC-SHA256 over principal, time, method, path and body digest. */
export function signPrincipal(
  principal: Principal,
  request: SignedRequest,
  options: { readonly secret: string; readonly now: Date },
): Record<string, string> {
  const fields = {
    principal: Buffer.from(JSON.stringify(principal)).toString('base64url'),
    signedAt: String(options.now.getTime()),
    nonce: randomBytes(12).toString('base64url'),
    body: bodyDigest(request.body),
  };
  return {
    [PRINCIPAL_HEADERS.principal]: fields.principal,
    [PRINCIPAL_HEADERS.signedAt]: fields.signedAt,
    [PRINCIPAL_HEADERS.nonce]: fields.nonce,
    [PRINCIPAL_HEADERS.body]: fields.body,
    [PRINCIPAL_HEADERS.signature]: sign(fields, request, options.secret),
  };
}

/** Digest of a body as it stands in the header: SHA-256 in hex, or `streamed` for a stream. */
export function bodyDigest(body: string | Uint8Array | undefined): string {
  return body === undefined ? STREAMED_BODY : createHash('sha256').update(body).digest('hex');
}

/**
 * Checks signed principal headers. Each signature is taken once: a receiver keeps one verifier, which remembers the
 * nonces of the window. When more come than it can remember, it refuses rather than forgets.
 */
export class PrincipalVerifier {
  readonly #secret: string;
  readonly #seen = new Map<string, number>();

  /** @param secret BULKHEAD_INTERNAL_SECRET, at least 32 characters */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The verified request, or undefined whatever is wrong with it: no reason is given. */
  verify(request: ReceivedRequest, now: Date): VerifiedRequest | undefined {
    const fields = fieldsOf(request);
    if (fields === undefined || !sameText(fields.signature, sign(fields, request, this.#secret))) return undefined;
    if (!this.#isFresh(Number(fields.signedAt), fields.nonce, now.getTime())) return undefined;
    const principal = decode(fields.principal);
    return principal === undefined ? undefined : { principal, bodyDigest: fields.body };
  }

  #isFresh(signedAt: number, nonce: string, now: number): boolean {
    if (!(Math.abs(now - signedAt) <= SIGNATURE_WINDOW_MILLISECONDS) || this.#seen.has(nonce)) return false;
    this.#forget(now);
    if (this.#seen.size >= NONCES_MAX) return false;
    this.#seen.set(nonce, signedAt + SIGNATURE_WINDOW_MILLISECONDS);
    return true;
  }

  /** Drops the nonces whose signature could not be used any more; oldest first, so it stops early. */
  #forget(now: number): void {
    for (const [nonce, until] of this.#seen) {
      if (until >= now) return;
      this.#seen.delete(nonce);
    }
  }
}

interface SignedFields {
  readonly principal: string;
  readonly signedAt: string;
  readonly nonce: string;
  readonly body: string;
}

function fieldsOf(request: ReceivedRequest): (SignedFields & { readonly signature: string }) | undefined {
  const one = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' && value.length <= 8192 ? value : undefined;
  };
  const principal = one(PRINCIPAL_HEADERS.principal);
  const signedAt = one(PRINCIPAL_HEADERS.signedAt);
  const nonce = one(PRINCIPAL_HEADERS.nonce);
  const body = one(PRINCIPAL_HEADERS.body);
  const signature = one(PRINCIPAL_HEADERS.signature);
  if (!principal || !signedAt || !nonce || !body || !signature) return undefined;
  return { principal, signedAt, nonce, body, signature };
}

function sign(
  fields: SignedFields,
  request: { readonly method: string; readonly path: string },
  secret: string,
): string {
  const text = [fields.principal, fields.signedAt, fields.nonce, fields.body, request.method, request.path];
  return createHmac('sha256', secret).update(JSON.stringify(text)).digest('base64url');
}

function sameText(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}

function decode(text: string): Principal | undefined {
  try {
    const parsed = principalShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    const { subject, scopes, tokenId } = parsed;
    return tokenId === undefined ? { subject, scopes } : { subject, scopes, tokenId };
  } catch {
    return undefined;
  }
}
