import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { kafkaClassPath, KAFKA_VERSION } from './distribution.ts';
import { startKafka } from './kafka.ts';
import { findTools } from './tool.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What runs against a real Kafka: the protocol's conformance suite and everything that is built on it. */
const SPECS = [
  'libs/embedded/kafka/src/conformance/conformance.spec.ts',
  'libs/platform/messaging',
  'e2e/scenarios/runs-as-separate-processes.e2e.ts',
];
const JEST_TIMEOUT_MS = 20 * 60_000;
const NOT_RUN = 2;

const USAGE = `usage: npm run test:real [-- --if-available] [-- <jest path pattern> ...]

Starts an Apache Kafka ${KAFKA_VERSION} (KRaft, one node) from Maven Central and runs the Kafka conformance suite, the
messaging specs and the platform as separate processes against it. Needs java 17 or newer and mvn on PATH. Without them nothing is run: exit code 2, or 0 with
--if-available. KAFKA_VERSION asks for another release of Kafka.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'if-available': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const tools = findTools();
  if (!tools.found) {
    console.log(`NOT RUN against a real Kafka: ${tools.reason}.`);
    return values['if-available'] ? 0 : NOT_RUN;
  }
  const version = process.env['KAFKA_VERSION'] ?? KAFKA_VERSION;
  const classPath = kafkaClassPath(version);
  console.log(`Starting Apache Kafka ${version} ...`);
  await using kafka = await startKafka(classPath);
  console.log(`Apache Kafka ${version} answers on ${kafka.broker}`);
  const specs = positionals.length > 0 ? positionals : SPECS.filter((path) => existsSync(join(ROOT, path)));
  const code = await runJest(specs, kafka.broker);
  if (code !== 0) console.log(`Last lines of the broker's log:\n${kafka.logTail()}`);
  console.log(`${code === 0 ? 'PASSED' : 'FAILED'} against Apache Kafka ${version}: ${specs.join(', ')}`);
  return code;
}

function runJest(specs: readonly string[], broker: string): Promise<number> {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest];
  const args = [...flags, '--config', 'jest.config.js', '--runInBand', '--testTimeout=60000', ...specs];
  const run = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, KAFKA_BROKERS: broker },
    timeout: JEST_TIMEOUT_MS,
  });
  return new Promise((done) => {
    run.once('error', () => done(1));
    run.once('exit', (code) => done(code ?? 1));
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
