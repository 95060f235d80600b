import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { HostStore } from './host.ports.ts';
import type { Host, HostFilter } from './host.ts';

/** Hosts as they last described themselves. */
export class HostService {
  readonly #hosts: HostStore;

  constructor(hosts: HostStore) {
    this.#hosts = hosts;
  }

  find(id: string): Promise<Host | undefined> {
    return this.#hosts.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Host[]> {
    return this.#hosts.findMany(ids);
  }

  page(filter: HostFilter, request: PageRequest): Promise<Page<Host>> {
    return this.#hosts.page(filter, request);
  }
}
