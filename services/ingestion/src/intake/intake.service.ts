import type { RuntimeEvent } from '@bulkhead/contracts';
import { computedId, isFault, messageOf, uuidV7 } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { ClusterService } from '../cluster/cluster.service.ts';
import type { HostService } from '../host/host.service.ts';
import type { TagService } from '../tag/tag.service.ts';
import type { WorkloadService } from '../workload/workload.service.ts';
import { lineageKeyOf } from '../workload/workload.ts';
import { PARKED_TEXT_LIMIT, idOf, readObservation } from './intake.ts';
import type { IntakeAck, Observation, ParkedEvent } from './intake.ts';
import type { IntakeStore } from './intake.ports.ts';
import { readManifest } from './manifest.ts';

export interface IntakeTargets {
  readonly clusters: ClusterService;
  readonly workloads: WorkloadService;
  readonly hosts: HostService;
  readonly tags: TagService;
}

type Of<Type extends Observation['type']> = Extract<Observation, { type: Type }>;

/** A write that lost against another one is decided again this often before the sender is asked to. */
const ATTEMPTS = 4;

/** Takes batches in: each event alone, so that a bad one stops nobody else; what cannot be taken in is parked. */
export class IntakeService {
  readonly #store: IntakeStore;
  readonly #targets: IntakeTargets;
  readonly #clock: Clock;

  constructor(store: IntakeStore, targets: IntakeTargets, clock: Clock) {
    this.#store = store;
    this.#targets = targets;
    this.#clock = clock;
  }

  /** One answer per event, in the order sent. Throws only what makes the whole batch worth sending again (unavailable). */
  async takeIn(events: readonly unknown[], sender: string): Promise<readonly IntakeAck[]> {
    const acks: IntakeAck[] = [];
    for (const event of events) acks.push(await this.#takeOne(event, sender));
    return acks;
  }

  parked(request: PageRequest): Promise<Page<ParkedEvent>> {
    return this.#store.parked(request);
  }

  async #takeOne(received: unknown, sender: string): Promise<IntakeAck> {
    const reading = readObservation(received, this.#clock.now());
    if ('code' in reading) return this.#park(received, sender, reading);
    const { observation } = reading;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const fresh = await this.#store.once(sender, observation.id, () => this.#apply(observation));
        return { id: observation.id, result: fresh ? 'ACCEPTED' : 'DUPLICATE', code: null, message: null };
      } catch (error) {
        if (!isFault(error)) throw error;
        if (error.kind === 'conflict' && attempt < ATTEMPTS) continue;
        if (error.kind === 'conflict')
          return { id: observation.id, result: 'RETRY', code: error.code, message: error.message };
        if (error.kind !== 'invalid') throw error;
        return this.#park(received, sender, { code: error.code, message: messageOf(error) });
      }
    }
  }

  async #park(received: unknown, sender: string, reason: { code: string; message: string }): Promise<IntakeAck> {
    const parkedAt = this.#clock.now();
    const text = (JSON.stringify(received) ?? String(received)).slice(0, PARKED_TEXT_LIMIT);
    await this.#store.park({ id: uuidV7(parkedAt), ...reason, text, sender, parkedAt });
    return { id: idOf(received), result: 'PARKED', ...reason };
  }

  async #apply(observation: Observation): Promise<void> {
    switch (observation.type) {
      case 'cluster.observed':
        return this.#applyCluster(observation);
      case 'workload.observed':
        return this.#targets.workloads.observe(readManifest(observation));
      case 'workload.removed':
        return this.#targets.workloads.remove(
          { ...observation.payload, clusterId: observation.clusterId ?? '' },
          observation.observedAt,
        );
      case 'host.observed':
        return this.#applyHost(observation);
      case 'host.facts':
        return this.#applyHostFacts(observation);
      case 'registry.tag':
        return this.#targets.tags.observe({ ...observation.payload, at: observation.observedAt });
      case 'runtime.event':
        return this.#applyRuntimeEvent(observation);
    }
  }

  async #applyCluster({ clusterId, payload, observedAt }: Of<'cluster.observed'>): Promise<void> {
    const { cluster, changed } = await this.#targets.clusters.observe({ id: clusterId ?? '', ...payload }, observedAt);
    if (changed) await this.#targets.workloads.followCluster(cluster);
  }

  #applyHost({ clusterId, payload, observedAt }: Of<'host.observed'>): Promise<void> {
    const { hostId, ...rest } = payload;
    return this.#targets.hosts.observe({ id: hostId, ...rest, clusterId, observedAt });
  }

  #applyHostFacts({ clusterId, payload, observedAt }: Of<'host.facts'>): Promise<void> {
    const { hostId, facts } = payload;
    return this.#store.passOn({ hostFacts: [{ hostId, clusterId, facts, observedAt: observedAt.toISOString() }] });
  }

  async #applyRuntimeEvent({ id, clusterId, payload, observedAt }: Of<'runtime.event'>): Promise<void> {
    const { rule, workload, techniques, ...rest } = payload;
    const place = workload === null ? null : { ...workload, clusterId: clusterId ?? '' };
    const known = place === null ? undefined : await this.#targets.workloads.find(lineageKeyOf(place));
    const event: RuntimeEvent = {
      ...rest,
      eventId: computedId('rte', payload.source, clusterId ?? '', id),
      type: rule,
      at: observedAt.toISOString(),
      clusterId,
      lineageKey: place === null ? null : lineageKeyOf(place),
      workloadName: workload === null ? null : `${workload.namespace}/${workload.name}`,
      ownerTeamId: known?.owner?.teamId ?? null,
      techniques: [...techniques],
    };
    await this.#store.passOn({ runtimeEvents: [event] });
  }
}
