import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import { ServerError } from '../error.ts';
import { bsonTag, isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';

/** Commands of authentication; the connection answers them itself. */
export const AUTHENTICATION_COMMANDS = ['saslStart', 'saslContinue', 'logout'] as const;

const MECHANISM = 'SCRAM-SHA-256';
const ITERATIONS = 15_000;
const KEY_BYTES = 32;

/** The one user of an engine that listens on TCP; made anew at every start. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));
}

function failed(): ServerError {
  return new ServerError('AuthenticationFailed', 'Authentication failed.');
}

/** What the server keeps of a password (RFC 5802): never the password. */
export class Verifier {
  readonly user: string;
  readonly salt = randomBytes(28);
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;

  constructor(credentials: Credentials) {
    this.user = credentials.user;
    const salted = pbkdf2Sync(credentials.password, this.salt, ITERATIONS, KEY_BYTES, 'sha256');
    this.storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
    this.serverKey = hmac(salted, 'Server Key');
  }
}

function attributes(message: string): Map<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function payloadOf(body: Doc): string {
  const { payload } = body;
  if (bsonTag(payload) !== 'Binary') throw failed();
  return Buffer.from((payload as Binary).value()).toString('utf8');
}

interface Exchange {
  readonly nonce: string;
  readonly firstBare: string;
  readonly serverFirst: string;
}

/** The SCRAM-SHA-256 conversation of one connection (RFC 7677, MongoDB's saslStart and saslContinue). */
export class Authentication {
  readonly #verifier: Verifier;
  #exchange: Exchange | null = null;
  #done = false;

  constructor(verifier: Verifier) {
    this.#verifier = verifier;
  }

  get isDone(): boolean {
    return this.#done;
  }

  start(body: Doc): Doc {
    if (body['mechanism'] !== MECHANISM)
      throw new ServerError('AuthenticationFailed', `only ${MECHANISM} is supported`);
    const message = payloadOf(body);
    const firstBare = message.replace(/^n,[^,]*,/, '');
    const fields = attributes(firstBare);
    if (fields.get('n') !== this.#verifier.user || !message.startsWith('n,')) throw failed();
    const nonce = `${fields.get('r') ?? ''}${randomBytes(24).toString('base64')}`;
    const serverFirst = `r=${nonce},s=${this.#verifier.salt.toString('base64')},i=${ITERATIONS}`;
    this.#exchange = { nonce, firstBare, serverFirst };
    return { conversationId: 1, done: false, payload: new Binary(Buffer.from(serverFirst)), ok: 1 };
  }

  continue(body: Doc): Doc {
    if (this.#done) return { conversationId: 1, done: true, payload: new Binary(Buffer.alloc(0)), ok: 1 };
    const exchange = this.#exchange;
    this.#exchange = null;
    if (exchange === null) throw failed();
    const message = payloadOf(body);
    const withoutProof = message.slice(0, message.lastIndexOf(',p='));
    const fields = attributes(withoutProof);
    const proof = Buffer.from(message.slice(message.lastIndexOf(',p=') + 3), 'base64');
    if (fields.get('r') !== exchange.nonce || fields.get('c') !== 'biws' || proof.length !== KEY_BYTES) throw failed();
    const authMessage = `${exchange.firstBare},${exchange.serverFirst},${withoutProof}`;
    const clientKey = xor(proof, hmac(this.#verifier.storedKey, authMessage));
    if (!timingSafeEqual(createHash('sha256').update(clientKey).digest(), this.#verifier.storedKey)) throw failed();
    this.#done = true;
    const signature = hmac(this.#verifier.serverKey, authMessage).toString('base64');
    return { conversationId: 1, done: true, payload: new Binary(Buffer.from(`v=${signature}`)), ok: 1 };
  }

  /** The answer to `speculativeAuthenticate` in a hello; null when it does not fit. */
  speculate(hello: Doc): Doc | null {
    const ask = hello['speculativeAuthenticate'];
    if (!isDoc(ask)) return null;
    try {
      const { ok: _ok, ...reply } = this.start(ask);
      return reply;
    } catch (error) {
      if (error instanceof ServerError) return null;
      throw error;
    }
  }
}
