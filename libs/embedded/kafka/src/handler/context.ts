import type { GroupCoordinator } from '../group/coordinator.ts';
import type { BatchStore } from '../log/batch.store.ts';
import type { TopicRegistry } from '../log/topic-registry.ts';
import type { TopicStore } from '../log/topic.store.ts';
import type { ApiName, CATALOG, RequestOf, ResponseOf } from '../message/catalog.ts';
import type { WriteTurn } from '../store/write-turn.ts';

/** The one node of the cluster: what Metadata and FindCoordinator answer with. */
export interface NodeAddress {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

/** What every handler works on. */
export interface Broker {
  readonly registry: TopicRegistry;
  readonly topics: TopicStore;
  readonly batches: BatchStore;
  readonly turn: WriteTurn;
  readonly coordinator: GroupCoordinator;
  readonly address: NodeAddress;
  readonly clusterId: string;
  readonly defaultPartitions: number;
}

/** Who asks, and how. */
export interface Caller {
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** Aborted when the connection is gone: nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

/** The APIs that act on the broker; signing in and ApiVersions belong to the connection. */
export type HandledApi = Exclude<ApiName, 'SaslHandshake' | 'SaslAuthenticate' | 'ApiVersions'>;

/** Answers one request; undefined is no answer at all (Produce with acks=0). */
export type Handler<Name extends ApiName> = (
  broker: Broker,
  request: RequestOf<(typeof CATALOG)[Name]>,
  caller: Caller,
) => Promise<ResponseOf<(typeof CATALOG)[Name]> | undefined> | ResponseOf<(typeof CATALOG)[Name]>;

export type Handlers = { readonly [Name in HandledApi]: Handler<Name> };
