import type { FindingChanged, HostCheckResult, InventoryHost } from '@bulkhead/contracts';
import type { DueQueue } from '../judgement/judgement.ports.ts';
import { auditHost, matchHost, observeHost } from './host-state.ts';
import type { HostState } from './host-state.ts';
import type { HostStateStore } from './host-state.ports.ts';

/** Takes in what ingestion, hardening and scanning tell of hosts; the host is judged again. */
export class HostStateService {
  readonly #hosts: HostStateStore;
  readonly #queue: Pick<DueQueue, 'mark'>;

  constructor(hosts: HostStateStore, queue: Pick<DueQueue, 'mark'>) {
    this.#hosts = hosts;
    this.#queue = queue;
  }

  async observe(event: InventoryHost): Promise<void> {
    await this.#take(observeHost(await this.#hosts.find(event.hostId), event));
  }

  async audit(event: HostCheckResult): Promise<void> {
    await this.#take(auditHost(await this.#hosts.find(event.hostId), event));
  }

  async match(event: FindingChanged): Promise<void> {
    await this.#take(matchHost(await this.#hosts.find(event.subject.id), event));
  }

  async #take(next: HostState | undefined): Promise<void> {
    if (next === undefined) return;
    await this.#hosts.save(next);
    await this.#queue.mark([{ kind: 'host', id: next.id }], 'NOW');
  }
}
