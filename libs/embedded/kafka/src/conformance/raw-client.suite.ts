import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { FrameSplitter } from '../connection/frame-splitter.ts';
import { CATALOG } from '../message/catalog.ts';
import type { ApiName, RequestOf, ResponseOf } from '../message/catalog.ts';
import type { Codec } from '../wire/codec.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';

type Request<Name extends ApiName> = RequestOf<(typeof CATALOG)[Name]>;
type Response<Name extends ApiName> = ResponseOf<(typeof CATALOG)[Name]>;

/** A client that says exactly what it is told, for what kafkajs would never say. Speaks to any broker. */
export class RawClient implements Disposable {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  readonly #waiting = new Map<number, (frame: Buffer) => void>();
  #correlationId = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    const frames = new FrameSplitter(() => 128 * 1024 * 1024);
    socket.on('data', (chunk) => {
      for (const frame of frames.push(chunk)) this.#waiting.get(frame.readInt32BE(0))?.(frame.subarray(4));
    });
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  /** @param broker `unix:/path` or `host:port` */
  static async open(broker: string): Promise<RawClient> {
    const [host = '', port = ''] = broker.split(':');
    const socket = host === 'unix' ? connect(port) : connect(Number(port), host);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return new RawClient(socket);
  }

  /** Sends a request of the highest version in the catalog and waits for its answer. */
  ask<Name extends ApiName>(name: Name, request: Request<Name>): Promise<Response<Name>> {
    const version = CATALOG[name].versions[1];
    const id = this.send(name, request);
    return new Promise((resolve, reject) => {
      void this.closed.then(() => reject(new Error(`the broker closed the connection on ${name}`)));
      this.#waiting.set(id, (frame) => {
        this.#waiting.delete(id);
        resolve((CATALOG[name].response as Codec<unknown>).read(new Reader(frame), version) as Response<Name>);
      });
    });
  }

  /** Sends a request and returns its correlation id. */
  send<Name extends ApiName>(name: Name, request: Request<Name>): number {
    const { key, versions } = CATALOG[name];
    this.#correlationId += 1;
    const to = new Writer();
    to.int16(key);
    to.int16(versions[1]);
    to.int32(this.#correlationId);
    to.nullableString('raw');
    (CATALOG[name].request as Codec<unknown>).write(to, request, versions[1]);
    this.sendFrame(Buffer.concat(to.chunks()));
    return this.#correlationId;
  }

  sendFrame(frame: Uint8Array): void {
    const size = Buffer.alloc(4);
    size.writeInt32BE(frame.length);
    this.socket.write(size);
    this.socket.write(frame);
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}
