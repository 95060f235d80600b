import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '@bulkhead/core-base';
import type { RequestOf, ResponseOf } from '../message/catalog.ts';
import type { SASL_AUTHENTICATE, SASL_HANDSHAKE } from '../message/session.message.ts';
import { ERROR } from '../wire/error-code.ts';

const MECHANISM = 'PLAIN';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** One connection's way through SASL/PLAIN (RFC 4616). Without credentials nobody has to sign in. */
export class SignIn {
  readonly #credentials: Credentials | undefined;
  #shookHands = false;
  #tokenIsNext = false;
  #done: boolean;

  constructor(credentials: Credentials | undefined) {
    this.#credentials = credentials;
    this.#done = credentials === undefined;
  }

  get done(): boolean {
    return this.#done;
  }

  /** After a handshake of version 0 the next frame is the bare PLAIN message, not a request. */
  get tokenIsNext(): boolean {
    return this.#tokenIsNext;
  }

  handshake(request: RequestOf<typeof SASL_HANDSHAKE>, version: number): ResponseOf<typeof SASL_HANDSHAKE> {
    if (this.#credentials === undefined) return { errorCode: ERROR.ILLEGAL_SASL_STATE, mechanisms: [] };
    this.#shookHands = request.mechanism === MECHANISM;
    this.#tokenIsNext = this.#shookHands && version === 0;
    const errorCode = this.#shookHands ? ERROR.NONE : ERROR.UNSUPPORTED_SASL_MECHANISM;
    return { errorCode, mechanisms: [MECHANISM] };
  }

  /** True when the bare PLAIN message is right. */
  takeToken(token: Uint8Array): boolean {
    this.#tokenIsNext = false;
    this.#done = this.#credentials !== undefined && isRight(this.#credentials, token);
    return this.#done;
  }

  authenticate(request: RequestOf<typeof SASL_AUTHENTICATE>): ResponseOf<typeof SASL_AUTHENTICATE> {
    const nothing = { authBytes: Buffer.alloc(0), sessionLifetimeMs: 0 };
    if (this.#credentials === undefined || !this.#shookHands) {
      return { ...nothing, errorCode: ERROR.ILLEGAL_SASL_STATE, errorMessage: 'SaslHandshake comes first' };
    }
    this.#done = isRight(this.#credentials, request.authBytes);
    if (this.#done) return { ...nothing, errorCode: ERROR.NONE, errorMessage: null };
    return { ...nothing, errorCode: ERROR.SASL_AUTHENTICATION_FAILED, errorMessage: 'wrong user name or password' };
  }
}

/** Digests have one length whatever was sent, so that comparing takes one time. */
function isRight({ username, password }: Credentials, message: Uint8Array): boolean {
  const [authorization, user, secret, ...rest] = Buffer.from(message).toString('utf8').split('\0');
  if (rest.length > 0 || secret === undefined) return false;
  if (authorization !== '' && authorization !== user) return false;
  const given = Buffer.from(sha256(`${user}\0${secret}`));
  return timingSafeEqual(given, Buffer.from(sha256(`${username}\0${password}`)));
}
