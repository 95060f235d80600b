import { computedId, documentDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import type { Incident, IncidentDecision, NoticeKind } from '../incident/incident.ts';

export const DELIVERY_STATES = ['PENDING', 'DELIVERED', 'ABANDONED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const SINK_KINDS = ['WEBHOOK', 'SYSLOG'] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

/** Who is told, without how. */
export interface SinkIdentity {
  /** h(kind, address): another address is another sink. */
  readonly id: string;
  readonly kind: SinkKind;
  /** The address without credentials, for people. */
  readonly name: string;
}

/** What a sink is told: the incident as it was then. */
export interface Notification {
  readonly type: `incident.${'opened' | 'severity-raised' | 'state-changed'}`;
  readonly timestamp: string;
  readonly data: {
    readonly incidentId: string;
    readonly revision: number;
    readonly title: string;
    readonly severity: Incident['severity'];
    readonly state: Incident['state'];
    readonly ownerTeamId: string | null;
    readonly lineageKeys: readonly string[];
    readonly imageDigests: readonly string[];
    readonly hostIds: readonly string[];
    readonly violationIds: readonly string[];
    readonly techniques: readonly string[];
    readonly eventCount: number;
    readonly remediation: readonly { readonly title: string; readonly detail: string; readonly target: string }[];
    readonly openedAt: string;
    /** There is more than is listed here. */
    readonly truncated: boolean;
  };
}

/** One notification to one sink. It is a row before it is sent, and stays one afterwards. */
export interface Delivery {
  /** h(sink, event): planned twice, it is the same delivery. */
  readonly id: string;
  readonly sink: SinkIdentity;
  readonly incidentId: string;
  readonly notification: Notification;
  readonly payloadDigest: Digest;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  readonly lastError: string | null;
  readonly createdAt: Date;
  readonly deliveredAt: Date | null;
}

/** One delivery per sink and notice. Pure: the caller writes them in the transaction of the change they tell of. */
export function planDeliveries(decision: IncidentDecision, sinks: readonly SinkIdentity[], now: Date): Delivery[] {
  const { incident, notices } = decision.next;
  return notices.flatMap((notice) => {
    const notification = notificationOf(incident, notice, now);
    const event = computedId('ntf', incident.id, String(incident.revision), notice);
    return sinks.map((sink) => ({
      id: computedId('dlv', sink.id, event),
      sink,
      incidentId: incident.id,
      notification,
      payloadDigest: documentDigest(notification),
      state: 'PENDING' as const,
      attempts: 0,
      nextAttemptAt: now,
      lastError: null,
      createdAt: now,
      deliveredAt: null,
    }));
  });
}

/** A notification names at most as many of each kind; the graph has the rest. */
const LISTED = 100;

const TYPES: Readonly<Record<NoticeKind, Notification['type']>> = {
  OPENED: 'incident.opened',
  SEVERITY_RAISED: 'incident.severity-raised',
  STATE_CHANGED: 'incident.state-changed',
};

function notificationOf(incident: Incident, notice: NoticeKind, now: Date): Notification {
  const lists = [incident.lineageKeys, incident.imageDigests, incident.hostIds, incident.violations];
  return {
    type: TYPES[notice],
    timestamp: now.toISOString(),
    data: {
      incidentId: incident.id,
      revision: incident.revision,
      title: incident.title,
      severity: incident.severity,
      state: incident.state,
      ownerTeamId: incident.ownerTeamId,
      lineageKeys: incident.lineageKeys.slice(0, LISTED),
      imageDigests: incident.imageDigests.slice(0, LISTED),
      hostIds: incident.hostIds.slice(0, LISTED),
      violationIds: incident.violations.slice(0, LISTED).map(({ id }) => id),
      techniques: incident.techniques,
      eventCount: incident.eventCount,
      remediation: incident.remediation
        .slice(0, LISTED)
        .map(({ title, detail, target }) => ({ title, detail, target })),
      openedAt: incident.openedAt.toISOString(),
      truncated: incident.truncated || lists.some((list) => list.length > LISTED),
    },
  };
}

export interface RetryRules {
  /** After as many failures a delivery is abandoned; a person may have it tried again. */
  readonly attempts: number;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

/**
 * When to try again after the n-th failure: 5 s, doubled each time up to an hour, a random half of it taken off so that
 * many failures do not come back together. Undefined: never again by itself.
 */
export function nextAttempt(attempts: number, rules: RetryRules, random: number): number | undefined {
  if (attempts >= rules.attempts) return undefined;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_PAUSE_MS);
  return Math.round(pause * (1 - random / 2));
}
