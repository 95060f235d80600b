import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startMongoEngine } from '@bulkhead/embedded-mongo';
import { Schema, createConnection } from 'mongoose';
import type { Connection } from 'mongoose';
import { inPairs, measured } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { temporaryFolder } from '../platform.ts';
import { medianWall, timesTheRate } from '../result.ts';
import type { Bench } from '../result.ts';
import { openLike } from '../sqlite-copy.ts';

const PAIRS = 11;
const DOCUMENTS = 10_000;
const PER_INSERT = 1000;
const READS = 2000;
const IN_FLIGHT = 16;
const DATABASE = 'bench';
const COLLECTION = 'findings';

interface Finding {
  readonly _id: string;
  readonly image: string;
  readonly package: string;
  readonly version: string;
  readonly severity: string;
  readonly score: number;
  readonly fixedIn: readonly string[];
  readonly firstSeen: Date;
  readonly note: string;
}

type Cell = string | number | bigint | Uint8Array | null;

/** The rows of one table, as the engine wrote them. */
interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Cell[][];
}

export const mongoBench: Bench = {
  name: 'mongo',
  async run() {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'data', `${DATABASE}.sqlite`);
    await fill(join(folder.path, 'data'));
    const tables = readTables(file);
    const insert = await inPairs(PAIRS, insertMany, () => bareInsert(file, tables));
    const read = await reads(folder.path, { file, tables });
    const rate = (count: number, samples: readonly Sample[]): string =>
      `${(count / medianWall(samples)).toFixed(1)}k/s`;
    return [
      {
        name: 'mongo-insert',
        what: `driver insertMany of ${DOCUMENTS.toLocaleString('en')} documents of about 250 bytes, ${PER_INSERT} a call, two secondary indexes`,
        yardstick: `the rows this makes (documents encoded, index keys made beforehand) inserted into an empty file of the same schema in a bare loop, ${PER_INSERT} a transaction`,
        goal: { relation: '>=', value: 0.1, unit: 'x' },
        ...timesTheRate(insert),
        figures: `${rate(DOCUMENTS, insert.products)}, ${rate(DOCUMENTS, insert.yardsticks)}`,
      },
      {
        name: 'mongo-read',
        what: `point reads by a unique compound index through mongoose lean(), ${IN_FLIGHT} in flight`,
        yardstick: 'the same reads in a bare loop: key to row to bytes, nothing decoded',
        goal: { relation: '>=', value: 0.03, unit: 'x' },
        ...timesTheRate(read),
        figures: `${rate(READS, read.products)}, ${rate(READS, read.yardsticks)}`,
      },
    ];
  },
};

function documents(): Finding[] {
  return Array.from({ length: DOCUMENTS }, (_, at) => ({
    _id: `fnd_${String(at).padStart(12, '0')}`,
    image: `sha256:${String(at % 100).padStart(16, '0')}`,
    package: `package-${Math.floor(at / 100)}`,
    version: `1.${at % 17}.${at % 5}`,
    severity: ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][at % 4] ?? 'LOW',
    score: (at % 100) / 10,
    fixedIn: [`1.${at % 17}.9`],
    firstSeen: new Date(1_760_000_000_000 + at * 1000),
    note: 'found by the package manager of the distribution',
  }));
}

async function open(folder: string): Promise<AsyncDisposable & { readonly connection: Connection }> {
  const engine = await startMongoEngine({ dataDir: folder, listen: { socket: `${folder}.sock` } });
  const connection = await createConnection(engine.uri(DATABASE), { autoIndex: false }).asPromise();
  const collection = connection.collection<Finding>(COLLECTION);
  await collection.createIndex({ image: 1, package: 1 }, { unique: true });
  await collection.createIndex({ severity: 1, firstSeen: -1 });
  return {
    connection,
    async [Symbol.asyncDispose]() {
      await connection.close();
      await engine.close();
    },
  };
}

async function insertAll(connection: Connection): Promise<Sample> {
  const collection = connection.collection<Finding>(COLLECTION);
  const all = documents();
  const sample = await measured(async () => {
    for (let at = 0; at < DOCUMENTS; at += PER_INSERT) await collection.insertMany(all.slice(at, at + PER_INSERT));
  });
  const count = await collection.countDocuments();
  if (count !== DOCUMENTS) throw new Error(`${count} documents after inserting ${DOCUMENTS}`);
  return sample;
}

async function fill(folder: string): Promise<void> {
  await using engine = await open(folder);
  await insertAll(engine.connection);
}

async function insertMany(): Promise<Sample> {
  await using folder = await temporaryFolder();
  await using engine = await open(join(folder.path, 'data'));
  return await insertAll(engine.connection);
}

/** The tables of the documents and of their indexes. */
function readTables(file: string): readonly Table[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const names = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND (name GLOB 'doc_*' OR name GLOB 'ix_*')")
    .all() as { name: string }[];
  const tables = names.map(({ name }) => {
    const columns = (db.prepare(`PRAGMA table_info(${name})`).all() as { name: string }[]).map((column) => column.name);
    const rows = db.prepare(`SELECT * FROM ${name} ORDER BY rid`).all() as Record<string, Cell>[];
    return { name, columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
  });
  db.close();
  if (tables.length !== 3 || tables.some(({ rows }) => rows.length !== DOCUMENTS)) throw new Error('not all rows');
  return tables;
}

async function bareInsert(file: string, tables: readonly Table[]): Promise<Sample> {
  await using folder = await temporaryFolder();
  const template = new DatabaseSync(file, { readOnly: true });
  const db = openLike(template, join(folder.path, 'bare.db'));
  template.close();
  const inserts = tables.map(({ name, columns, rows }) => ({
    rows,
    statement: db.prepare(`INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
  }));
  const sample = await measured(() => {
    for (let at = 0; at < DOCUMENTS; at += 1) {
      if (at % PER_INSERT === 0) db.exec('BEGIN');
      for (const { statement, rows } of inserts) statement.run(...(rows[at] ?? []));
      if (at % PER_INSERT === PER_INSERT - 1) db.exec('COMMIT');
    }
  });
  for (const { name } of tables) {
    const { count } = db.prepare(`SELECT count(*) AS count FROM ${name}`).get() as { count: number };
    if (count !== DOCUMENTS) throw new Error(`${name} has ${count} rows`);
  }
  db.close();
  return sample;
}

async function reads(folder: string, { file, tables }: { readonly file: string; readonly tables: readonly Table[] }) {
  await using engine = await open(join(folder, 'data'));
  const schema = new Schema({}, { strict: false, collection: COLLECTION });
  const model = engine.connection.model('Finding', schema);
  const all = documents();
  // Spread over the collection, the same in every pair.
  const wanted = Array.from({ length: READS }, (_, at) => all[(at * 7919) % DOCUMENTS]).filter(
    (one) => one !== undefined,
  );
  const unique = tables.find(
    ({ name, rows }) => name.startsWith('ix_') && isUniqueIndex(file, name) && rows.length > 0,
  );
  const table = tables.find(({ name }) => name.startsWith('doc_'));
  if (unique === undefined || table === undefined) throw new Error('the unique index was not found');
  const keyOf = new Map(
    unique.rows.map((row) => [row[unique.columns.indexOf('rid')], row[unique.columns.indexOf('key')]]),
  );
  const ids = new Map(table.rows.map((row, at) => [all[at]?._id, row[table.columns.indexOf('rid')]]));
  const keys = wanted.map(({ _id }) => keyOf.get(ids.get(_id)) ?? null);
  using bare = new DatabaseSync(file, { readOnly: true });
  const byKey = bare.prepare(
    `SELECT d.body FROM ${unique.name} i JOIN ${table.name} d ON d.rid = i.rid WHERE i.key = ?`,
  );
  const throughMongoose = (): Promise<Sample> =>
    measured(async () => {
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let one = wanted[next++]; one !== undefined; one = wanted[next++]) {
          const found = await model.findOne({ image: one.image, package: one.package }).lean();
          if (String(found?._id) !== one._id) throw new Error(`read ${String(found?._id)} for ${one._id}`);
        }
      };
      await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    });
  const throughLoop = (): Promise<Sample> =>
    measured(() => {
      for (const [at, key] of keys.entries()) {
        const body = byKey.get(key)?.['body'];
        const id = wanted[at]?._id ?? '';
        if (!(body instanceof Uint8Array) || !Buffer.from(body.buffer, body.byteOffset, 64).includes(id)) {
          throw new Error(`the bare loop did not read ${id}`);
        }
      }
    });
  await throughMongoose();
  return await inPairs(PAIRS, throughMongoose, throughLoop);
}

function isUniqueIndex(file: string, table: string): boolean {
  using db = new DatabaseSync(file, { readOnly: true });
  const { sql } = db.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(table) as { sql: string };
  return sql.includes('PRIMARY KEY (key))');
}
