import type { Platform } from '@bulkhead/core-image';
import type { SourceLimits } from '../limit.ts';
import type { RegistryOptions } from '../registry/registry-options.ts';

/** How an image is opened. */
export interface OpenOptions {
  /** Which image of an index; linux/amd64 when not said, or the only one there is. */
  readonly platform?: Platform;
  readonly limits?: Partial<SourceLimits>;
  readonly registry?: RegistryOptions;
  readonly signal?: AbortSignal;
}
