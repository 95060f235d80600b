import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Component, Occurrence } from './component.ts';

/** Components, and where they occur. */
export interface ComponentStore {
  findMany(ids: readonly string[]): Promise<readonly Component[]>;
  /**
   * Makes the occurrences of a subject exactly these, in the current transaction.
   * @returns ids of components the subject held before and does not any more
   */
  replaceOccurrences(
    subjectId: string,
    components: readonly Component[],
    occurrences: readonly Occurrence[],
  ): Promise<readonly string[]>;
  ofSubject(subjectId: string): Promise<readonly Occurrence[]>;
  pageOfSubject(subjectId: string, request: PageRequest): Promise<Page<Occurrence>>;
  /** Distinct components whose advisories are filed under a key. */
  ofPackage(packageKey: string): Promise<readonly Component[]>;
  /** Where any of these components occur. */
  occurrencesOf(componentIds: readonly string[]): Promise<readonly Occurrence[]>;
  pageOfComponent(componentId: string, request: PageRequest): Promise<Page<Occurrence>>;
}
