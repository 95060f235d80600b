import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { aggregateSuite } from './conformance/aggregate.suite.ts';
import { crudSuite } from './conformance/crud.suite.ts';
import { filterSuite } from './conformance/filter.suite.ts';
import { indexSuite } from './conformance/index.suite.ts';
import { mongooseSuite } from './conformance/mongoose.suite.ts';
import type { Target } from './conformance/target.suite.ts';
import { transactionSuite } from './conformance/transaction.suite.ts';
import { updateSuite } from './conformance/update.suite.ts';
import { startMongoEngine } from './index.ts';
import type { MongoEngine } from './index.ts';

const given = process.env['MONGODB_URI'];
const name = `conformance_${process.pid}`;

describe(`conformance on ${given === undefined ? 'the embedded engine' : 'MONGODB_URI'}`, () => {
  let engine: MongoEngine | null = null;
  let folder: string | null = null;
  let uri = given ?? '';
  let client: MongoClient;

  beforeAll(async () => {
    if (given === undefined) {
      folder = await mkdtemp(join(tmpdir(), 'mongo-conformance-'));
      engine = await startMongoEngine({
        dataDir: join(folder, 'data'),
        listen: { socket: join(folder, 'mongo.sock') },
      });
      uri = engine.uri();
    }
    client = await new MongoClient(uri).connect();
  });

  afterAll(async () => {
    await client.db(name).dropDatabase();
    await client.close();
    await engine?.close();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  });

  const target: Target = { client: () => client, db: () => client.db(name), uri: () => uri };
  for (const suite of [
    crudSuite,
    filterSuite,
    updateSuite,
    indexSuite,
    aggregateSuite,
    transactionSuite,
    mongooseSuite,
  ]) {
    suite(target);
  }
});
