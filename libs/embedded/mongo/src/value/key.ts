import type { Binary, ObjectId, Timestamp } from 'bson';
import { RANK, rankOf, regexParts } from './compare.ts';
import type { Doc } from './document.ts';

/** Stands for the undefined that MongoDB keeps in an index for an empty array. */
export const EMPTY_ARRAY = Symbol('empty array');

/** Bytes that grow. */
class KeyWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #size = 0;

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#size] = value;
    this.#size += 1;
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.#size);
    this.#size += value.length;
  }

  double(value: number): void {
    this.#room(8);
    this.#bytes.writeDoubleBE(value === 0 ? 0 : value, this.#size);
    const negative = ((this.#bytes[this.#size] ?? 0) & 0x80) !== 0;
    if (negative) this.invert(this.#size, this.#size + 8);
    else this.#bytes[this.#size] = (this.#bytes[this.#size] ?? 0) | 0x80;
    this.#size += 8;
  }

  uint32(value: number): void {
    this.#room(4);
    this.#size = this.#bytes.writeUInt32BE(value, this.#size);
  }

  uint64(value: bigint): void {
    this.#room(8);
    this.#size = this.#bytes.writeBigUInt64BE(value, this.#size);
  }

  /** Text as UTF-8 with NUL escaped, so that the end sorts before any further character. */
  text(value: string): void {
    const start = this.#size;
    this.#room(value.length * 3 + 2);
    this.#size += this.#bytes.write(value, start, 'utf8');
    if (value.includes('\0')) this.#escape(start);
    this.byte(0);
    this.byte(0);
  }

  #escape(start: number): void {
    const plain = Buffer.from(this.#bytes.subarray(start, this.#size));
    this.#size = start;
    for (const byte of plain) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
  }

  invert(start: number, end: number): void {
    for (let at = start; at < end; at += 1) this.#bytes[at] = 0xff - (this.#bytes[at] ?? 0);
  }

  get size(): number {
    return this.#size;
  }

  /** Forgets everything, also what an encoding that failed has left. */
  reset(): void {
    this.#size = 0;
  }

  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.#size);
    this.#bytes.copy(taken, 0, 0, this.#size);
    return taken;
  }

  #room(count: number): void {
    if (this.#size + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#size + count));
    this.#bytes.copy(larger, 0, 0, this.#size);
    this.#bytes = larger;
  }
}

function writeDoc(writer: KeyWriter, doc: Doc): void {
  for (const name of Object.keys(doc)) {
    const value = doc[name];
    writer.byte(rankOf(value));
    writer.text(name);
    writeBody(writer, value);
  }
  writer.byte(0);
}

function writeBinary(writer: KeyWriter, value: Binary): void {
  writer.uint32(value.position);
  writer.byte(value.sub_type);
  writer.bytes(value.buffer.subarray(0, value.position));
}

function writeList(writer: KeyWriter, list: readonly unknown[]): void {
  for (const item of list) writeValue(writer, item);
  writer.byte(0);
}

function writeRegex(writer: KeyWriter, value: unknown): void {
  const { pattern, flags } = regexParts(value);
  writer.text(pattern);
  writer.text(flags);
}

function writeBody(writer: KeyWriter, value: unknown): void {
  switch (rankOf(value)) {
    case RANK.number:
      if (Number.isNaN(value)) writer.bytes(Buffer.alloc(8));
      else writer.double(value as number);
      return;
    case RANK.string:
      writer.text(value as string);
      return;
    case RANK.boolean:
      writer.byte(value === true ? 1 : 0);
      return;
    case RANK.date:
      writer.double((value as Date).getTime());
      return;
    case RANK.objectId:
      writer.bytes((value as ObjectId).id);
      return;
    case RANK.object:
      writeDoc(writer, value as Doc);
      return;
    case RANK.array:
      writeList(writer, value as unknown[]);
      return;
    case RANK.binary:
      writeBinary(writer, value as Binary);
      return;
    case RANK.timestamp:
      writer.uint64((value as Timestamp).toBigInt() & 0xffff_ffff_ffff_ffffn);
      return;
    case RANK.regex:
      writeRegex(writer, value);
      return;
    default:
  }
}

function writeValue(writer: KeyWriter, value: unknown): void {
  if (value === EMPTY_ARRAY) {
    writer.byte(RANK.undefined);
    return;
  }
  writer.byte(rankOf(value));
  writeBody(writer, value);
}

/** One for all: encoding is synchronous and takes what it wrote before it returns. */
const shared = new KeyWriter();

export type Direction = 1 | -1;

/** Bytes whose order is the order of the values (`compareValues`), per field ascending or descending. */
export function encodeKey(values: readonly unknown[], directions: readonly Direction[]): Buffer {
  shared.reset();
  for (let position = 0; position < values.length; position += 1) {
    const start = shared.size;
    writeValue(shared, values[position]);
    if (directions[position] === -1) shared.invert(start, shared.size);
  }
  return shared.take();
}

/** The key of one value alone, ascending: that of `_id`. */
export function encodeId(value: unknown): Buffer {
  shared.reset();
  writeValue(shared, value);
  return shared.take();
}

/** The least byte string above every string that starts with `prefix`; null when there is none. */
export function successor(prefix: Buffer): Buffer | null {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1;
  if (end === 0) return null;
  const next = Buffer.from(prefix.subarray(0, end));
  next[end - 1] = (next[end - 1] ?? 0) + 1;
  return next;
}
