import type { SubjectKey } from './judgement.ts';

/** Something that waits to be judged: a subject, or everything there is. */
export interface Due {
  readonly kind: SubjectKey['kind'] | 'everything';
  readonly id: string;
  /** Moves with every mark: what was marked again meanwhile stays. */
  readonly generation: number;
  /** 1 the first time it is taken. */
  readonly attempts: number;
}

/** NOW: something changed there. LATER: it is judged again with everything else. */
export type DuePriority = 'NOW' | 'LATER';

/** Subjects that wait to be judged, each at most once; kept in the store, so that no restart forgets one. */
export interface DueQueue {
  /** In the caller's transaction, if there is one. */
  mark(subjects: readonly SubjectKey[], priority: DuePriority): Promise<void>;
  /** Everything there is, in the background. */
  markEverything(): Promise<void>;
  /** The next one, for a minute; undefined when nothing is due. */
  take(now: Date): Promise<Due | undefined>;
  /** Forgets what was taken, unless it was marked again meanwhile. In the caller's transaction. */
  done(due: Due): Promise<void>;
  /** Tries again later. */
  postpone(due: Due, until: Date): Promise<void>;
  /** True once per day: the first caller on a new day is told. */
  isNewDay(day: string): Promise<boolean>;
  /** How many wait. */
  size(): Promise<number>;
}

/** Runs work in one transaction; stores called inside join it. */
export interface Transactions {
  run<T>(work: () => Promise<T>): Promise<T>;
}
