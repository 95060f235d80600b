import type { Subject, ViolationChanged } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Violation } from './violation.ts';

/** Which violations; every member given has to match. Each is backed by an index. */
export interface ViolationFilter {
  /** true = OPEN or ACKNOWLEDGED, false = RESOLVED. */
  readonly open?: boolean | undefined;
  readonly policyId?: string | undefined;
  readonly ownerTeamId?: string | undefined;
  readonly clusterId?: string | undefined;
  readonly lineageKey?: string | undefined;
  readonly imageDigest?: string | undefined;
  readonly hostId?: string | undefined;
  readonly vulnerabilityId?: string | undefined;
}

/** Violations by id; the state and what is told of it are saved in one transaction. */
export interface ViolationStore {
  find(id: string): Promise<Violation | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Violation[]>;
  /** Every violation of a subject, resolved ones too: at most one per policy. */
  ofSubject(subject: Pick<Subject, 'kind' | 'id'>): Promise<readonly Violation[]>;
  /** The most severe first, then the newest. */
  page(filter: ViolationFilter, request: PageRequest): Promise<Page<Violation>>;
  /** Fault conflict STATE_CHANGED when another writer was faster. */
  save(decision: Decision<Violation, ViolationChanged>): Promise<void>;
}
