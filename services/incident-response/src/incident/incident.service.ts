import { Fault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { takeSignal } from './correlation.ts';
import type { CorrelationRules } from './correlation.ts';
import { transition } from './incident.ts';
import type { Incident, TimelineEntry, Transition, TransitionRefused } from './incident.ts';
import type { IncidentFilter, IncidentStore, Notifier } from './incident.ports.ts';
import type { Signal } from './signal.ts';

export type IncidentFault = 'INCIDENT_UNKNOWN' | 'INCIDENT_CHANGED';

export interface IncidentServiceParts {
  readonly incidents: IncidentStore;
  readonly notify: Notifier;
  readonly rules: CorrelationRules;
  readonly clock: Clock;
}

export type TransitionResult =
  | { readonly kind: 'moved'; readonly incident: Incident }
  | { readonly kind: 'refused'; readonly refused: TransitionRefused };

/** Correlates signals into incidents, and moves incidents on. */
export class IncidentService {
  readonly #parts: IncidentServiceParts;

  constructor(parts: IncidentServiceParts) {
    this.#parts = parts;
  }

  /** Takes a signal in, inside the caller's transaction; the id of the incident it belongs to now, if any. */
  async take(signal: Signal): Promise<string | undefined> {
    const { incidents, notify, rules, clock } = this.#parts;
    const candidates = await incidents.candidates(signal);
    const decision = takeSignal(signal, candidates, rules);
    if (decision === undefined) return candidates.holding?.id;
    await incidents.save(decision, notify(decision, clock.now()));
    return decision.next.incident.id;
  }

  /** Fault not-found INCIDENT_UNKNOWN; conflict INCIDENT_CHANGED. A step that is not allowed is an answer. */
  async transition(id: string, step: Transition): Promise<TransitionResult> {
    const { incidents, notify, clock } = this.#parts;
    const incident = await incidents.find(id);
    if (incident === undefined) {
      throw new Fault<IncidentFault>('not-found', 'INCIDENT_UNKNOWN', 'there is no such incident', { details: { id } });
    }
    const now = clock.now();
    const outcome = transition(incident, step, now);
    if (outcome.kind === 'refused') return outcome;
    await incidents.save(outcome.decision, notify(outcome.decision, now));
    return { kind: 'moved', incident: outcome.decision.next.incident };
  }

  find(id: string): Promise<Incident | undefined> {
    return this.#parts.incidents.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Incident[]> {
    return this.#parts.incidents.findMany(ids);
  }

  page(filter: IncidentFilter, request: PageRequest): Promise<Page<Incident>> {
    return this.#parts.incidents.page(filter, request);
  }

  byViolation(violationIds: readonly string[]): Promise<ReadonlyMap<string, Incident>> {
    return this.#parts.incidents.byViolation(violationIds);
  }

  timeline(incidentId: string, request: PageRequest): Promise<Page<TimelineEntry>> {
    return this.#parts.incidents.timeline(incidentId, request);
  }
}
