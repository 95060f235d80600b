import { encodeDocument } from '../value/encode.ts';

const OK = encodeDocument({ ok: 1 });
/** `ok: 1` as elements, without the length before and the end after. */
const OK_ELEMENTS = OK.subarray(4, OK.length - 1);

function cstring(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}

function arrayOf(documents: readonly Buffer[]): Buffer {
  let size = 5;
  const names = documents.map((document, at) => {
    const name = cstring(String(at));
    size += 1 + name.length + document.length;
    return name;
  });
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32LE(size, 0);
  for (const [place, document] of documents.entries()) {
    const name = names[place];
    bytes[at] = 0x03;
    at += 1;
    if (name !== undefined) at += name.copy(bytes, at);
    at += document.copy(bytes, at);
  }
  bytes[at] = 0;
  return bytes;
}

function wrap(parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.allocUnsafe(4);
  head.writeInt32LE(size, 0);
  return Buffer.concat([head, ...parts, Buffer.of(0)], size);
}

function long(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes;
}

const HEADS = { firstBatch: Buffer.from('\x04firstBatch\0'), nextBatch: Buffer.from('\x04nextBatch\0') };
const ID_HEAD = Buffer.from('\x12id\0');
const NS_HEAD = Buffer.from('\x02ns\0');
const CURSOR_HEAD = Buffer.from('\x03cursor\0');

export interface Batch {
  readonly kind: 'firstBatch' | 'nextBatch';
  readonly documents: readonly Buffer[];
  /** 0 when there is no more. */
  readonly cursorId: number;
  readonly namespace: string;
}

/** A cursor reply with the stored bytes put in as they are. */
export function encodeBatch(batch: Batch): Buffer {
  const ns = cstring(batch.namespace);
  const nsSize = Buffer.allocUnsafe(4);
  nsSize.writeInt32LE(ns.length, 0);
  const cursor = wrap([
    HEADS[batch.kind],
    arrayOf(batch.documents),
    ID_HEAD,
    long(batch.cursorId),
    NS_HEAD,
    nsSize,
    ns,
  ]);
  return wrap([CURSOR_HEAD, cursor, OK_ELEMENTS]);
}
