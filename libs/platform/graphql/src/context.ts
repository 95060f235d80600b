import type { Principal } from '@bulkhead/platform-identity';
import DataLoader from 'dataloader';

/** What every resolver gets: who asks, the trace it belongs to, and the loaders of this one request. */
export interface GraphqlContext {
  readonly principal?: Principal;
  readonly traceparent?: string;
  readonly loaders: Map<string, DataLoader<unknown, unknown>>;
  /** Set when the caller went away or time is up. */
  readonly signal?: AbortSignal;
}

const BATCH_MAX = 500;

/** A fresh context; loaders live as long as it does. */
export function graphqlContext(parts: Omit<GraphqlContext, 'loaders'> = {}): GraphqlContext {
  return { ...parts, loaders: new Map() };
}

/**
 * The loader of this request under a name, made at first use. `batch` gets up to 500 distinct keys and answers with one
 * value (or Error) for each, in order.
 */
export function loader<Key extends string, Value>(
  context: GraphqlContext,
  name: string,
  batch: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
): DataLoader<Key, Value> {
  const known = context.loaders.get(name) as DataLoader<Key, Value> | undefined;
  if (known !== undefined) return known;
  const made = new DataLoader<Key, Value>(batch, { maxBatchSize: BATCH_MAX });
  context.loaders.set(name, made);
  return made;
}
