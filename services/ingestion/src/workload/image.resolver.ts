import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { ImageTag } from '../tag/tag.ts';
import { TagService } from '../tag/tag.service.ts';
import type { Workload } from './workload.ts';
import { WorkloadService } from './workload.service.ts';

interface Image {
  readonly digest: string;
}

/** What ingestion knows of an image: where it runs, and which tags point to it. */
@Resolver('Image')
export class ImageResolver {
  readonly #workloads: WorkloadService;
  readonly #tags: TagService;

  constructor(@Inject(WorkloadService) workloads: WorkloadService, @Inject(TagService) tags: TagService) {
    this.#workloads = workloads;
    this.#tags = tags;
  }

  @ResolveReference()
  resolveReference({ digest }: Image): Image {
    return { digest };
  }

  @ResolveField('runningIn')
  async runningIn(
    @Parent() { digest }: Image,
    @Args() { first, after }: { first?: number; after?: string },
  ): Promise<Page<Workload>> {
    return this.#workloads.page({ imageDigest: digest }, { first, after });
  }

  @ResolveField('usedByCount')
  async usedByCount(@Parent() { digest }: Image, @Context() context: GraphqlContext): Promise<number> {
    const batch = loader<string, number>(context, 'image.usedByCount', async (digests) => {
      const counts = await this.#workloads.countByImage(digests);
      return digests.map((each) => counts.get(each) ?? 0);
    });
    return batch.load(digest);
  }

  @ResolveField('tags')
  async tags(@Parent() { digest }: Image): Promise<readonly ImageTag[]> {
    return this.#tags.pointingTo(digest);
  }
}
