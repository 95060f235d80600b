/** Bytes that are not the request they claim to be. The connection that sent them is closed. */
export class MalformedRequest extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedRequest';
  }
}

/** One request may not make the broker build more array elements than this, whatever its size. */
const MAX_ELEMENTS = 200_000;

/** Reads the primitive types of the Kafka protocol from one frame; throws MalformedRequest past its end. */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #elements = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  int8(): number {
    return this.#bytes.readInt8(this.#take(1));
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#take(2));
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#take(4));
  }

  /** Offsets, times and producer ids: a value a JavaScript number cannot hold exactly is refused. */
  int64(): number {
    const value = Number(this.#bytes.readBigInt64BE(this.#take(8)));
    if (!Number.isSafeInteger(value)) throw new MalformedRequest('int64 beyond 2^53');
    return value;
  }

  string(): string {
    const value = this.nullableString();
    if (value === null) throw new MalformedRequest('null where a string is required');
    return value;
  }

  nullableString(): string | null {
    const length = this.int16();
    if (length === -1) return null;
    const start = this.#take(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  bytes(): Buffer {
    const value = this.nullableBytes();
    if (value === null) throw new MalformedRequest('null where bytes are required');
    return value;
  }

  /** A view of the frame, not a copy. */
  nullableBytes(): Buffer | null {
    const length = this.int32();
    if (length === -1) return null;
    const start = this.#take(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** The length of an array, or null; never more than the frame could hold. */
  arrayLength(): number | null {
    const count = this.int32();
    if (count === -1) return null;
    this.#elements += count;
    if (count < 0 || count > this.remaining || this.#elements > MAX_ELEMENTS) {
      throw new MalformedRequest(`array of ${count} elements`);
    }
    return count;
  }

  #take(length: number): number {
    if (length < 0 || length > this.remaining)
      throw new MalformedRequest(`${length} bytes wanted, ${this.remaining} left`);
    const start = this.#at;
    this.#at += length;
    return start;
  }
}
