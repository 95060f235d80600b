import { ERROR, ProtocolError } from '../wire/error-code.ts';

const MAX_VARINT_BYTES = 10;

/** Walks the zigzag varints of the records inside a batch; throws INVALID_RECORD past the end. */
export class VarintCursor {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  get position(): number {
    return this.#at;
  }

  /** A varint or varlong; doubles hold every value a length, delta or time can sensibly have. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < MAX_VARINT_BYTES; count += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) break;
      this.#at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      scale *= 128;
    }
    throw new ProtocolError(ERROR.INVALID_RECORD, 'a varint runs past the end');
  }

  skip(length: number): void {
    if (length < 0 || this.#at + length > this.#bytes.length) {
      throw new ProtocolError(ERROR.INVALID_RECORD, 'a record runs past the end of its batch');
    }
    this.#at += length;
  }
}
