import type { Clock } from '@bulkhead/core-base';
import { LINUX_CONTAINER_HOST } from '@bulkhead/core-benchmark';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { judge, readFacts } from './audit.ts';
import type { Audit, CheckResult, Drift } from './audit.ts';
import type { AuditStore, ResultFilter } from './audit.ports.ts';

/** Facts as they reach us: not read yet. */
export interface SubmittedFacts {
  readonly hostId?: string;
  readonly clusterId: string | null;
  /** When absent, the time the facts name themselves. */
  readonly observedAt?: Date;
  readonly document: unknown;
}

/** Facts that are not newer than what is held are not judged. */
export interface OutdatedFacts {
  readonly hostId: string;
  readonly heldSince: Date;
}

export type SubmitOutcome =
  | { readonly kind: 'judged'; readonly audit: Audit }
  | { readonly kind: 'outdated'; readonly outdated: OutdatedFacts };

/** Judges facts as they arrive, and tells what was found. */
export class AuditService {
  readonly #audits: AuditStore;
  readonly #clock: Clock;

  constructor(audits: AuditStore, clock: Clock) {
    this.#audits = audits;
    this.#clock = clock;
  }

  /** Fault invalid FACTS_INVALID, FACTS_OF_ANOTHER_HOST, FACTS_TOO_LARGE; conflict HOST_CHANGED. */
  async takeFacts({ hostId, clusterId, observedAt, document }: SubmittedFacts): Promise<SubmitOutcome> {
    const facts = readFacts(document, hostId);
    const observation = { clusterId, facts, observedAt: observedAt ?? new Date(facts.collectedAt) };
    const posture = await this.#audits.posture(facts.hostId);
    const decision = judge(posture, observation, { benchmark: LINUX_CONTAINER_HOST, now: this.#clock.now() });
    if (decision === undefined) {
      const heldSince = posture.host?.observedAt ?? observation.observedAt;
      return { kind: 'outdated', outdated: { hostId: facts.hostId, heldSince } };
    }
    await this.#audits.save(decision);
    return { kind: 'judged', audit: decision.next.audit };
  }

  findAudits(ids: readonly string[]): Promise<readonly Audit[]> {
    return this.#audits.findAudits(ids);
  }

  audits(hostId: string, request: PageRequest): Promise<Page<Audit>> {
    return this.#audits.audits(hostId, request);
  }

  latest(hostIds: readonly string[], benchmarkId?: string): Promise<ReadonlyMap<string, Audit>> {
    return this.#audits.latest(hostIds, benchmarkId);
  }

  findResults(ids: readonly string[]): Promise<readonly CheckResult[]> {
    return this.#audits.findResults(ids);
  }

  results(filter: ResultFilter, request: PageRequest): Promise<Page<CheckResult>> {
    return this.#audits.results(filter, request);
  }

  drifts(of: Parameters<AuditStore['drifts']>[0], request: PageRequest): Promise<Page<Drift>> {
    return this.#audits.drifts(of, request);
  }
}
