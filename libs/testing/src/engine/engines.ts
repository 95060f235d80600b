import type { TestKafka } from './kafka.ts';
import { startTestKafka } from './kafka.ts';
import type { TestMongo, TestMongoOptions } from './mongo.ts';
import { startTestMongo } from './mongo.ts';

/** Both engines a service needs. */
export interface TestEngines extends AsyncDisposable {
  readonly kafka: TestKafka;
  readonly mongo: TestMongo;
}

/** Starts or finds a MongoDB server and a Kafka broker: `await using engines = await startEngines()`. */
export async function startEngines(options: TestMongoOptions = {}): Promise<TestEngines> {
  const [kafka, mongo] = await Promise.all([startTestKafka(), startTestMongo(options)]);
  return {
    kafka,
    mongo,
    async [Symbol.asyncDispose]() {
      await Promise.all([kafka[Symbol.asyncDispose](), mongo[Symbol.asyncDispose]()]);
    },
  };
}
