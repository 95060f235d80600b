import { observeTag, tagIdOf } from './tag.ts';
import type { ImageTag, TagObservation } from './tag.ts';
import type { TagStore } from './tag.ports.ts';

/** Tags as registries tell them. */
export class TagService {
  readonly #tags: TagStore;

  constructor(tags: TagStore) {
    this.#tags = tags;
  }

  /** Takes a push, a move or a deletion in; what is known already changes nothing. */
  async observe(observation: TagObservation): Promise<void> {
    const decision = observeTag(await this.#tags.find(tagIdOf(observation)), observation);
    if (decision !== undefined) await this.#tags.save(decision);
  }

  findMany(ids: readonly string[]): Promise<readonly ImageTag[]> {
    return this.#tags.findMany(ids);
  }

  pointingTo(digest: string): Promise<readonly ImageTag[]> {
    return this.#tags.pointingTo(digest);
  }
}
