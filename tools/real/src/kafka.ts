import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 20_000;
const LOG_TAIL_LINES = 40;

/** An Apache Kafka of one node (KRaft) that runs until it is disposed of. */
export interface RealKafka extends AsyncDisposable {
  /** `127.0.0.1:port` */
  readonly broker: string;
  logTail(): string;
}

/** Formats a storage folder, starts the broker on free loopback ports, and waits until it takes connections. */
export async function startKafka(classPath: string): Promise<RealKafka> {
  const folder = mkdtempSync(join(tmpdir(), 'bh-real-kafka-'));
  try {
    const [port, controllerPort] = await freePorts(2);
    if (port === undefined || controllerPort === undefined) throw new Error('no free ports');
    writeFileSync(join(folder, 'server.properties'), properties(folder, port, controllerPort));
    format(folder, classPath);
    return await run(folder, classPath, port);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The settings our embedded engine has too: small, single, without a delay before the first rebalance. */
function properties(folder: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${join(folder, 'logs')}
num.partitions=1
auto.create.topics.enable=true
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=50
log.retention.check.interval.ms=1000
log.initial.task.delay.ms=1000
`;
}

function format(folder: string, classPath: string): void {
  const clusterId = randomBytes(16).toString('base64url');
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', clusterId];
  const made = spawnSync('java', [...args, '-c', join(folder, 'server.properties')], {
    encoding: 'utf8',
    timeout: START_TIMEOUT_MS,
  });
  if (made.status !== 0) throw new Error(`Kafka's storage could not be formatted:\n${made.stdout}${made.stderr}`);
}

async function run(folder: string, classPath: string, port: number): Promise<RealKafka> {
  const logFile = join(folder, 'broker.log');
  const log = openSync(logFile, 'w');
  const args = ['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC', '-cp', classPath];
  const broker = spawn('java', [...args, 'kafka.Kafka', join(folder, 'server.properties')], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const logTail = (): string =>
    existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n').slice(-LOG_TAIL_LINES).join('\n') : '';
  // Whatever ends this process ends the broker.
  const kill = (): void => {
    broker.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  try {
    await waitUntilReady(broker, port);
  } catch (error) {
    const tail = logTail();
    kill();
    throw new Error(`${String(error)}\n${tail}`, { cause: error });
  }
  return {
    broker: `127.0.0.1:${port}`,
    logTail,
    async [Symbol.asyncDispose]() {
      await stop(broker);
      process.removeListener('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function waitUntilReady(broker: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (broker.exitCode !== null || broker.signalCode !== null) throw new Error('Kafka ended while starting');
    if (await answersApiVersions(port)) return;
    await sleep(250);
  }
  throw new Error(`Kafka did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

/** An ApiVersions request of version 0: a broker that answers it is up, not only its port. */
function answersApiVersions(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from('0000000a00120000000000010000', 'hex')));
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => done(false));
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.once('end', () => done(false));
  });
}

async function stop(broker: ChildProcess): Promise<void> {
  if (broker.exitCode !== null || broker.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => broker.once('exit', () => resolve()));
  broker.kill('SIGTERM');
  const impatient = setTimeout(() => broker.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(impatient);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
