import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafkaEngine } from '../index.ts';
import { openDatabase } from '../store/database.ts';
import { buildBatch } from './batch-builder.suite.ts';
import { RawClient } from './raw-client.suite.ts';
import { newClient } from './target.suite.ts';

const TOPIC = 'rate';
const PARTITIONS = 6;
const MESSAGE_BYTES = 1024;
const IN_FLIGHT = 16;
const BATCHES_PER_TRANSACTION = 8;

/** Messages of 1 KiB per second; a ratio of 1 would be an engine that costs nothing. */
export interface ProduceRate {
  readonly messagesPerBatch: number;
  /** The same batches inserted into the same kind of database file in a bare loop. */
  readonly bareLoop: number;
  /** Through the engine's socket, batches encoded beforehand, every one acknowledged. */
  readonly engine: number;
  /** Through kafkajs, which encodes every message. */
  readonly kafkajs: number;
  readonly ratio: number;
}

/** Measures the three in turn, `rounds` times, and takes the best of each. */
export async function measureProduceRate(messagesPerBatch: number, batches: number, rounds = 3): Promise<ProduceRate> {
  const best = { bareLoop: 0, engine: 0, kafkajs: 0 };
  const work = { batch: buildBatch({ values: values(messagesPerBatch) }), batches, messagesPerBatch };
  for (let round = 0; round < rounds; round += 1) {
    best.bareLoop = Math.max(best.bareLoop, await inFolder((folder) => bareLoop(folder, work)));
    best.engine = Math.max(best.engine, await inFolder((folder) => throughEngine(folder, work)));
    best.kafkajs = Math.max(best.kafkajs, await inFolder((folder) => throughKafkajs(folder, work)));
  }
  return { messagesPerBatch, ...best, ratio: Number((best.engine / best.bareLoop).toFixed(2)) };
}

interface Work {
  readonly batch: Buffer;
  readonly batches: number;
  readonly messagesPerBatch: number;
}

function values(count: number): string[] {
  return Array.from({ length: count }, () => 'x'.repeat(MESSAGE_BYTES));
}

async function inFolder(measure: (folder: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bh-kafka-rate-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function perSecond({ batches, messagesPerBatch }: Work, started: number): number {
  return Math.round((batches * messagesPerBatch * 1000) / (performance.now() - started));
}

async function bareLoop(folder: string, work: Work): Promise<number> {
  using database = openDatabase(join(folder, 'data'));
  const { db } = database;
  const insert = db.prepare(
    'INSERT INTO batch (partition_id, base_offset, last_offset, max_timestamp, size, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const { batch, batches, messagesPerBatch } = work;
  const started = performance.now();
  for (let index = 0; index < batches; index += 1) {
    if (index % BATCHES_PER_TRANSACTION === 0) db.exec('BEGIN');
    const first = index * messagesPerBatch;
    insert.run(index % PARTITIONS, first, first + messagesPerBatch - 1, Date.now(), batch.length, batch);
    if (index % BATCHES_PER_TRANSACTION === BATCHES_PER_TRANSACTION - 1 || index === batches - 1) db.exec('COMMIT');
  }
  return perSecond(work, started);
}

async function throughEngine(folder: string, work: Work): Promise<number> {
  await using engine = await start(folder);
  using raw = await RawClient.open(engine.brokers[0] ?? '');
  await raw.ask('Metadata', { topics: [TOPIC], allowAutoTopicCreation: true });
  const started = performance.now();
  const inFlight: Promise<unknown>[] = [];
  for (let index = 0; index < work.batches; index += 1) {
    const partitions = [{ index: index % PARTITIONS, records: work.batch }];
    const topics = [{ name: TOPIC, partitions }];
    inFlight.push(raw.ask('Produce', { transactionalId: null, acks: -1, timeoutMs: 1000, topics }));
    if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
  }
  await Promise.all(inFlight);
  return perSecond(work, started);
}

async function throughKafkajs(folder: string, work: Work): Promise<number> {
  await using engine = await start(folder);
  const producer = newClient(engine.brokers, {}).producer({ allowAutoTopicCreation: true });
  await producer.connect();
  const messages = values(work.messagesPerBatch).map((value) => ({ value }));
  await producer.send({ topic: TOPIC, messages: [{ value: 'warm', partition: 0 }] });
  const started = performance.now();
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < work.batches) {
      const partition = next % PARTITIONS;
      next += 1;
      await producer.send({ topic: TOPIC, messages: messages.map((message) => ({ ...message, partition })) });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT / 2 }, sender));
  const rate = perSecond(work, started);
  await producer.disconnect();
  return rate;
}

function start(folder: string) {
  const listen = { socket: join(folder, 'k.sock') };
  return startKafkaEngine({ dataDir: join(folder, 'data'), listen, defaultPartitions: PARTITIONS });
}

if (import.meta.main) {
  const rates = [await measureProduceRate(100, 1000), await measureProduceRate(1000, 100)];
  process.stdout.write(`${JSON.stringify(rates, null, 2)}\n`);
}
