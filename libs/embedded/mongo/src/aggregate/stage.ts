import type { ExpressionScope } from './expression.ts';
import type { Doc } from '../value/document.ts';

export type DocStream = Iterable<Doc>;
export type Stage = (input: DocStream) => DocStream;

/** Bytes of documents that blocking stages hold, for one command. */
export interface Budget {
  /** Counts a document that is held; throws when all of them are too much. */
  hold(doc: Doc): void;
}

/** What stages reach outside themselves. */
export interface StageContext {
  readonly scope: ExpressionScope;
  readonly budget: Budget;
  /** Runs a pipeline on another collection of the same database. */
  readonly run: (collection: string, pipeline: readonly Doc[], scope: ExpressionScope) => DocStream;
  /** Compiles stages to run on documents at hand. */
  readonly compile: (pipeline: readonly unknown[], scope: ExpressionScope) => Stage;
}
