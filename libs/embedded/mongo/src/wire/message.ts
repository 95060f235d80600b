import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { elements } from '../value/decode.ts';
import { inspectDocument } from '../value/inspect.ts';

const OP_QUERY = 2004;
const OP_REPLY = 1;
const OP_MSG = 2013;
const HEADER = 16;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits below 16 that are not known must make a server refuse the message. */
const KNOWN_REQUIRED_BITS = CHECKSUM_PRESENT | MORE_TO_COME;
const MAX_SECTIONS = 16;

/** One request as it came: the command document and its document sequences, all inspected. */
export interface Request {
  readonly requestId: number;
  /** OP_QUERY is answered with OP_REPLY. */
  readonly legacy: boolean;
  /** The client does not wait for a reply. */
  readonly silent: boolean;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  /** `$db` of OP_QUERY, from its collection name. */
  readonly database: string | null;
  /** What was wrong with a document of a message that is otherwise well formed: answered as an error. */
  readonly fault: ServerError | null;
}

/** Bytes that are no message: the connection has to be closed. */
export class MalformedMessage extends Error {}

/** The size of the message that starts the bytes; null when its header is not there yet. */
export function messageSize(bytes: Buffer): number | null {
  if (bytes.length < 4) return null;
  const size = bytes.readInt32LE(0);
  if (size < HEADER || size > LIMITS.maxMessageSizeBytes) throw new MalformedMessage(`a message of ${size} bytes`);
  return size;
}

function documentEnd(bytes: Buffer, at: number, limit: number): number {
  if (at + 5 > limit) throw new MalformedMessage('a truncated document');
  const end = at + bytes.readInt32LE(at);
  if (end < at + 5 || end > limit) throw new MalformedMessage('a document of a wrong length');
  return end;
}

function cstring(bytes: Buffer, at: number, limit: number): { text: string; next: number } {
  const end = bytes.indexOf(0, at);
  if (end < 0 || end >= limit) throw new MalformedMessage('a name without an end');
  return { text: bytes.toString('utf8', at, end), next: end + 1 };
}

function sequence(bytes: Buffer, at: number, limit: number): { name: string; documents: Buffer[]; next: number } {
  if (at + 4 > limit) throw new MalformedMessage('a truncated section');
  const end = at + bytes.readInt32LE(at);
  if (end < at + 5 || end > limit) throw new MalformedMessage('a section of a wrong length');
  const { text: name, next } = cstring(bytes, at + 4, end);
  const documents: Buffer[] = [];
  for (let start = next; start < end;) {
    const after = documentEnd(bytes, start, end);
    if (documents.length >= LIMITS.maxWriteBatchSize) throw new MalformedMessage('too many documents in one section');
    documents.push(bytes.subarray(start, after));
    start = after;
  }
  return { name, documents, next: end };
}

interface Sections {
  body: Buffer | null;
  readonly sequences: Map<string, readonly Buffer[]>;
}

function readSection(bytes: Buffer, at: number, into: { sections: Sections; limit: number }): number {
  const { sections, limit } = into;
  const kind = bytes[at];
  if (kind === 0) {
    if (sections.body !== null) throw new MalformedMessage('two command documents');
    const end = documentEnd(bytes, at + 1, limit);
    sections.body = bytes.subarray(at + 1, end);
    return end;
  }
  if (kind !== 1) throw new MalformedMessage(`a section of kind ${String(kind)}`);
  const { name, documents, next } = sequence(bytes, at + 1, limit);
  if (sections.sequences.has(name)) throw new MalformedMessage('two sections of one name');
  sections.sequences.set(name, documents);
  return next;
}

function inspect(body: Buffer, sequences: ReadonlyMap<string, readonly Buffer[]>): ServerError | null {
  try {
    inspectDocument(body, 0, { limit: body.length });
    for (const documents of sequences.values()) {
      for (const document of documents) inspectDocument(document, 0, { limit: document.length });
    }
    return null;
  } catch (error) {
    if (error instanceof ServerError) return error;
    throw error;
  }
}

/** Arrays of documents in the command itself are taken as sequences too, so that they stay bytes. */
function embeddedDocuments(body: Buffer, sequences: Map<string, readonly Buffer[]>): void {
  for (const element of elements(body)) {
    if (element.name !== 'documents' || element.type !== 0x04 || sequences.has('documents')) continue;
    const inner = elements(body, element.start);
    if (inner.every((item) => item.type === 0x03)) {
      sequences.set(
        'documents',
        inner.map((item) => body.subarray(item.start, item.end)),
      );
    }
  }
}

function parseMsg(bytes: Buffer): Request {
  if (bytes.length < HEADER + 5) throw new MalformedMessage('a truncated OP_MSG');
  const flags = bytes.readUInt32LE(HEADER);
  if ((flags & 0xffff & ~KNOWN_REQUIRED_BITS) !== 0) throw new MalformedMessage(`flags ${flags}`);
  const limit = (flags & CHECKSUM_PRESENT) === 0 ? bytes.length : bytes.length - 4;
  const sections: Sections = { body: null, sequences: new Map() };
  let count = 0;
  for (let at = HEADER + 4; at < limit; count += 1) {
    if (count >= MAX_SECTIONS) throw new MalformedMessage('too many sections');
    at = readSection(bytes, at, { sections, limit });
  }
  const { body, sequences } = sections;
  if (body === null) throw new MalformedMessage('no command document');
  const fault = inspect(body, sequences);
  if (fault !== null && fault.codeName === 'InvalidBSON') throw new MalformedMessage(fault.message);
  if (fault === null) embeddedDocuments(body, sequences);
  const silent = (flags & MORE_TO_COME) !== 0;
  return { requestId: bytes.readInt32LE(4), legacy: false, silent, body, sequences, database: null, fault };
}

function parseQuery(bytes: Buffer): Request {
  if (bytes.length < HEADER + 4) throw new MalformedMessage('a truncated OP_QUERY');
  const { text, next } = cstring(bytes, HEADER + 4, bytes.length);
  const at = next + 8;
  const body = bytes.subarray(at, documentEnd(bytes, at, bytes.length));
  const fault = inspect(body, new Map());
  if (fault !== null) throw new MalformedMessage(fault.message);
  const database = text.split('.')[0] ?? '';
  return {
    requestId: bytes.readInt32LE(4),
    legacy: true,
    silent: false,
    body,
    sequences: new Map(),
    database,
    fault: null,
  };
}

/** Parses one whole message; throws MalformedMessage for bytes that are none. */
export function parseMessage(bytes: Buffer): Request {
  const operation = bytes.readInt32LE(12);
  if (operation === OP_MSG) return parseMsg(bytes);
  if (operation === OP_QUERY) return parseQuery(bytes);
  throw new MalformedMessage(`operation ${operation}`);
}

/** The bytes of a reply. */
export function encodeReply(request: Pick<Request, 'requestId' | 'legacy'>, id: number, body: Buffer): Buffer {
  const prefix = request.legacy ? 20 : 5;
  const message = Buffer.allocUnsafe(HEADER + prefix + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(id, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  message.fill(0, HEADER, HEADER + prefix);
  if (request.legacy) {
    message.writeInt32LE(8, HEADER);
    message.writeInt32LE(1, HEADER + 16);
  }
  body.copy(message, HEADER + prefix);
  return message;
}
