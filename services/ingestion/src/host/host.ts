import type { InventoryHost, Owner } from '@bulkhead/contracts';
import { computedId, documentDigest } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';

/** A host: who it is and where it stands. Its facts belong to hardening, its findings to scanning. */
export interface Host {
  readonly id: string;
  readonly hostname: string;
  readonly clusterId: string | null;
  readonly nodeName: string | null;
  readonly owner: Owner | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly removed: boolean;
  readonly observedAt: Date;
  readonly revision: number;
}

export type HostObservation = Omit<Host, 'revision'>;

/** The id of a host: h(machine-id), the same that libs/engine computes from a root filesystem. */
export function hostIdOf(machineId: string): string {
  return computedId('host', machineId);
}

/** Takes an observation in; undefined when it is older than what is held. */
export function observeHost(
  current: Host | undefined,
  observation: HostObservation,
): Decision<Host, InventoryHost> | undefined {
  if (current !== undefined && current.observedAt > observation.observedAt) return undefined;
  const next: Host = { ...observation, revision: (current?.revision ?? 0) + 1 };
  const changed = current === undefined || factsDigest(current) !== factsDigest(next);
  return { next, events: changed ? [hostEvent(next)] : [] };
}

function factsDigest({ observedAt: _observedAt, revision: _revision, ...facts }: Host): string {
  return documentDigest(facts);
}

function hostEvent({ id, owner, labels, observedAt, revision: _revision, ...same }: Host): InventoryHost {
  return {
    ...same,
    hostId: id,
    owner: owner === null ? null : { ...owner },
    labels: { ...labels },
    observedAt: observedAt.toISOString(),
  };
}
