import type { PolicyRevision } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { PolicyRecord, PolicyRevisionRecord } from './policy.ts';

/** Which policies; every member given has to match. */
export interface PolicyFilter {
  readonly category?: string | undefined;
  readonly lifecycle?: string | undefined;
  readonly mode?: string | undefined;
}

/** Which revision of which policy holds, and how: what the compiled set depends on. */
export interface PolicyHead {
  readonly id: string;
  readonly revision: number;
}

/** Policies and their revisions. */
export interface PolicyStore {
  find(id: string): Promise<PolicyRecord | undefined>;
  findMany(ids: readonly string[]): Promise<readonly PolicyRecord[]>;
  /** By name. */
  page(filter: PolicyFilter, request: PageRequest): Promise<Page<PolicyRecord>>;
  /** Of every policy, in the order of ids. */
  heads(): Promise<readonly PolicyHead[]>;
  findRevisions(digests: readonly string[]): Promise<readonly PolicyRevisionRecord[]>;
  /** The newest first, at most 100. */
  revisionsOf(policyId: string): Promise<readonly PolicyRevisionRecord[]>;
  /** Saves the policy, keeps its revision, tells the event. Fault conflict STATE_CHANGED when another was faster. */
  save(decision: Decision<PolicyRecord, PolicyRevision>): Promise<void>;
}
