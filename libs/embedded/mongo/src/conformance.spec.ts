import { afterAll, beforeAll, describe } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { aggregateSuite } from './conformance/aggregate.suite.ts';
import { crudSuite } from './conformance/crud.suite.ts';
import { filterSuite } from './conformance/filter.suite.ts';
import { indexSuite } from './conformance/index.suite.ts';
import { mongooseSuite } from './conformance/mongoose.suite.ts';
import { serverKind, startServer } from './conformance/server.suite.ts';
import type { ServerUnderTest } from './conformance/server.suite.ts';
import type { Target } from './conformance/target.suite.ts';
import { transactionSuite } from './conformance/transaction.suite.ts';
import { updateSuite } from './conformance/update.suite.ts';

const name = `conformance_${process.pid}`;

describe(`conformance (${serverKind()})`, () => {
  let server: ServerUnderTest;
  let client: MongoClient;

  beforeAll(async () => {
    server = await startServer();
    client = await new MongoClient(server.uri).connect();
  }, 180_000);

  afterAll(async () => {
    await client.db(name).dropDatabase();
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  const target: Target = { client: () => client, db: () => client.db(name), uri: () => server.uri };
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
