import type { Binary } from 'bson';
import { Deadline } from '../deadline.ts';
import { ServerError, refused } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { recordReply, recordedReply } from '../transaction/sessions.ts';
import type { Session } from '../transaction/sessions.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { decodeValue, elements } from '../value/decode.ts';
import { bsonTag, isDoc, setField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import type { Request } from '../wire/message.ts';
import { AGGREGATE_COMMANDS } from './aggregate.ts';
import { COLLECTION_COMMANDS } from './collection.ts';
import { writableDatabase } from './context.ts';
import type { Command, CommandContext, EngineState } from './context.ts';
import { CRUD_COMMANDS } from './crud.ts';
import { QUERY_COMMANDS } from './query.ts';
import { SERVER_COMMANDS } from './server.ts';
import { TRANSACTION_COMMANDS } from './transaction.ts';

export const COMMANDS: Readonly<Record<string, Command>> = {
  ...SERVER_COMMANDS,
  ...QUERY_COMMANDS,
  ...CRUD_COMMANDS,
  ...AGGREGATE_COMMANDS,
  ...COLLECTION_COMMANDS,
  ...TRANSACTION_COMMANDS,
};

const GENERIC_FIELDS = new Set([
  '$db', '$readPreference', '$clusterTime', 'lsid', 'txnNumber', 'autocommit', 'startTransaction', 'readConcern', 'writeConcern',
  'comment', 'maxTimeMS', 'apiVersion', 'apiStrict', 'apiDeprecationErrors',
]); // prettier-ignore
const READ_CONCERNS = new Set<unknown>(['local', 'available', 'majority', 'linearizable', 'snapshot']);

/** A decoded command; document sequences stay bytes. */
export interface Envelope {
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
}

export function openEnvelope(request: Request): Envelope {
  const body: Doc = {};
  let name = '';
  for (const { name: field, type, start } of elements(request.body)) {
    if (name === '') name = field;
    if (request.sequences.has(field)) continue;
    setField(body, field, decodeValue(request.body, type, start));
  }
  const inner = body['$query'];
  if (request.legacy && isDoc(inner)) {
    return { name: Object.keys(inner)[0] ?? '', database: request.database ?? 'admin', body: inner };
  }
  const database = typeof body['$db'] === 'string' ? body['$db'] : (request.database ?? 'admin');
  return { name, database, body };
}

export function findCommand(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new ServerError('CommandNotFound', `no such command: '${name}'`);
  return command;
}

function checkFields(envelope: Envelope, command: Command): void {
  for (const field of Object.keys(envelope.body)) {
    if (field === envelope.name || GENERIC_FIELDS.has(field) || command.fields.includes(field)) continue;
    throw new ServerError('Location40415', `BSON field '${envelope.name}.${field}' is an unknown field.`);
  }
}

function checkConcerns(body: Doc): void {
  const concern = body['readConcern'];
  if (!isDoc(concern)) return;
  const level = concern['level'] ?? 'local';
  if (!READ_CONCERNS.has(level)) throw new ServerError('BadValue', 'unknown read concern level');
  if (concern['atClusterTime'] !== undefined || (level === 'snapshot' && body['autocommit'] !== false)) {
    throw refused('a snapshot read outside a transaction');
  }
}

function sessionOf(state: EngineState, body: Doc): Session | null {
  const lsid = body['lsid'];
  const id = isDoc(lsid) ? lsid['id'] : undefined;
  if (bsonTag(id) !== 'Binary') return null;
  return state.sessions.touch(Buffer.from((id as Binary).value()), state.now());
}

function transactionOf(state: EngineState, envelope: Envelope, session: Session | null): Transaction | null {
  const { body, name } = envelope;
  if (body['autocommit'] !== false || name === 'commitTransaction' || name === 'abortTransaction') return null;
  const number = body['txnNumber'];
  if (session === null || typeof number !== 'number') {
    throw new ServerError('InvalidOptions', "'autocommit' field requires a session and a transaction number");
  }
  const now = state.now();
  if (body['startTransaction'] !== true) return state.sessions.current(session, number, now);
  return state.sessions.begin(session, { number, databases: state.databases.opened(), now });
}

function checkTransactional(envelope: Envelope, command: Command): void {
  if (envelope.body['autocommit'] !== false || command.transactional === true) return;
  if (envelope.name === 'commitTransaction' || envelope.name === 'abortTransaction') return;
  throw new ServerError(
    'OperationNotSupportedInTransaction',
    `Cannot run '${envelope.name}' in a multi-document transaction.`,
  );
}

function toBytes(reply: Doc | Buffer): Buffer {
  return Buffer.isBuffer(reply) ? reply : encodeDocument(reply);
}

/** Runs a retryable write once: a second time it gives the first answer. */
function runOnce(context: CommandContext, command: Command, number: number): Buffer {
  const { session, state } = context;
  if (session === null) throw new ServerError('InvalidOptions', 'a transaction number needs a session');
  if (session.transaction?.isOpen === true && session.transaction.number < number) session.transaction.end();
  session.lastNumber = Math.max(session.lastNumber, number);
  const database = writableDatabase(context);
  const before = recordedReply(database, session, number);
  if (before !== null) return before;
  return database.write(() => {
    const reply = toBytes(command.run(context));
    recordReply(database, session, { number, reply, now: state.now() });
    return reply;
  });
}

function hasWriteErrors(reply: Doc | Buffer): boolean {
  return !Buffer.isBuffer(reply) && reply['writeErrors'] !== undefined;
}

function runCommand(context: CommandContext, command: Command): Buffer {
  const { transaction, body } = context;
  const number = body['txnNumber'];
  if (command.retryable === true && transaction === null && typeof number === 'number') {
    return runOnce(context, command, number);
  }
  if (transaction === null) return toBytes(command.run(context));
  try {
    const reply = command.run(context);
    if (hasWriteErrors(reply)) transaction.end();
    return toBytes(reply);
  } catch (error) {
    transaction.end();
    throw error;
  }
}

/** Runs one command and returns the bytes of its answer; throws ServerError when it fails. */
export function dispatch(state: EngineState, request: Request, envelope: Envelope): Buffer {
  const command = findCommand(envelope.name);
  checkFields(envelope, command);
  checkConcerns(envelope.body);
  checkTransactional(envelope, command);
  const session = sessionOf(state, envelope.body);
  const most = envelope.body['maxTimeMS'];
  const context: CommandContext = {
    state,
    ...envelope,
    sequences: request.sequences,
    session,
    transaction: transactionOf(state, envelope, session),
    deadline: new Deadline(typeof most === 'number' && most > 0 ? most : LIMITS.commandMs),
  };
  return runCommand(context, command);
}

/** The answer a client gets for an error. */
export function errorReply(error: unknown): Buffer {
  if (!(error instanceof ServerError)) {
    const message = error instanceof Error ? error.message : String(error);
    return encodeDocument({ ok: 0, errmsg: `internal error: ${message}`, code: 1, codeName: 'InternalError' });
  }
  const labels = error.labels.length === 0 ? {} : { errorLabels: [...error.labels] };
  return encodeDocument({
    ok: 0,
    errmsg: error.message,
    code: error.code,
    codeName: error.codeName,
    ...error.fields,
    ...labels,
  });
}
