import type { HostFacts, HostGap } from '@bulkhead/core-benchmark';

/** A host as it last described itself. */
export interface Host {
  readonly id: string;
  readonly hostname: string;
  readonly clusterId: string | null;
  readonly facts: HostFacts;
  /** Digest of the facts without their time: equal when nothing changed. */
  readonly factsDigest: string;
  readonly observedAt: Date;
  readonly revision: number;
}

export interface HostFilter {
  readonly clusterId?: string | undefined;
  /** `id` of os-release(5). */
  readonly os?: string | undefined;
}

/** The parts of the facts that the graph names; null or empty where they were not read. */
export interface HostView {
  readonly id: string;
  readonly hostname: string;
  readonly os: string | null;
  readonly osVersion: string | null;
  readonly kernel: string | null;
  readonly architecture: string | null;
  readonly runtimes: readonly string[] | null;
  readonly containerOptimized: boolean | null;
  readonly rootReadOnly: boolean | null;
  readonly lsm: readonly string[] | null;
  readonly bootedAt: string | null;
  readonly vantage: HostFacts['vantage'];
  readonly identifiedBy: HostFacts['identifiedBy'];
  readonly observedAt: Date;
  readonly gaps: readonly HostGap[];
}

/** How a host is shown. */
export function viewHost({ id, hostname, facts, observedAt }: Host): HostView {
  const { os, kernel, runtimes, mounts, vantage, identifiedBy, gaps } = facts;
  // The last mount over a folder is the one in force.
  const root = mounts?.findLast(({ target }) => target === '/');
  return {
    id,
    hostname,
    os: os?.id ?? null,
    osVersion: os?.version ?? null,
    kernel: kernel?.release ?? null,
    architecture: kernel?.architecture ?? null,
    runtimes: runtimes ?? null,
    containerOptimized: os?.containerOptimized ?? null,
    rootReadOnly: root?.options.includes('ro') ?? null,
    lsm: kernel?.lsm ?? null,
    bootedAt: kernel?.bootedAt ?? null,
    vantage,
    identifiedBy,
    observedAt,
    gaps,
  };
}
