import { Fault } from '@bulkhead/core-base';
import { checkOut } from '../claim/claim-check.ts';
import type { ClaimStore } from '../claim/claim-store.ts';
import type { AnyContract, Received } from '../contract.ts';
import type { Envelope } from '../envelope.ts';
import { decodeEnvelope, describeIssues } from '../envelope.ts';
import type { MessagingFault } from '../fault.ts';
import type { Delivery } from './delivery.ts';

/** The envelope of a delivery. Throws BROKEN_MESSAGE (invalid). */
export function openEnvelope(delivery: Delivery): Envelope {
  const decoded = decodeEnvelope(delivery.value);
  if ('envelope' in decoded) return decoded.envelope;
  throw new Fault<MessagingFault>('invalid', 'BROKEN_MESSAGE', decoded.problem);
}

export interface Opening {
  readonly delivery: Delivery;
  readonly envelope: Envelope;
  readonly contract: AnyContract;
  readonly claims: ClaimStore | undefined;
  readonly attempt: number;
}

/**
 * The event a handler gets. Throws CONTRACT_BREACH (invalid), CLAIM_TAMPERED (forbidden), CLAIM_INVALID (invalid),
 * CLAIM_MISSING (unavailable).
 */
export async function openEvent(opening: Opening): Promise<Received<never>> {
  const { delivery, envelope, contract, attempt } = opening;
  const parsed = contract.data.safeParse(await checkOut(envelope, opening.claims));
  if (!parsed.success) {
    throw new Fault<MessagingFault>('invalid', 'CONTRACT_BREACH', describeIssues(parsed.error), {
      details: { type: contract.type },
    });
  }
  const { traceparent, cluster, revision } = envelope;
  return {
    id: envelope.id,
    type: envelope.type,
    source: envelope.source,
    key: envelope.subject,
    time: new Date(envelope.time),
    data: parsed.data as never,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(revision === undefined ? {} : { revision }),
    attempt,
    topic: delivery.topic,
    partition: delivery.partition,
    offset: String(delivery.offset),
  };
}
