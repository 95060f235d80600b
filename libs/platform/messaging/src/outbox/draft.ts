import { Fault } from '@bulkhead/core-base';
import type { EventContract } from '../contract.ts';
import { describeIssues } from '../envelope.ts';
import type { MessagingFault } from '../fault.ts';

export interface DraftOptions {
  /** Revision of the aggregate after this event: events of one key are published in its order. */
  readonly revision?: number;
  /** The cluster the event is about. */
  readonly cluster?: string;
  /** When it happened; the time of the append when absent. */
  readonly time?: Date;
}

/** An event that is valid and not yet published. Made by `draft`, taken by the outbox. */
export interface EventDraft extends DraftOptions {
  readonly type: string;
  readonly topic: string;
  readonly key: string;
  readonly data: unknown;
}

const MAX_KEY = 1_024;

/**
 * Makes an event of a contract, strictly: data that breaks the contract, or has members the contract does not name
 * (consumers would drop them), throws EVENT_INVALID (invalid). Needs no clock and no store: pure code may draft.
 */
export function draft<Data>(contract: EventContract<Data>, data: Data, options: DraftOptions = {}): EventDraft {
  const parsed = contract.data.safeParse(data);
  if (!parsed.success) throw invalid(contract.type, describeIssues(parsed.error), parsed.error);
  const extra = unknownMember(data, parsed.data);
  if (extra !== undefined) throw invalid(contract.type, `the contract does not name ${extra}`);
  const key = contract.key(parsed.data);
  if (key.length === 0 || key.length > MAX_KEY) throw invalid(contract.type, 'the key must have 1 to 1024 characters');
  return { ...options, type: contract.type, topic: contract.topic, key, data: parsed.data };
}

/** The path of a member that the contract dropped, or undefined. */
function unknownMember(given: unknown, kept: unknown, path = ''): string | undefined {
  if (typeof given !== 'object' || given === null || typeof kept !== 'object' || kept === null) return undefined;
  for (const [name, value] of Object.entries(given)) {
    const member = (kept as Record<string, unknown>)[name];
    if (member === undefined && value !== undefined) return path + name;
    const deeper = unknownMember(value, member, `${path}${name}.`);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

function invalid(type: string, problem: string, cause?: unknown): Fault<MessagingFault> {
  return new Fault('invalid', 'EVENT_INVALID', 'the event breaks its contract', { cause, details: { type, problem } });
}
