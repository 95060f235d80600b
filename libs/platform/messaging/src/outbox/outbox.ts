import type { Clock } from '@bulkhead/core-base';
import { Fault, uuidV7 } from '@bulkhead/core-base';
import { afterCommit } from '@bulkhead/platform-mongo';
import { currentTraceparent } from '@bulkhead/platform-telemetry';
import type { ClientSession, Collection } from 'mongoose';
import { checkIn } from '../claim/claim-check.ts';
import type { ClaimStore } from '../claim/claim-store.ts';
import type { Envelope } from '../envelope.ts';
import type { MessagingFault } from '../fault.ts';
import type { EventDraft } from './draft.ts';
import type { OutboxRow } from './row.ts';

/** Where a store leaves its events, in the transaction that changes its state. */
export interface Outbox {
  /**
   * Writes the events in the session's transaction; they are published after it commits, those of one key in the
   * order of their revisions, or of their append. Throws OUTBOX_OUTSIDE_TRANSACTION (invariant), EVENT_TOO_LARGE.
   */
  append(drafts: readonly EventDraft[], session: ClientSession): Promise<void>;
  /** Tells the relay of this process to look now. `append` does so after the commit by itself. */
  nudge(): void;
}

export interface OutboxParts {
  readonly service: string;
  readonly rows: Collection<OutboxRow>;
  readonly claims: ClaimStore | undefined;
  readonly clock: Clock;
  readonly nudge: () => void;
}

/** The transactional outbox of one service. */
export function createOutbox(parts: OutboxParts): Outbox {
  const order = appendOrder();
  return {
    nudge: parts.nudge,
    async append(drafts, session) {
      if (!session.inTransaction()) {
        throw new Fault<MessagingFault>('invariant', 'OUTBOX_OUTSIDE_TRANSACTION', 'events need a transaction');
      }
      if (drafts.length === 0) return;
      const rows: OutboxRow[] = [];
      for (const draft of drafts) rows.push(await rowOf(parts, draft, order));
      await parts.rows.insertMany(rows, { session, ordered: true });
      afterCommit(session, parts.nudge);
    },
  };
}

async function rowOf(parts: OutboxParts, draft: EventDraft, order: (now: Date) => string): Promise<OutboxRow> {
  const now = parts.clock.now();
  const id = uuidV7(now);
  const traceparent = currentTraceparent();
  const envelope: Envelope = {
    specversion: '1.0',
    id,
    type: draft.type,
    source: parts.service,
    subject: draft.key,
    time: (draft.time ?? now).toISOString(),
    datacontenttype: 'application/json',
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(draft.cluster === undefined ? {} : { cluster: draft.cluster }),
    ...(draft.revision === undefined ? {} : { revision: draft.revision }),
    ...(await checkIn(draft.data, parts.claims)),
  };
  return {
    _id: id,
    topic: draft.topic,
    key: draft.key,
    order: order(now),
    revision: draft.revision ?? null,
    value: JSON.stringify(envelope),
    state: 'pending',
    at: now,
  };
}

/** Never goes back within a process, also when the clock does or many rows share a millisecond. */
function appendOrder(): (now: Date) => string {
  let latest = 0;
  let count = 0;
  return (now) => {
    const millis = Math.max(latest, now.getTime());
    count = millis === latest ? count + 1 : 0;
    latest = millis;
    return `${millis.toString(16).padStart(12, '0')}${count.toString(16).padStart(8, '0')}`;
  };
}
