import type { Subject } from '@bulkhead/contracts';
import type { Lifecycle, PolicyInput } from '@bulkhead/core-policy';
import type { DecisionRecord } from './decision.ts';

/** The answer a subject had last at a point. */
export interface LastAnswer {
  readonly decisionId: string;
  readonly answerDigest: string;
}

/** Decisions by id, their inputs by digest, and the last answer per subject and point. */
export interface DecisionStore {
  find(id: string): Promise<DecisionRecord | undefined>;
  findMany(ids: readonly string[]): Promise<readonly DecisionRecord[]>;
  /** The input a decision was made of; undefined when it is not kept any more. */
  findInput(digest: string): Promise<PolicyInput | undefined>;
  /** The newest first. */
  ofSubject(
    subject: Pick<Subject, 'kind' | 'id'>,
    query: { point?: Lifecycle | undefined; first: number },
  ): Promise<readonly DecisionRecord[]>;
  lastAnswer(subject: Pick<Subject, 'kind' | 'id'>, point: Lifecycle): Promise<LastAnswer | undefined>;
  /**
   * Keeps a decision and its input, and tells of it. `standing`: it is the subject's answer from now on; otherwise
   * somebody only asked. A decision that is kept already is not told again.
   */
  save(decision: DecisionRecord, input: PolicyInput, options: { standing: boolean }): Promise<void>;
}
