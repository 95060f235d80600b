import type { Deadline } from '../deadline.ts';
import { ServerError, refused } from '../error.ts';
import { compileExpression } from '../aggregate/expression.ts';
import type { ExpressionScope } from '../aggregate/expression.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import type { Database } from '../store/database.ts';
import type { Databases } from '../store/databases.ts';
import { LiveView } from '../store/view.ts';
import type { View } from '../store/view.ts';
import type { Session, Sessions } from '../transaction/sessions.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import type { Cursors } from './cursor.ts';

/** What all commands of one engine work on. */
export interface EngineState {
  readonly databases: Databases;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly startedAt: number;
  /** What `hello` says of the address: `host:port` or a socket path. */
  readonly address: string;
  /** Counters that `serverStatus` and `stats()` show. */
  readonly counters: { commands: number; connections: number; errors: number };
}

/** One command on its way. */
export interface CommandContext {
  readonly state: EngineState;
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly session: Session | null;
  readonly transaction: Transaction | null;
  readonly deadline: Deadline;
}

/** A command: what it may hold and what it does. The answer is a document, or the bytes of one. */
export interface Command {
  /** Fields beside the generic ones; any other is refused. */
  readonly fields: readonly string[];
  /** Allowed inside a transaction. */
  readonly transactional?: boolean;
  /** Takes part in retryable writes. */
  readonly retryable?: boolean;
  /** Runs before authentication. */
  readonly open?: boolean;
  readonly run: (context: CommandContext) => Doc | Buffer;
}

/** The collection a command names in its first field. */
export function collectionName(context: CommandContext): string {
  const name = context.body[context.name];
  if (typeof name !== 'string') {
    throw new ServerError('InvalidNamespace', `collection name has invalid type for command ${context.name}`);
  }
  return checkCollectionName(name, context.database);
}

export function checkCollectionName(name: string, database: string): string {
  const wrong = name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.') || name.endsWith('.');
  if (wrong || Buffer.byteLength(name) + database.length > 235) {
    throw new ServerError('InvalidNamespace', `Invalid namespace specified '${database}.${name}'`);
  }
  return name;
}

/** The database if it is there. */
export function existingDatabase(context: CommandContext): Database | null {
  return context.state.databases.find(context.database);
}

export function writableDatabase(context: CommandContext): Database {
  return context.state.databases.get(context.database);
}

const NOTHING = (namespace: string): View => ({
  info: null,
  namespace,
  rows: () => [],
  staged: () => null,
  current: () => null,
  insert: () => undefined,
  replace: () => undefined,
  remove: () => undefined,
  fastCount: () => 0,
});

/** A collection for reading: in the transaction when there is one. */
export function readView(context: CommandContext, collection: string): View {
  const database = existingDatabase(context);
  if (context.transaction !== null) return context.transaction.view(database ?? writableDatabase(context), collection);
  return database === null ? NOTHING(`${context.database}.${collection}`) : new LiveView(database, collection);
}

/** A collection for writing. */
export function writeView(context: CommandContext, collection: string): View {
  const database = writableDatabase(context);
  return context.transaction?.view(database, collection) ?? new LiveView(database, collection);
}

/** Refuses a collation other than the simple one. */
export function refuseCollation(value: unknown): void {
  if (value === undefined || (isDoc(value) && (value['locale'] === 'simple' || Object.keys(value).length === 0)))
    return;
  throw refused('collation');
}

/** The variables of a command's `let`. */
export function scopeOf(body: Doc): ExpressionScope {
  const variables = body['let'];
  if (variables === undefined) return { variables: {} };
  if (!isDoc(variables)) throw new ServerError('TypeMismatch', "'let' must be an object");
  return {
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, compileExpression(value)({}) ?? null]),
    ),
  };
}

export function docField(body: Doc, name: string): Doc {
  const value = body[name];
  if (value === undefined || value === null) return {};
  if (isDoc(value)) return value;
  throw new ServerError('TypeMismatch', `BSON field '${name}' is the wrong type, expected type 'object'`);
}

/** A whole number that is not negative, or null when it is not given. */
export function countField(body: Doc, name: string): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return Math.trunc(value);
  throw new ServerError('BadValue', `BSON field '${name}' must be a number that is not negative`);
}

export function filterOf(filter: Doc, scope: ExpressionScope): Filter {
  return compileFilter(filter, (expression) => compileExpression(expression, scope));
}
