import type { Binary } from 'bson';
import { Timestamp } from 'bson';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { bsonTag, isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { existingDatabase } from './context.ts';
import type { Command, CommandContext } from './context.ts';

/** The wire version of MongoDB 7.0: sessions, retryable writes and transactions, no bulkWrite command. */
export const MAX_WIRE_VERSION = 21;
const VERSION = '7.0.0';
export const SET_NAME = 'bulkhead';

/** The answer to `hello`: a replica set of one, so that drivers use sessions, retryable writes and transactions. */
export function hello(context: CommandContext): Doc {
  const { address, now } = context.state;
  const primary = context.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true, isWritablePrimary: true };
  return {
    ...primary,
    helloOk: true,
    setName: SET_NAME,
    setVersion: 1,
    secondary: false,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: LIMITS.maxBsonObjectSize,
    maxMessageSizeBytes: LIMITS.maxMessageSizeBytes,
    maxWriteBatchSize: LIMITS.maxWriteBatchSize,
    localTime: new Date(now()),
    logicalSessionTimeoutMinutes: 30,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

function buildInfo(): Doc {
  return {
    version: VERSION,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'bulkhead-embedded',
    modules: ['bulkhead-embedded'],
    storageEngines: ['sqlite'],
    javascriptEngine: 'none',
    bits: 64,
    debug: false,
    maxBsonObjectSize: LIMITS.maxBsonObjectSize,
    ok: 1,
  };
}

function serverStatus(context: CommandContext): Doc {
  const { state } = context;
  const uptime = (state.now() - state.startedAt) / 1000;
  return {
    host: state.address,
    version: VERSION,
    process: 'bulkhead-embedded-mongo',
    pid: process.pid,
    uptime,
    localTime: new Date(state.now()),
    connections: { current: state.counters.connections, available: LIMITS.connections - state.counters.connections },
    opcounters: { command: state.counters.commands },
    metrics: { cursor: { open: { total: state.cursors.size } } },
    transactions: { currentOpen: state.sessions.openTransactions },
    mem: { resident: Math.round(process.memoryUsage.rss() / 1024 / 1024) },
    storageEngine: { name: 'sqlite', supportsCommittedReads: true, persistent: true },
    ok: 1,
  };
}

function connectionStatus(): Doc {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 };
}

function listDatabases(context: CommandContext): Doc {
  const filled = context.state.databases.all().filter((database) => database.catalog.list().length > 0);
  const databases = filled.map((database) => ({ name: database.name, sizeOnDisk: database.size(), empty: false }));
  return { databases, totalSize: databases.reduce((sum, entry) => sum + entry.sizeOnDisk, 0), ok: 1 };
}

function dbStats(context: CommandContext): Doc {
  const database = existingDatabase(context);
  const collections = database?.catalog.list() ?? [];
  const objects = collections.reduce((sum, info) => sum + (database?.reader.count(info) ?? 0), 0);
  const indexes = collections.reduce((sum, info) => sum + info.indexes.length + 1, 0);
  const storageSize = database?.size() ?? 0;
  return {
    db: context.database,
    collections: collections.length,
    views: 0,
    objects,
    indexes,
    storageSize,
    totalSize: storageSize,
    ok: 1,
  };
}

function getParameter(context: CommandContext): Doc {
  const known: Doc = {
    featureCompatibilityVersion: { version: '7.0' },
    transactionLifetimeLimitSeconds: LIMITS.transactionLifetimeMs / 1000,
    ttlMonitorEnabled: true,
  };
  const all = context.body['getParameter'] === '*';
  const names = Object.keys(known).filter((name) => all || name in context.body);
  if (names.length === 0) throw new ServerError('InvalidOptions', 'no option found to get');
  return { ...Object.fromEntries(names.map((name) => [name, known[name]])), ok: 1 };
}

function endSessions(context: CommandContext): Doc {
  const list = context.body[context.name];
  if (!Array.isArray(list)) throw new ServerError('TypeMismatch', `${context.name} takes an array of sessions`);
  for (const entry of list as unknown[]) {
    const id = isDoc(entry) ? entry['id'] : undefined;
    if (bsonTag(id) !== 'Binary') continue;
    const bytes = Buffer.from((id as Binary).value());
    context.state.cursors.killWhere((cursor) => cursor.session?.id.equals(bytes) === true);
    context.state.sessions.end(bytes);
  }
  return { ok: 1 };
}

function replSetGetStatus(context: CommandContext): Doc {
  const { address, now } = context.state;
  const member = { _id: 0, name: address, health: 1, state: 1, stateStr: 'PRIMARY', self: true };
  return {
    set: SET_NAME,
    date: new Date(now()),
    myState: 1,
    members: [{ ...member, optime: { ts: new Timestamp(0n), t: 1 } }],
    ok: 1,
  };
}

const OPEN = { open: true };
const HELLO_FIELDS = [
  'helloOk', 'client', 'compression', 'loadBalanced', 'hostInfo', 'saslSupportedMechs', 'speculativeAuthenticate', 'topologyVersion',
  'maxAwaitTimeMS', 'forShell', 'internalClient', 'backpressure',
]; // prettier-ignore

export const SERVER_COMMANDS: Readonly<Record<string, Command>> = {
  hello: { ...OPEN, fields: HELLO_FIELDS, run: hello },
  isMaster: { ...OPEN, fields: HELLO_FIELDS, run: hello },
  ismaster: { ...OPEN, fields: HELLO_FIELDS, run: hello },
  ping: { ...OPEN, fields: [], run: () => ({ ok: 1 }) },
  buildInfo: { ...OPEN, fields: [], run: buildInfo },
  buildinfo: { ...OPEN, fields: [], run: buildInfo },
  connectionStatus: { fields: ['showPrivileges'], run: connectionStatus },
  serverStatus: { fields: [], run: serverStatus },
  getParameter: {
    fields: ['featureCompatibilityVersion', 'transactionLifetimeLimitSeconds', 'ttlMonitorEnabled'],
    run: getParameter,
  },
  getCmdLineOpts: { fields: [], run: () => ({ argv: [], parsed: {}, ok: 1 }) },
  replSetGetStatus: { fields: [], run: replSetGetStatus },
  listDatabases: { fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases },
  dbStats: { fields: ['scale', 'freeStorage'], run: dbStats },
  startSession: { fields: [], run: () => ({ timeoutMinutes: 30, ok: 1 }) },
  endSessions: { fields: [], run: endSessions },
  killSessions: { fields: [], run: endSessions },
};
