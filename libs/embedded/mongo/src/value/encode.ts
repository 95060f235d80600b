import { serialize } from 'bson';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { inspectDocument } from './inspect.ts';
import type { Doc } from './document.ts';

/** A document as BSON bytes. Fields whose value is undefined are left out. */
export function encodeDocument(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The bytes of a document that is going to be stored: bounded in size and free of what the engine refuses. */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encodeDocument(doc);
  if (bytes.length > LIMITS.maxBsonObjectSize) {
    throw new ServerError('BSONObjectTooLarge', `document of ${bytes.length} bytes is larger than the 16 MiB allowed`);
  }
  inspectDocument(bytes, 0, { limit: bytes.length });
  return bytes;
}
