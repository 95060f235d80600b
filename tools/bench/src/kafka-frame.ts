// As little of Kafka's protocol as it takes to send record batches that are encoded already: Produce v7.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';

const PRODUCE = 0;
const VERSION = 7;
const ACKS_ALL = -1;
const TIMEOUT_MS = 30_000;

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

export interface Addressed {
  readonly topic: string;
  readonly partition: number;
  readonly records: Uint8Array;
}

/** A Produce request, its size in front. */
export function produceFrame({ topic, partition, records }: Addressed, correlationId: number): Buffer {
  const header = Buffer.concat([int16(PRODUCE), int16(VERSION), int32(correlationId), string('bench')]);
  const terms = Buffer.concat([int16(-1), int16(ACKS_ALL), int32(TIMEOUT_MS)]);
  const place = Buffer.concat([int32(1), string(topic), int32(1), int32(partition), int32(records.length)]);
  const payload = Buffer.concat([header, terms, place, records]);
  return Buffer.concat([int32(payload.length), payload]);
}

/** A connection that sends frames and counts answers. */
export class ProduceConnection implements Disposable {
  readonly #socket: Socket;
  readonly #waiting: (() => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
  }

  static async open(path: string): Promise<ProduceConnection> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new ProduceConnection(socket);
  }

  /** Settles when the broker acknowledged the frame. */
  send(frame: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#socket.write(frame);
    });
  }

  #receive(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readInt32BE(0)) {
      const size = this.#rest.readInt32BE(0);
      demandAccepted(this.#rest.subarray(4, 4 + size));
      this.#rest = this.#rest.subarray(4 + size);
      this.#waiting.shift()?.();
    }
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

/** Correlation id, one topic with its name, one partition, error code. */
function demandAccepted(answer: Buffer): void {
  const name = answer.readInt16BE(8);
  const code = answer.readInt16BE(10 + name + 4 + 4);
  if (code !== 0) throw new Error(`the broker refused a batch with error ${code}`);
}
