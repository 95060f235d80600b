import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault } from '@bulkhead/core-base';
import { isScope } from './principal.ts';

/**
 * `TOKEN_SUBJECT_INVALID`, `TOKEN_SCOPE_INVALID`, `TOKEN_EXPIRY_INVALID`: what was asked for cannot be made.
 * `TOKEN_UNKNOWN`: no such token. `TOKEN_PRESET_INVALID`: BULKHEAD_TOKEN cannot be one.
 */
export type TokenFault =
  | 'TOKEN_SUBJECT_INVALID'
  | 'TOKEN_SCOPE_INVALID'
  | 'TOKEN_EXPIRY_INVALID'
  | 'TOKEN_UNKNOWN'
  | 'TOKEN_PRESET_INVALID';

/** What a token is made from. */
export interface TokenRequest {
  readonly subject: string;
  readonly scopes: readonly string[];
  /** When it stops working; never when absent. */
  readonly expiresAt?: Date;
}

/** The two halves of a token's plaintext: a public id and a secret that is kept only as its SHA-256. */
export interface TokenParts {
  readonly id: string;
  readonly secret: string;
}

const SUBJECT = /^[\p{L}\p{N}][\p{L}\p{N} ._:@/+-]{0,119}$/u;
const PLAINTEXT = /^bh_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const CHOSEN = /^[\x21-\x7e]{16,512}$/;
const SCOPES_MAX = 64;

/** A new token: 64 random bits to name it, 256 random bits to prove it. */
export function mintToken(random: (size: number) => Buffer = randomBytes): TokenParts {
  return { id: random(8).toString('hex'), secret: random(32).toString('base64url') };
}

/** The plaintext a user holds: `bh_<id>_<secret>`. */
export function plaintextOf(parts: TokenParts): string {
  return `bh_${parts.id}_${parts.secret}`;
}

/**
 * Takes a plaintext apart. A text that is not ours in form but could be an operator's own choice (BULKHEAD_TOKEN) is
 * its own secret and is named by a digest of it. Undefined for what can be no token at all.
 */
export function partsOf(plaintext: string): TokenParts | undefined {
  const [, id, secret] = PLAINTEXT.exec(plaintext) ?? [];
  if (id !== undefined && secret !== undefined) return { id, secret };
  if (!CHOSEN.test(plaintext)) return undefined;
  return { id: createHash('sha256').update(`token id ${plaintext}`).digest('hex').slice(0, 16), secret: plaintext };
}

/** SHA-256 of a secret, in hex. A minted one has 256 bits of entropy, so a slow password hash would add nothing. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares a secret with a kept hash in constant time. */
export function proves(secret: string, hash: string): boolean {
  const given = Buffer.from(hashOf(secret));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** Refuses what cannot be made: Fault invalid with the code of the part that is wrong. */
export function checkTokenRequest(request: TokenRequest, now: Date): void {
  if (!SUBJECT.test(request.subject)) {
    throw refusal('TOKEN_SUBJECT_INVALID', 'a subject has 1 to 120 letters, digits, spaces or ._:@/+-');
  }
  if (request.scopes.length === 0 || request.scopes.length > SCOPES_MAX || !request.scopes.every(isScope)) {
    throw refusal('TOKEN_SCOPE_INVALID', `a token has 1 to ${SCOPES_MAX} scopes of the form noun:verb, noun:* or *`);
  }
  if (request.expiresAt !== undefined && !(request.expiresAt.getTime() > now.getTime())) {
    throw refusal('TOKEN_EXPIRY_INVALID', 'a token expires in the future');
  }
}

function refusal(code: TokenFault, message: string): Fault<TokenFault> {
  return new Fault('invalid', code, message, { advice: 'Correct the request and send it again.' });
}
