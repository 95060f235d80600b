const FIRST_BLOCK = 512;

/** Writes the primitive types of the Kafka protocol; large byte runs are kept by reference, not copied. */
export class Writer {
  readonly #done: Uint8Array[] = [];
  #block = Buffer.allocUnsafe(FIRST_BLOCK);
  #blockStart = 0;
  #at = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  boolean(value: boolean): void {
    this.int8(value ? 1 : 0);
  }

  int8(value: number): void {
    const at = this.#room(1);
    this.#block.writeInt8(value, at);
  }

  int16(value: number): void {
    const at = this.#room(2);
    this.#block.writeInt16BE(value, at);
  }

  int32(value: number): void {
    const at = this.#room(4);
    this.#block.writeInt32BE(value, at);
  }

  int64(value: number): void {
    const at = this.#room(8);
    this.#block.writeBigInt64BE(BigInt(value), at);
  }

  nullableString(value: string | null): void {
    if (value === null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length);
    const at = this.#room(length);
    this.#block.write(value, at, 'utf8');
  }

  nullableBytes(value: Uint8Array | null): void {
    if (value === null) return this.int32(-1);
    this.int32(value.length);
    this.#reference(value);
  }

  /** One byte string made of several pieces. */
  pieces(pieces: readonly Uint8Array[]): void {
    this.int32(pieces.reduce((sum, piece) => sum + piece.length, 0));
    for (const piece of pieces) this.#reference(piece);
  }

  /** Everything written, in order. */
  chunks(): Uint8Array[] {
    this.#cut();
    return this.#done;
  }

  #reference(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#cut();
    this.#done.push(bytes);
    this.#length += bytes.length;
  }

  #cut(): void {
    if (this.#at > this.#blockStart) this.#done.push(this.#block.subarray(this.#blockStart, this.#at));
    this.#blockStart = this.#at;
  }

  /** Takes room for some bytes; asked for before `#block` is used, because it may be another one afterwards. */
  #room(bytes: number): number {
    if (this.#at + bytes > this.#block.length) {
      this.#cut();
      this.#block = Buffer.allocUnsafe(Math.max(bytes, this.#block.length * 2));
      this.#at = 0;
      this.#blockStart = 0;
    }
    const start = this.#at;
    this.#at += bytes;
    this.#length += bytes;
    return start;
  }
}
