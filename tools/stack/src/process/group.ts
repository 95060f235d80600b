import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@bulkhead/core-base';
import type { Child, Ending } from './child.ts';
import { startChild } from './child.ts';
import type { Plan } from './plan.ts';

export type GroupFault = 'SERVICES_ENDED' | 'SERVICES_NOT_READY';

const READY_MILLISECONDS = 120_000;
const PAUSE_MILLISECONDS = 200;
const SETTLE_MILLISECONDS = 15_000;
/** What a stopping process may take on top of its own drain. */
const STOP_SPARE_MILLISECONDS = 10_000;
const DRAIN_SECONDS = 15;
/** The exit code of a process whose settings are wrong. */
const SETTINGS_WRONG = 2;

/** The processes of one installation. They live and stop together: keeping one alive is an orchestrator's work. */
export interface Group {
  readonly children: readonly Child[];
  /** The first that ended without being asked to. */
  readonly broken: Promise<{ readonly child: Child; readonly ending: Ending }>;
  /** Resolves when every process is ready. Faults SERVICES_ENDED (invalid when it was its settings) and SERVICES_NOT_READY (unavailable). */
  ready(): Promise<void>;
  /** Stops the gateway, then, once nobody can ask any more, the services. */
  stop(): Promise<void>;
}

/** Starts all processes of a plan. */
export function startGroup({ services, gateway }: Plan, say: (line: string) => void): Group {
  const children = [...services, gateway].map((planned) => startChild(planned, say));
  const front = children.at(-1);
  const drain = Number(gateway.environment['BULKHEAD_DRAIN_SECONDS'] ?? DRAIN_SECONDS) * 1000;
  const patience = (Number.isFinite(drain) ? drain : 0) + STOP_SPARE_MILLISECONDS;
  const broken = Promise.race(children.map(async (child) => ({ child, ending: await child.ended })));
  return {
    children,
    broken,
    ready: () => untilReady(children, broken),
    stop: async () => {
      await front?.stop(patience);
      await Promise.all(children.map((child) => child.stop(patience)));
    },
  };
}

async function untilReady(children: readonly Child[], broken: Group['broken']): Promise<void> {
  const end = performance.now() + READY_MILLISECONDS;
  for (;;) {
    const waiting = await notReady(children);
    if (children.some((child) => child.ending() !== undefined)) throw await endedAtStart(children, broken);
    if (waiting.length === 0) return;
    if (performance.now() > end) throw late(waiting);
    await sleep(PAUSE_MILLISECONDS);
  }
}

async function notReady(children: readonly Child[]): Promise<readonly string[]> {
  const answers = await Promise.all(children.map((child) => child.answers('ready')));
  return children.filter((_child, index) => answers[index] !== true).map(({ name }) => name);
}

/** Wrong settings are usually wrong for several: each gets the time to list its own before the first stops them all. */
async function endedAtStart(children: readonly Child[], broken: Group['broken']): Promise<Fault<GroupFault>> {
  const { child, ending } = await broken;
  const end = performance.now() + (ending.code === SETTINGS_WRONG ? SETTLE_MILLISECONDS : 0);
  while (performance.now() < end) {
    const open = children.filter((each) => each.ending() === undefined);
    const live = await Promise.all(open.map((each) => each.answers('live')));
    if (live.every(Boolean)) break;
    await sleep(PAUSE_MILLISECONDS);
  }
  const kind = ending.code === SETTINGS_WRONG ? 'invalid' : 'unavailable';
  return new Fault(kind, 'SERVICES_ENDED', `${child.name} ended with ${ending.text} while starting`);
}

function late(waiting: readonly string[]): Fault<GroupFault> {
  const seconds = READY_MILLISECONDS / 1000;
  return new Fault('unavailable', 'SERVICES_NOT_READY', `not ready after ${seconds} s: ${waiting.join(', ')}`, {
    advice: 'Is MongoDB a replica set, and do the brokers answer? BULKHEAD_LOG_LEVEL=info says more.',
  });
}
