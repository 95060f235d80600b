import { isDeepStrictEqual } from 'node:util';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { RunningService } from '@bulkhead/platform-service';
import { seedDemo, startStack } from '@bulkhead/stack';
import type { Stack } from '@bulkhead/stack';
import { inPairs, measured, median } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { startCommand, temporaryFolder } from '../platform.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';
import { BLAST_RADIUS, demandWhole } from '../blast-radius.ts';
import { criticalPath } from '../critical-path.ts';

const PAIRS = 15;
const REQUESTS = 20;
const WARM_UP = 60;
const WHY =
  'in one process everything shares one thread: HTTP on both sides, the gateway’s own work and the operations beside the critical path are added to it. Row federation-all compares with all of them.';

type Request = Parameters<RunningService['execute']>[0];
type Context = Parameters<RunningService['execute']>[1];

/** An operation that the plan sent to a subgraph. */
interface Operation {
  readonly service: RunningService;
  readonly request: Request;
  readonly context: Context;
  /** As text: the gateway writes into the answers it gets. */
  readonly answer: string;
  readonly began: number;
  readonly ended: number;
}

export const federationBench: Bench = {
  name: 'federation',
  nodeOptions: startCommand().options,
  async run() {
    await using folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    await using stack = await startStack({
      environment: {
        BULKHEAD_DATA_DIR: dataDir,
        BULKHEAD_PORT: '0',
        BULKHEAD_LOG_LEVEL: 'error',
        BULKHEAD_GATEWAY_RATE_PER_MINUTE: '0',
      },
    });
    await seedDemo(stack, () => undefined);
    const ask = asker(stack.url, (await readFile(join(dataDir, 'admin.token'), 'utf8')).trim());
    await settled(ask);
    for (let at = 0; at < WARM_UP; at += 1) await ask();
    const operations = await recordOperations(stack, ask);
    for (let at = 0; at < WARM_UP; at += 1) for (const operation of operations) await alone(operation);
    await demandSameAnswers(operations);
    const path = criticalPath(operations, await durations(operations));
    const federated = (): Promise<Sample> => p50(ask);
    const pairs = await inPairs(PAIRS, federated, () => sumOf(path));
    const every = await inPairs(PAIRS, federated, () => sumOf(operations));
    const names = path.map(({ service }) => service.name).join(' -> ');
    const milliseconds = (samples: readonly Sample[]): string => medianWall(samples).toFixed(2);
    return [
      {
        name: 'federation',
        what: `CVE -> blast radius -> workload -> owner, incident, host through the gateway: p50 of ${REQUESTS} requests over one HTTP connection, demo data`,
        yardstick: `the sum of the p50s of the ${path.length} subgraph operations on its critical path, each asked alone in process`,
        goal: { relation: '<=', value: 1.5, unit: 'x' },
        ...timesAsLong(pairs),
        figures: `${milliseconds(pairs.products)} ms, ${milliseconds(pairs.yardsticks)} ms; critical path ${names}, ${operations.length} operations in all`,
        whenMissed: WHY,
      },
      {
        name: 'federation-all',
        what: 'the same, also what runs beside the critical path: in one process the operations share one thread',
        yardstick: `the sum of the p50s of all ${operations.length} subgraph operations`,
        ...timesAsLong(every),
        figures: `${milliseconds(every.products)} ms, ${milliseconds(every.yardsticks)} ms`,
      },
    ];
  },
};

type Ask = () => Promise<unknown>;

/** Asks over one kept connection, with as little of a client as there can be: it runs on the thread it measures. */
function asker(url: string, token: string): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const body = Buffer.from(JSON.stringify({ query: BLAST_RADIUS }));
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': String(body.length),
  };
  return () =>
    new Promise((resolve, reject) => {
      const sent = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** Waits until what the demo set going has come to rest: the answer is whole, and the same for two seconds. */
async function settled(ask: Ask): Promise<void> {
  let last: unknown;
  let since = performance.now();
  const began = since;
  while (performance.now() - since < 2000) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const answer = await ask();
    if (isDeepStrictEqual(answer, last) && demandWhole(answer)) continue;
    if (performance.now() - began > 120_000) throw new Error(`does not settle: ${JSON.stringify(answer)}`);
    last = answer;
    since = performance.now();
  }
}

async function recordOperations({ services }: Stack, ask: Ask): Promise<readonly Operation[]> {
  const seen: Operation[] = [];
  await using restored = new AsyncDisposableStack();
  for (const service of services.values()) {
    const execute = service.execute.bind(service);
    restored.defer(() => void (service.execute = execute));
    service.execute = async (operation, context) => {
      const began = performance.now();
      const answer = await execute(operation, context);
      const asked = { service, request: operation, context, answer: JSON.stringify(answer) };
      seen.push({ ...asked, began, ended: performance.now() });
      return answer;
    };
  }
  await ask();
  return seen;
}

function alone({ service, request: operation, context }: Operation): Promise<unknown> {
  return service.execute(operation, { ...context, loaders: new Map() });
}

async function demandSameAnswers(operations: readonly Operation[]): Promise<void> {
  for (const operation of operations) {
    const answer = JSON.stringify(await alone(operation));
    if (answer !== operation.answer) {
      throw new Error(`asked alone, ${operation.service.name} answers ${answer}`);
    }
  }
}

async function durations(operations: readonly Operation[]): Promise<readonly number[]> {
  const walls: number[] = [];
  for (const operation of operations) walls.push((await p50(() => alone(operation))).wall);
  return walls;
}

async function p50(ask: () => Promise<unknown>): Promise<Sample> {
  const samples: Sample[] = [];
  for (let at = 0; at < REQUESTS; at += 1) samples.push(await measured(async () => void (await ask())));
  return { wall: medianWall(samples), cpu: median(samples.map(({ cpu }) => cpu)) };
}

async function sumOf(operations: readonly Operation[]): Promise<Sample> {
  let sum: Sample = { wall: 0, cpu: 0 };
  for (const operation of operations) {
    const one = await p50(() => alone(operation));
    sum = { wall: sum.wall + one.wall, cpu: sum.cpu + one.cpu };
  }
  return sum;
}
