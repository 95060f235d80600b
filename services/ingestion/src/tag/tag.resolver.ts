import { Inject } from '@nestjs/common';
import { Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { ImageTag } from './tag.ts';
import { TagService } from './tag.service.ts';

@Resolver('ImageTag')
export class TagResolver {
  readonly #tags: TagService;

  constructor(@Inject(TagService) tags: TagService) {
    this.#tags = tags;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<ImageTag | null> {
    const [found] = await this.#tags.findMany([id]);
    return found ?? null;
  }

  @ResolveField('image')
  image(@Parent() { digest }: ImageTag): { digest: string } | null {
    return digest === null ? null : { digest };
  }
}
