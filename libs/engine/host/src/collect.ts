import { Fault, systemClock, type Clock } from '@bulkhead/core-base';
import type { HostFacts } from '@bulkhead/core-benchmark';
import { collectAccounts } from './collect-accounts.ts';
import { collectKernel } from './collect-kernel.ts';
import { collectListeners } from './collect-listeners.ts';
import { collectRuntimes } from './collect-runtime.ts';
import { collectSshd } from './collect-sshd.ts';
import { collectFiles, collectLoginDefs, collectMounts, collectOs, collectSysctls } from './collect-system.ts';
import { collectWalk } from './collect-walk.ts';
import type { Collection, Collector } from './collection.ts';
import { GapList } from './gap-list.ts';
import { identify, vantageOf } from './identity.ts';
import { listProcesses } from './process-list.ts';
import { RootReader } from './root-reader.ts';

export type HostFault = 'HOST_UNIDENTIFIED';

export interface CollectOptions {
  /** Absolute path of the root to read; `/` is this machine, anything else a mounted root (static facts only). */
  readonly root?: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

const COLLECTORS: readonly Collector[] = [
  collectOs,
  collectKernel,
  collectSysctls,
  collectMounts,
  collectAccounts,
  collectLoginDefs,
  collectFiles,
  collectSshd,
  collectRuntimes,
  collectListeners,
  async (collection) => collectWalk(collection),
];

/**
 * Reads what a host says of itself in one bounded pass over /proc, /sys and /etc; runs no program and opens no socket.
 * What cannot be read is a named gap. Throws Fault invalid HOST_UNIDENTIFIED when a root has neither machine id nor
 * host name, and the reason of `signal` when it is aborted.
 */
export async function collectHostFacts(options: CollectOptions = {}): Promise<HostFacts> {
  const { root = '/', signal, clock = systemClock } = options;
  const reader = new RootReader(root);
  const identity = await identify(reader);
  if (identity === undefined) {
    throw new Fault<HostFault>('invalid', 'HOST_UNIDENTIFIED', `${root} has neither a machine id nor a host name`, {
      advice: 'Write 32 hexadecimal digits to etc/machine-id below the root (systemd-machine-id-setup --root).',
    });
  }
  const gaps = new GapList();
  const collection: Collection = { reader, gaps, clock, signal, processes: await listProcesses(reader) };
  const facts: Partial<HostFacts> = {};
  for (const collect of COLLECTORS) {
    signal?.throwIfAborted();
    Object.assign(facts, await collect(collection));
  }
  return {
    schema: 1,
    ...identity,
    collectedAt: clock.now().toISOString(),
    vantage: await vantageOf(reader),
    ...facts,
    gaps: gaps.list(),
  };
}
