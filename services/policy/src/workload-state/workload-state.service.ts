import type { InventoryWorkload } from '@bulkhead/contracts';
import type { DueQueue } from '../judgement/judgement.ports.ts';
import { observeWorkload } from './workload-state.ts';
import type { WorkloadStateStore } from './workload-state.ports.ts';

/** Takes in what ingestion tells of workloads; the workload and the images whose place changed are judged again. */
export class WorkloadStateService {
  readonly #workloads: WorkloadStateStore;
  readonly #queue: Pick<DueQueue, 'mark'>;

  constructor(workloads: WorkloadStateStore, queue: Pick<DueQueue, 'mark'>) {
    this.#workloads = workloads;
    this.#queue = queue;
  }

  async observe(event: InventoryWorkload): Promise<void> {
    const change = observeWorkload(await this.#workloads.find(event.lineageKey), event);
    if (change === undefined) return;
    await this.#workloads.save(change.next);
    const images = change.images.map((id) => ({ kind: 'image', id }) as const);
    await this.#queue.mark([{ kind: 'workload', id: event.lineageKey }, ...images], 'NOW');
  }
}
