import { connect } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startKafkaEngine } from '@bulkhead/embedded-kafka';
import type { KafkaEngine } from '@bulkhead/embedded-kafka';
import { Kafka, logLevel } from 'kafkajs';
import { ProduceConnection, produceFrame } from '../kafka-frame.ts';
import { inPairs, measured } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { temporaryFolder } from '../platform.ts';
import { medianWall, timesTheRate } from '../result.ts';
import type { Bench } from '../result.ts';
import { openLike } from '../sqlite-copy.ts';

const PAIRS = 11;
const TOPIC = 'bench';
const PARTITIONS = 6;
const MESSAGE_BYTES = 1024;
const PER_BATCH = 100;
const BATCHES = 500;
const IN_FLIGHT = 16;
const BATCHES_PER_TRANSACTION = 8;
const WHY =
  'client and engine are two threads that share two cores with whatever else runs; the bare loop is one. Every byte also crosses a socket, and the engine proves the CRC-32C of every batch in JavaScript (about 0.14 ms for one of 100 KiB, measured alone) and walks its records.';
const MESSAGES = BATCHES * PER_BATCH;

interface BatchRow {
  readonly partition_id: number;
  readonly base_offset: number;
  readonly last_offset: number;
  readonly max_timestamp: number;
  readonly size: number;
  readonly bytes: Uint8Array;
}

/** What kafkajs made of the messages, as the engine stored it. */
interface Log {
  readonly file: string;
  readonly rows: readonly BatchRow[];
}

export const kafkaBench: Bench = {
  name: 'kafka',
  async run() {
    await using folder = await temporaryFolder();
    await throughKafkajs(join(folder.path, 'written'));
    const log = readLog(join(folder.path, 'written', 'kafka.db'));
    await throughSocket(log);
    const engine = await inPairs(
      PAIRS,
      () => throughSocket(log),
      () => bareLoop(log),
    );
    const client = await inPairs(
      PAIRS,
      () => inFolder((path) => throughKafkajs(join(path, 'data'))),
      () => bareLoop(log),
    );
    const rate = (samples: readonly Sample[]): string =>
      `${Math.round(MESSAGES / medianWall(samples)).toLocaleString('en')}k/s`;
    const batch = `${BATCHES} batches of ${PER_BATCH} messages of 1 KiB over ${PARTITIONS} partitions`;
    return [
      {
        name: 'kafka',
        what: `${batch} produced through the engine's socket, every batch acknowledged, ${IN_FLIGHT} in flight`,
        yardstick: `the same batches inserted into an empty file of the same schema in a bare loop, ${BATCHES_PER_TRANSACTION} a transaction`,
        goal: { relation: '>=', value: 0.5, unit: 'x' },
        ...timesTheRate(engine),
        figures: `${rate(engine.products)}, ${rate(engine.yardsticks)} messages`,
        whenMissed: WHY,
      },
      {
        name: 'kafka-client',
        what: 'the same through kafkajs, which encodes every message first',
        yardstick: 'the same bare loop, its batches encoded beforehand',
        ...timesTheRate(client),
        figures: `${rate(client.products)}, ${rate(client.yardsticks)} messages`,
      },
    ];
  },
};

async function inFolder(measure: (path: string) => Promise<Sample>): Promise<Sample> {
  await using folder = await temporaryFolder();
  return await measure(folder.path);
}

function start(dataDir: string): Promise<KafkaEngine> {
  const listen = { socket: `${dataDir}.sock` };
  return startKafkaEngine({ dataDir, listen, defaultPartitions: PARTITIONS });
}

function clientOf(engine: KafkaEngine): Kafka {
  const path = (engine.brokers[0] ?? '').replace('unix:', '');
  return new Kafka({
    brokers: ['localhost:9092'],
    logLevel: logLevel.ERROR,
    socketFactory: ({ onConnect }) => connect(path, onConnect),
  });
}

async function throughKafkajs(dataDir: string): Promise<Sample> {
  await using engine = await start(dataDir);
  const client = clientOf(engine);
  await createTopic(client);
  const producer = client.producer();
  await producer.connect();
  const value = Buffer.alloc(MESSAGE_BYTES, 'x');
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < BATCHES) {
      const partition = next % PARTITIONS;
      next += 1;
      await producer.send({ topic: TOPIC, messages: Array.from({ length: PER_BATCH }, () => ({ value, partition })) });
    }
  };
  const sample = await measured(async () => void (await Promise.all(Array.from({ length: IN_FLIGHT }, send))));
  await producer.disconnect();
  return sample;
}

async function createTopic(client: Kafka): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS }], waitForLeaders: false });
  await admin.disconnect();
}

function readLog(file: string): Log {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      'SELECT partition_id, base_offset, last_offset, max_timestamp, size, bytes FROM batch ORDER BY base_offset, partition_id',
    )
    .all() as unknown as BatchRow[];
  db.close();
  const messages = rows.reduce((sum, { base_offset: first, last_offset: last }) => sum + last - first + 1, 0);
  if (messages !== MESSAGES) throw new Error(`the log has ${messages} messages, sent were ${MESSAGES}`);
  return { file, rows };
}

async function throughSocket(log: Log): Promise<Sample> {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  let sample: Sample;
  {
    await using engine = await start(dataDir);
    await createTopic(clientOf(engine));
    using connection = await ProduceConnection.open((engine.brokers[0] ?? '').replace('unix:', ''));
    const frames = log.rows.map((row, at) =>
      produceFrame({ topic: TOPIC, partition: at % PARTITIONS, records: row.bytes }, at),
    );
    sample = await measured(async () => {
      const inFlight: Promise<void>[] = [];
      for (const frame of frames) {
        inFlight.push(connection.send(frame));
        if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
      }
      await Promise.all(inFlight);
    });
  }
  demandSame(join(dataDir, 'kafka.db'), log);
  return sample;
}

async function bareLoop(log: Log): Promise<Sample> {
  await using folder = await temporaryFolder();
  const template = new DatabaseSync(log.file, { readOnly: true });
  const file = join(folder.path, 'kafka.db');
  const db = openLike(template, file);
  template.close();
  const insert = db.prepare(
    'INSERT INTO batch (partition_id, base_offset, last_offset, max_timestamp, size, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const sample = await measured(() => {
    for (const [at, row] of log.rows.entries()) {
      if (at % BATCHES_PER_TRANSACTION === 0) db.exec('BEGIN');
      insert.run(row.partition_id, row.base_offset, row.last_offset, row.max_timestamp, row.size, row.bytes);
      if (at % BATCHES_PER_TRANSACTION === BATCHES_PER_TRANSACTION - 1 || at === log.rows.length - 1) db.exec('COMMIT');
    }
  });
  db.close();
  demandSame(file, log);
  return sample;
}

/** As many messages and bytes as there were. */
function demandSame(file: string, { rows }: Log): void {
  const db = new DatabaseSync(file, { readOnly: true });
  const found = db
    .prepare('SELECT sum(last_offset - base_offset + 1) AS messages, sum(length(bytes)) AS bytes FROM batch')
    .get();
  db.close();
  const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
  if (found?.['messages'] !== MESSAGES || found['bytes'] !== bytes)
    throw new Error(`not the same: ${JSON.stringify(found)}`);
}
