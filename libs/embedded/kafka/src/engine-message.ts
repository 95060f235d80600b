import type { FaultKind } from '@bulkhead/core-base';
import type { KafkaEngineStats } from './broker.ts';
import type { Credentials } from './connection/sign-in.ts';
import type { KafkaEngineFault } from './fault.ts';
import type { KafkaEngineLogEntry, KafkaEngineOptions } from './options.ts';

/** What the engine's worker is started with. */
export type WorkerOptions = Omit<KafkaEngineOptions, 'log'>;

/** What the engine asks of its worker. */
export type ToWorker = { readonly ask: 'close' } | { readonly ask: 'stats'; readonly id: number };

/** What the worker says. */
export type FromWorker =
  | { readonly say: 'ready'; readonly brokers: readonly string[]; readonly sasl: Credentials | undefined }
  | { readonly say: 'failed'; readonly fault: PortableFault }
  | { readonly say: 'log'; readonly entry: KafkaEngineLogEntry }
  | { readonly say: 'stats'; readonly id: number; readonly stats: KafkaEngineStats };

/** A Fault as it crosses threads. */
export interface PortableFault {
  readonly kind: FaultKind;
  readonly code: KafkaEngineFault;
  readonly message: string;
  readonly advice: string | undefined;
}
