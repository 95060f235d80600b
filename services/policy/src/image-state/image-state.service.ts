import type { FindingChanged, ImageIndexed } from '@bulkhead/contracts';
import type { DueQueue } from '../judgement/judgement.ports.ts';
import type { WorkloadStateStore } from '../workload-state/workload-state.ports.ts';
import { indexImage, matchImage } from './image-state.ts';
import type { ImageState } from './image-state.ts';
import type { ImageStateStore } from './image-state.ports.ts';

/** Takes in what scanning tells of images; the image and what runs it are judged again. */
export class ImageStateService {
  readonly #images: ImageStateStore;
  readonly #workloads: WorkloadStateStore;
  readonly #queue: Pick<DueQueue, 'mark'>;

  constructor(images: ImageStateStore, workloads: WorkloadStateStore, queue: Pick<DueQueue, 'mark'>) {
    this.#images = images;
    this.#workloads = workloads;
    this.#queue = queue;
  }

  async index(event: ImageIndexed): Promise<void> {
    await this.#take(indexImage(await this.#images.find(event.imageDigest), event));
  }

  async match(event: FindingChanged): Promise<void> {
    await this.#take(matchImage(await this.#images.find(event.subject.id), event));
  }

  async #take(next: ImageState | undefined): Promise<void> {
    if (next === undefined) return;
    await this.#images.save(next);
    await this.#queue.mark([{ kind: 'image', id: next.digest }], 'NOW');
    for await (const ids of this.#workloads.idsRunningImage(next.digest)) {
      await this.#queue.mark(
        ids.map((id) => ({ kind: 'workload', id })),
        'NOW',
      );
    }
  }
}
