import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { elements } from './decode.ts';
import type { Element } from './decode.ts';
import { ownField, setField } from './document.ts';
import type { Doc } from './document.ts';
import { encodeStored } from './encode.ts';

/** The bytes of one element: type, name and value. */
function elementBytes(bytes: Buffer, element: Element): Buffer {
  return bytes.subarray(element.start - Buffer.byteLength(element.name) - 2, element.end);
}

/** A document of these elements. */
function assemble(parts: readonly Buffer[]): Buffer {
  const size = parts.reduce((sum, part) => sum + part.length, 5);
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32LE(size, 0);
  for (const part of parts) at += part.copy(bytes, at);
  bytes[at] = 0;
  return bytes;
}

/** The document with only the top-level fields the test keeps, in their order, byte for byte. */
export function pickFields(bytes: Buffer, keep: (name: string) => boolean): Buffer {
  const parts = elements(bytes).filter((element) => keep(element.name));
  return assemble(parts.map((element) => elementBytes(bytes, element)));
}

function changedFields(after: Doc, touched: ReadonlySet<string>): Map<string, Buffer> {
  const changed: Doc = {};
  for (const name of touched) {
    const value = ownField(after, name);
    if (value !== undefined) setField(changed, name, value);
  }
  const bytes = encodeStored(changed);
  return new Map(elements(bytes).map((element) => [element.name, elementBytes(bytes, element)]));
}

/**
 * New bytes of a document of which some top-level fields were changed: those are taken from `after`, the others stay
 * as they are, byte for byte and in their place; new ones come last, in the order of `after`.
 */
export function patchDocument(bytes: Buffer, after: Doc, touched: ReadonlySet<string>): Buffer {
  const changed = changedFields(after, touched);
  const parts: Buffer[] = [];
  for (const element of elements(bytes)) {
    const part = touched.has(element.name) ? changed.get(element.name) : elementBytes(bytes, element);
    if (part !== undefined) parts.push(part);
    changed.delete(element.name);
  }
  for (const name of Object.keys(after)) {
    const part = changed.get(name);
    if (part !== undefined) parts.push(part);
  }
  const patched = assemble(parts);
  if (patched.length > LIMITS.maxBsonObjectSize) {
    throw new ServerError(
      'BSONObjectTooLarge',
      `document of ${patched.length} bytes is larger than the 16 MiB allowed`,
    );
  }
  return patched;
}

/** The same document with `_id` as its first field; `made` gives one when there is none. */
export function idFirst(bytes: Buffer, made: () => unknown): Buffer {
  const list = elements(bytes);
  const id = list.find((element) => element.name === '_id');
  const rest = list.filter((element) => element.name !== '_id').map((element) => elementBytes(bytes, element));
  if (id !== undefined) return assemble([elementBytes(bytes, id), ...rest]);
  const fresh = encodeStored({ _id: made() });
  return assemble([fresh.subarray(4, -1), ...rest]);
}
