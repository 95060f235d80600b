import type { FindingChanged } from '@bulkhead/contracts';
import type { Severity } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Finding } from './finding.ts';

/** Which findings; each member is backed by an index. */
export interface FindingFilter {
  readonly subjectId?: string | undefined;
  readonly vulnerabilityId?: string | undefined;
  readonly componentId?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly open?: boolean | undefined;
}

export const FINDING_ORDERS = ['SEVERITY', 'FIRST_SEEN'] as const;
export type FindingOrder = (typeof FINDING_ORDERS)[number];

/** What was last told about a subject, and whether that is still so. */
export interface SubjectState {
  readonly subjectId: string;
  readonly kind: 'image' | 'host';
  readonly name: string;
  readonly ecosystems: readonly string[];
  /** Ids of the open findings that were told last. */
  readonly toldIds: readonly string[];
  readonly cause: FindingChanged['cause'];
  readonly revision: number;
  /** Moves with each change; equal when nothing came in between. */
  readonly dirtyMark: number;
}

/** Findings, and which subjects have something to tell. Writes join the current transaction. */
export interface FindingStore {
  find(id: string): Promise<Finding | undefined>;
  /** Findings of some components in some subjects. */
  ofComponents(componentIds: readonly string[], subjectIds: readonly string[]): Promise<readonly Finding[]>;
  openOf(subjectId: string): Promise<readonly Finding[]>;
  put(findings: readonly Finding[]): Promise<void>;
  page(filter: FindingFilter, order: FindingOrder, request: PageRequest): Promise<Page<Finding>>;
  /** Subjects with an open finding of a vulnerability. */
  subjectsOf(vulnerabilityId: string): Promise<readonly { readonly kind: 'image' | 'host'; readonly id: string }[]>;
  /** Remembers who a subject is; it has something to tell even when nothing was found. */
  introduce(subject: {
    kind: 'image' | 'host';
    id: string;
    name: string;
    ecosystems: readonly string[];
  }): Promise<void>;
  subject(id: string): Promise<SubjectState | undefined>;
  /** The subjects have something to tell. */
  touch(subjectIds: readonly string[], cause: FindingChanged['cause']): Promise<void>;
  /** Subjects that have been quiet for a while, or have waited long enough. */
  due(now: Date, limit: number): Promise<readonly SubjectState[]>;
  /** Tells about a subject, unless it changed since the state was read. */
  tell(state: SubjectState, event: FindingChanged): Promise<void>;
}
