import type { Socket } from 'node:net';
import { dispatch, errorReply, findCommand, openEnvelope } from '../command/dispatch.ts';
import type { Envelope } from '../command/dispatch.ts';
import type { EngineState } from '../command/context.ts';
import { ServerError } from '../error.ts';
import { decodeDocument } from '../value/decode.ts';
import { encodeDocument } from '../value/encode.ts';
import { MalformedMessage, encodeReply, messageSize, parseMessage } from './message.ts';
import type { Request } from './message.ts';
import { Authentication } from './scram.ts';
import type { Verifier } from './scram.ts';

/** Replies a slow reader may leave in memory before its requests wait. */
const MOST_BUFFERED = 64 * 1024 * 1024;

export interface ConnectionOptions {
  readonly state: EngineState;
  /** Null when every connection is trusted (a Unix socket in a private folder). */
  readonly verifier: Verifier | null;
  readonly log: (line: string) => void;
}

/** One client: bytes in, commands run one after the other, replies out. */
export class Connection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #authentication: Authentication | null;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #needed = 4;
  #replies = 0;

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#authentication = options.verifier === null ? null : new Authentication(options.verifier);
  }

  start(): void {
    const socket = this.#socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('drain', () => this.#socket.resume());
    socket.on('error', () => this.#socket.destroy());
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    if (this.#buffered < this.#needed) return;
    try {
      this.#consume();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.log(
        `closing a connection: ${error instanceof MalformedMessage ? 'malformed message' : 'failure'}: ${reason}`,
      );
      this.#socket.destroy();
    }
  }

  /** Runs every whole message that has arrived; bytes are put together once per message. */
  #consume(): void {
    let bytes =
      this.#chunks.length === 1 && this.#chunks[0] !== undefined ? this.#chunks[0] : Buffer.concat(this.#chunks);
    let size = messageSize(bytes);
    while (size !== null && bytes.length >= size) {
      this.#run(parseMessage(bytes.subarray(0, size)));
      bytes = bytes.subarray(size);
      size = messageSize(bytes);
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes];
    this.#buffered = bytes.length;
    this.#needed = size ?? 4;
  }

  #run(request: Request): void {
    const body = this.#answer(request);
    if (request.silent) return;
    this.#replies = (this.#replies + 1) & 0x7fff_ffff;
    this.#socket.write(encodeReply(request, this.#replies, body));
    if (this.#socket.writableLength > MOST_BUFFERED) this.#socket.pause();
  }

  #answer(request: Request): Buffer {
    const { state, log } = this.#options;
    state.counters.commands += 1;
    try {
      if (request.fault !== null) throw request.fault;
      const envelope = openEnvelope(request);
      return this.#authenticated(request, envelope) ?? dispatch(state, request, envelope);
    } catch (error) {
      state.counters.errors += 1;
      if (!(error instanceof ServerError))
        log(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return errorReply(error);
    }
  }

  /** Answers the commands of authentication, and refuses others before it is done. */
  #authenticated(request: Request, envelope: Envelope): Buffer | null {
    const authentication = this.#authentication;
    const { name, body } = envelope;
    if (name === 'saslStart' || name === 'saslContinue') {
      if (authentication === null)
        throw new ServerError('AuthenticationFailed', 'this engine has no users: connect without a user');
      return encodeDocument(name === 'saslStart' ? authentication.start(body) : authentication.continue(body));
    }
    if (name === 'logout') return encodeDocument({ ok: 1 });
    if (authentication === null) return null;
    const command = findCommand(name);
    if (!authentication.isDone && command.open !== true) {
      throw new ServerError('Unauthorized', `command ${name} requires authentication`);
    }
    const speculated = authentication.speculate(body);
    if (speculated === null) return null;
    const hello = decodeDocument(dispatch(this.#options.state, request, envelope));
    return encodeDocument({ ...hello, speculativeAuthenticate: speculated });
  }
}
