import type { FaultKind } from '@bulkhead/core-base';
import type { ServerOptions, ServerStats } from './server.ts';

/** What the engine's thread is started with. */
export type WorkerData = Omit<ServerOptions, 'log' | 'now'>;

/** From the thread that owns an engine to the engine's own. */
export type WorkerRequest = { readonly kind: 'stats'; readonly id: number } | { readonly kind: 'close' };

/** From the engine's thread to the one that owns it. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly address: string }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly fault: { readonly kind: FaultKind; readonly code: string; readonly advice: string | null };
    }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'stats'; readonly id: number; readonly stats: ServerStats }
  | { readonly kind: 'closed' };
