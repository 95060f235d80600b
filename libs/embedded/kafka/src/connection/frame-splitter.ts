import { MalformedRequest } from '../wire/reader.ts';

const LENGTH_BYTES = 4;

/** Cuts a byte stream into the size-prefixed frames of the Kafka protocol; a frame is copied at most once. */
export class FrameSplitter {
  readonly #limit: () => number;
  #chunks: Buffer[] = [];
  #buffered = 0;
  #wanted: number | undefined;

  /** @param limit the largest frame taken at this moment, in bytes */
  constructor(limit: () => number) {
    this.#limit = limit;
  }

  /** @throws MalformedRequest for a frame that is negative or above the limit */
  *push(chunk: Buffer): Generator<Buffer> {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    for (;;) {
      if (this.#wanted === undefined) {
        if (this.#buffered < LENGTH_BYTES) return;
        this.#wanted = this.#checked(this.#take(LENGTH_BYTES).readInt32BE(0));
      }
      if (this.#buffered < this.#wanted) return;
      const frame = this.#take(this.#wanted);
      this.#wanted = undefined;
      yield frame;
    }
  }

  #checked(length: number): number {
    if (length < 0 || length > this.#limit()) throw new MalformedRequest(`a frame of ${length} bytes`);
    return length;
  }

  #take(length: number): Buffer {
    const [head] = this.#chunks;
    this.#buffered -= length;
    if (head !== undefined && head.length >= length) {
      if (head.length === length) this.#chunks.shift();
      else this.#chunks[0] = head.subarray(length);
      return head.subarray(0, length);
    }
    const all = Buffer.concat(this.#chunks);
    this.#chunks = all.length > length ? [all.subarray(length)] : [];
    return all.subarray(0, length);
  }
}
