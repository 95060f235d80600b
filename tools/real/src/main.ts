import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { containedKafka, containedMongo } from './container.ts';
import { kafkaClassPath, KAFKA_VERSION } from './distribution.ts';
import { startKafka } from './kafka.ts';
import { findTools } from './tool.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** What runs against a real Kafka: the protocol's conformance suite and everything that is built on it. */
const KAFKA_SPECS = [
  'libs/embedded/kafka/src/conformance/conformance.spec.ts',
  'libs/platform/messaging',
  'e2e/scenarios/runs-as-separate-processes.e2e.ts',
];
/** What runs against a real MongoDB. */
const MONGO_SPECS = ['libs/embedded/mongo/src/conformance', 'libs/platform/mongo'];
const JEST_TIMEOUT_MS = 20 * 60_000;
const NOT_RUN = 2;

const USAGE = `usage: npm run test:real [-- --if-available] [-- <jest path pattern> ...]

Runs the conformance suites, the messaging and store specs and the platform as separate processes against real servers:
Kafka    KAFKA_BROKERS, else Apache Kafka ${KAFKA_VERSION} (KRaft, one node) from Maven Central with java 17 and mvn, else a container
MongoDB  MONGODB_URI, else a container
What is not there is said, and not run: exit code 2, or 0 with --if-available. KAFKA_VERSION asks for another release.`;

/** A real server for some specs, or why there is none. */
type Backend =
  | {
      readonly name: string;
      readonly settings: Readonly<Record<string, string>>;
      readonly logTail?: () => string;
      stop(): Promise<void>;
    }
  | { readonly missing: string };

interface Plan {
  readonly what: string;
  readonly specs: readonly string[];
  readonly start: () => Promise<Backend>;
}

const PLANS: readonly Plan[] = [
  { what: 'a real Kafka', specs: KAFKA_SPECS, start: realKafka },
  { what: 'a real MongoDB', specs: MONGO_SPECS, start: realMongo },
];

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'if-available': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  let code = 0;
  for (const plan of PLANS) code = worse(code, await runPlan(plan, positionals, values['if-available']));
  return code;
}

async function runPlan({ what, specs, start }: Plan, wanted: readonly string[], isOptional: boolean): Promise<number> {
  const backend = await start();
  if ('missing' in backend) {
    console.log(`NOT RUN against ${what}: ${backend.missing}.`);
    return isOptional ? 0 : NOT_RUN;
  }
  try {
    const chosen = wanted.length > 0 ? wanted : specs.filter((path) => existsSync(join(ROOT, path)));
    const code = await runJest(chosen, backend.settings);
    if (code !== 0 && backend.logTail !== undefined) console.log(`Last lines of its log:\n${backend.logTail()}`);
    console.log(`${code === 0 ? 'PASSED' : 'FAILED'} against ${backend.name}: ${chosen.join(', ')}`);
    return code;
  } finally {
    await backend.stop();
  }
}

async function realKafka(): Promise<Backend> {
  const given = process.env['KAFKA_BROKERS'] ?? '';
  if (given !== '') return { name: given, settings: { KAFKA_BROKERS: given }, stop: () => Promise.resolve() };
  const tools = findTools();
  if (!tools.found) {
    const container = await containedKafka();
    if ('missing' in container) return { missing: `${tools.reason}, and ${container.missing}` };
    return {
      name: 'Kafka in a container',
      settings: { KAFKA_BROKERS: container.address },
      stop: () => container.stop(),
    };
  }
  const version = process.env['KAFKA_VERSION'] ?? KAFKA_VERSION;
  console.log(`Starting Apache Kafka ${version} ...`);
  const kafka = await startKafka(kafkaClassPath(version));
  console.log(`Apache Kafka ${version} answers on ${kafka.broker}`);
  return {
    name: `Apache Kafka ${version}`,
    settings: { KAFKA_BROKERS: kafka.broker },
    logTail: () => kafka.logTail(),
    stop: async () => kafka[Symbol.asyncDispose](),
  };
}

async function realMongo(): Promise<Backend> {
  const given = process.env['MONGODB_URI'] ?? '';
  if (given !== '')
    return { name: 'the MongoDB of MONGODB_URI', settings: { MONGODB_URI: given }, stop: () => Promise.resolve() };
  const container = await containedMongo();
  if ('missing' in container) return { missing: `MONGODB_URI is not set, and ${container.missing}` };
  return { name: 'MongoDB in a container', settings: { MONGODB_URI: container.address }, stop: () => container.stop() };
}

function runJest(specs: readonly string[], settings: Readonly<Record<string, string>>): Promise<number> {
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const flags = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=TimeoutNegativeWarning',
    jest,
  ];
  const args = [...flags, '--config', 'jest.config.js', '--runInBand', '--testTimeout=60000', ...specs];
  const run = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...settings },
    timeout: JEST_TIMEOUT_MS,
  });
  return new Promise((done) => {
    run.once('error', () => done(1));
    run.once('exit', (code) => done(code ?? 1));
  });
}

/** A failure outweighs what was not run. */
function worse(a: number, b: number): number {
  if (a === 1 || b === 1) return 1;
  return a === 0 ? b : a;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
