import type { RegistryTagEvent } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { ImageTag } from './tag.ts';

/** Tags by natural id; the state and what follows from it are saved in one transaction. */
export interface TagStore {
  find(id: string): Promise<ImageTag | undefined>;
  findMany(ids: readonly string[]): Promise<readonly ImageTag[]>;
  /** Tags that point to an image now, by name. */
  pointingTo(digest: string): Promise<readonly ImageTag[]>;
  /** Fault conflict RECORD_CHANGED when another writer was faster. */
  save(decision: Decision<ImageTag, RegistryTagEvent>): Promise<void>;
}
