import { INTAKE_EVENT, INTAKE_PAYLOADS } from '@bulkhead/contracts';
import type { IntakeEvent, IntakePayload, IntakeResult, IntakeType } from '@bulkhead/contracts';
import { isDeeperThan } from '@bulkhead/core-base';
import type { z } from 'zod';

/** Why an event was parked. */
export type IntakeFault =
  | 'EVENT_MALFORMED'
  | 'EVENT_TOO_DEEP'
  | 'PAYLOAD_MALFORMED'
  | 'CLUSTER_MISSING'
  | 'OBSERVED_IN_FUTURE'
  | 'MANIFEST_UNREADABLE';

/** One event with its payload read. */
export type Observation = {
  [Type in IntakeType]: {
    readonly type: Type;
    readonly id: string;
    readonly clusterId: string | null;
    readonly observedAt: Date;
    readonly payload: IntakePayload<Type>;
  };
}[IntakeType];

/** What became of one event; `code` and `message` say why it was parked or has to be sent again. */
export interface IntakeAck {
  readonly id: string | null;
  readonly result: IntakeResult;
  readonly code: string | null;
  readonly message: string | null;
}

/** An event that could not be taken in, kept with its reason until somebody looks. */
export interface ParkedEvent {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  /** The event as received, cut to PARKED_TEXT_LIMIT characters. */
  readonly text: string;
  readonly sender: string;
  readonly parkedAt: Date;
}

export const PARKED_TEXT_LIMIT = 65_536;

/** No orchestrator object nests half as deep, and no store takes much more. */
const DEPTH_LIMIT = 64;

/** Clocks differ by this much. What claims to be later would hide everything that is observed until then. */
const FUTURE_LIMIT_MS = 5 * 60 * 1000;

export type Reading = { readonly observation: Observation } | { readonly code: IntakeFault; readonly message: string };

/** Reads one received event. Never throws: what does not parse has a code and says where. */
export function readObservation(received: unknown, now: Date): Reading {
  if (isDeeperThan(received, DEPTH_LIMIT))
    return { code: 'EVENT_TOO_DEEP', message: `it nests deeper than ${DEPTH_LIMIT}` };
  const event = INTAKE_EVENT.safeParse(received);
  if (!event.success) return { code: 'EVENT_MALFORMED', message: firstProblem(event.error) };
  const payload = INTAKE_PAYLOADS[event.data.type].safeParse(event.data.payload);
  if (!payload.success) return { code: 'PAYLOAD_MALFORMED', message: `payload.${firstProblem(payload.error)}` };
  if (event.data.clusterId === null && needsCluster(event.data.type)) {
    return { code: 'CLUSTER_MISSING', message: `${event.data.type} needs a clusterId` };
  }
  const observation = toObservation(event.data, payload.data);
  if (observation.observedAt.getTime() > now.getTime() + FUTURE_LIMIT_MS) {
    return { code: 'OBSERVED_IN_FUTURE', message: 'observedAt is more than five minutes ahead of this server' };
  }
  return { observation };
}

/** The id of a received event, if it has one that can be answered with. */
export function idOf(received: unknown): string | null {
  const id = received !== null && typeof received === 'object' ? (received as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id.slice(0, 200) : null;
}

function toObservation({ id, type, clusterId, observedAt }: IntakeEvent, payload: unknown): Observation {
  return { id, type, clusterId, observedAt: new Date(observedAt), payload } as Observation;
}

function needsCluster(type: IntakeType): boolean {
  return type === 'cluster.observed' || type === 'workload.observed' || type === 'workload.removed';
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'not readable' : `${issue.path.join('.') || '(event)'}: ${issue.message}`;
}
