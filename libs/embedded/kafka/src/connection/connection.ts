import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { messageOf } from '@bulkhead/core-base';
import { HANDLERS } from '../handler/catalog.ts';
import type { Broker, Caller, Handler } from '../handler/context.ts';
import { CATALOG, SASL_APIS } from '../message/catalog.ts';
import type { ApiName } from '../message/catalog.ts';
import { ERROR } from '../wire/error-code.ts';
import { MalformedRequest } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import type { Codec } from '../wire/codec.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { readRequest } from './request.ts';
import type { IncomingRequest } from './request.ts';
import { SignIn } from './sign-in.ts';
import type { Credentials } from './sign-in.ts';

/** The largest request, in bytes; before signing in much less. */
export const MAX_REQUEST_BYTES = 32 * 1024 * 1024;
const MAX_REQUEST_BYTES_SIGNED_OUT = 64 * 1024;
/** More than this under way, or waiting to be sent, and the connection is not read from. */
const MAX_UNDER_WAY = 128;
const MAX_UNSENT_BYTES = 8 * 1024 * 1024;

export interface ConnectionOptions {
  readonly broker: Broker;
  readonly credentials: Credentials | undefined;
  /** A client that has not signed in by then is hung up on, so that it does not keep a place from others. */
  readonly signInTimeoutMs: number;
  /** Told why a connection was closed on our side. */
  readonly onRefusal: (reason: string) => void;
}

/** One client. Requests are worked on as they come and answered in their order, as the protocol promises. */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #signIn: SignIn;
  readonly #gone = new AbortController();
  readonly #answers: Slot[] = [];

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#signIn = new SignIn(options.credentials);
    // Every long poll under way listens on it.
    setMaxListeners(0, this.#gone.signal);
    const frames = new FrameSplitter(() => (this.#signIn.done ? MAX_REQUEST_BYTES : MAX_REQUEST_BYTES_SIGNED_OUT));
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#guard(() => this.#take(frames, chunk)));
    socket.on('drain', () => this.#regulate());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#gone.abort());
    this.#expectSignIn(options.signInTimeoutMs);
  }

  #expectSignIn(timeoutMs: number): void {
    if (this.#signIn.done) return;
    const timer = setTimeout(() => {
      if (!this.#signIn.done) this.#refuse(`not signed in within ${timeoutMs} ms`);
    }, timeoutMs);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #take(frames: FrameSplitter, chunk: Buffer): void {
    for (const frame of frames.push(chunk)) {
      if (this.#socket.destroyed) return;
      this.#accept(frame);
    }
    this.#regulate();
  }

  #accept(frame: Buffer): void {
    const slot: Slot = { chunks: undefined };
    if (this.#signIn.tokenIsNext) {
      if (!this.#signIn.takeToken(frame)) return this.#refuse('wrong credentials');
      this.#answers.push(slot);
      return this.#settle(slot, [Buffer.alloc(4)]);
    }
    const request = readRequest(frame);
    this.#answers.push(slot);
    if (request.name === 'UnspokenApiVersions') {
      return this.#settle(
        slot,
        encode(request.correlationId, { ...this.#apiVersions(ERROR.UNSUPPORTED_VERSION), version: 0 }),
      );
    }
    const body = (CATALOG[request.name].request as Codec<unknown>).read(request.body, request.version);
    if (request.body.remaining > 0) throw new MalformedRequest(`${request.body.remaining} bytes after ${request.name}`);
    void this.#work(request, body, slot);
  }

  async #work(request: IncomingRequest, body: unknown, slot: Slot): Promise<void> {
    try {
      const value = await this.#answer(request, body);
      const codec = CATALOG[request.name].response as Codec<unknown>;
      const silent = value === undefined;
      this.#settle(slot, silent ? [] : encode(request.correlationId, { codec, value, version: request.version }));
      if (request.name === 'SaslAuthenticate' && !this.#signIn.done) this.#refuse('wrong credentials');
    } catch (error) {
      this.#refuse(`${request.name} failed: ${messageOf(error)}`);
    }
  }

  async #answer(request: IncomingRequest, body: unknown): Promise<unknown> {
    switch (request.name) {
      case 'ApiVersions':
        return this.#apiVersions(ERROR.NONE).value;
      case 'SaslHandshake':
        return this.#signIn.handshake(body as never, request.version);
      case 'SaslAuthenticate':
        return this.#signIn.authenticate(body as never);
      default: {
        if (!this.#signIn.done) throw new MalformedRequest('not signed in');
        const caller: Caller = {
          version: request.version,
          clientId: request.clientId,
          clientHost: `/${this.#socket.remoteAddress ?? 'localhost'}`,
          gone: this.#gone.signal,
        };
        return (HANDLERS[request.name] as Handler<ApiName>)(this.#options.broker, body as never, caller);
      }
    }
  }

  /** What is spoken on this connection: signing in only where there are credentials. */
  #apiVersions(errorCode: number) {
    const spoken = Object.entries(CATALOG).filter(
      ([name]) => this.#options.credentials !== undefined || !SASL_APIS.has(name as ApiName),
    );
    const apiKeys = spoken.map(([, { key, versions }]) => ({
      apiKey: key,
      minVersion: versions[0],
      maxVersion: versions[1],
    }));
    return { codec: CATALOG.ApiVersions.response as Codec<unknown>, value: { errorCode, apiKeys } };
  }

  /** Sends every answer whose turn has come. */
  #settle(slot: Slot, chunks: Uint8Array[]): void {
    slot.chunks = chunks;
    this.#socket.cork();
    for (let head = this.#answers[0]; head?.chunks !== undefined; head = this.#answers[0]) {
      for (const chunk of head.chunks) this.#socket.write(chunk);
      this.#answers.shift();
    }
    this.#socket.uncork();
    this.#regulate();
  }

  #regulate(): void {
    const busy = this.#answers.length >= MAX_UNDER_WAY || this.#socket.writableLength >= MAX_UNSENT_BYTES;
    if (busy) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }

  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#refuse(messageOf(error));
    }
  }

  #refuse(reason: string): void {
    if (this.#socket.destroyed) return;
    this.#options.onRefusal(reason);
    this.#socket.destroySoon();
  }
}

/** The place of one answer in the order of answers; empty until it is there. */
interface Slot {
  chunks: Uint8Array[] | undefined;
}

interface Encodable {
  readonly codec: Codec<unknown>;
  readonly value: unknown;
  readonly version: number;
}

function encode(correlationId: number, { codec, value, version }: Encodable): Uint8Array[] {
  const body = new Writer();
  body.int32(correlationId);
  codec.write(body, value, version);
  const size = Buffer.allocUnsafe(4);
  size.writeInt32BE(body.length, 0);
  return [size, ...body.chunks()];
}
