import type { RuntimeEvent as RuntimeEventMessage } from '@bulkhead/contracts';
import type { Severity } from '@bulkhead/core-base';

/** Something that happened in a running container or on a host, as a sensor told it. */
export interface RuntimeEvent {
  readonly id: string;
  readonly type: string;
  readonly severity: Severity;
  readonly at: Date;
  readonly clusterId: string | null;
  readonly hostId: string | null;
  readonly lineageKey: string | null;
  readonly imageDigest: string | null;
  readonly container: string | null;
  readonly source: string;
  readonly summary: string;
  readonly techniques: readonly string[];
  readonly process: Readonly<Record<string, unknown>> | null;
  readonly network: Readonly<Record<string, unknown>> | null;
  readonly file: Readonly<Record<string, unknown>> | null;
  /** The incident it belongs to; null = it was too weak to open one. */
  readonly incidentId: string | null;
}

/** An event as it is kept. */
export function runtimeEvent(message: RuntimeEventMessage, incidentId: string | undefined): RuntimeEvent {
  const { eventId, at, workloadName: _workloadName, ownerTeamId: _ownerTeamId, ...rest } = message;
  return { ...rest, id: eventId, at: new Date(at), incidentId: incidentId ?? null };
}
