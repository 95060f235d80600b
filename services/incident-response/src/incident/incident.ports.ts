import type { Severity } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Delivery } from '../notification/delivery.ts';
import type { Candidates } from './correlation.ts';
import type { Incident, IncidentDecision, IncidentState, TimelineEntry } from './incident.ts';
import type { Signal } from './signal.ts';

export interface IncidentFilter {
  readonly states?: readonly IncidentState[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
  readonly ownerTeamId?: string | undefined;
  readonly lineageKey?: string | undefined;
  readonly hostId?: string | undefined;
  readonly imageDigest?: string | undefined;
  readonly violationId?: string | undefined;
}

/** Incidents, their timelines, and which keys lead to them. */
export interface IncidentStore {
  find(id: string): Promise<Incident | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Incident[]>;
  /** What the signal may belong to, as one transaction sees it. */
  candidates(signal: Signal): Promise<Candidates>;
  /**
   * Incident, timeline, keys, deliveries and events together. Writing the keys is what makes two signals with a common
   * key wait for each other. Fault conflict INCIDENT_CHANGED when another writer was faster.
   */
  save(decision: IncidentDecision, deliveries: readonly Delivery[]): Promise<void>;
  /** Newest first. */
  page(filter: IncidentFilter, request: PageRequest): Promise<Page<Incident>>;
  /** The newest incident that holds each violation. */
  byViolation(violationIds: readonly string[]): Promise<ReadonlyMap<string, Incident>>;
  /** Oldest first. */
  timeline(incidentId: string, request: PageRequest): Promise<Page<TimelineEntry>>;
}

/** Makes the deliveries that tell people of a change: pure, by the sinks that are configured. */
export type Notifier = (decision: IncidentDecision, now: Date) => readonly Delivery[];
