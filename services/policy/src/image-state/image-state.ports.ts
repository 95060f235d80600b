import type { ImageState } from './image-state.ts';

/** Images by digest. */
export interface ImageStateStore {
  find(digest: string): Promise<ImageState | undefined>;
  findMany(digests: readonly string[]): Promise<readonly ImageState[]>;
  /** The image a name was last told for; the newest where several were. */
  findByName(name: string): Promise<ImageState | undefined>;
  /** All digests, in pages. */
  ids(): AsyncIterable<readonly string[]>;
  /** Fault conflict STATE_CHANGED when another writer was faster. */
  save(state: ImageState): Promise<void>;
}
