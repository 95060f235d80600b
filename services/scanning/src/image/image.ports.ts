import type { ImageIndexed } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Image } from './image.ts';

/** Images by digest; the state and what follows from it are saved in one transaction. */
export interface ImageStore {
  findMany(digests: readonly string[]): Promise<readonly Image[]>;
  page(request: PageRequest): Promise<Page<Image>>;
  /** Fault conflict IMAGE_CHANGED when another writer was faster. */
  save(decision: Decision<Image, ImageIndexed>): Promise<void>;
}
