import type { Owner } from '@bulkhead/contracts';
import type { Ownable } from '../team/owner.ts';
import { observeHost } from './host.ts';
import type { Host, HostObservation } from './host.ts';
import type { HostStore } from './host.ports.ts';

/** Hosts have no namespace; ownership rules name them by this one. */
const HOST_NAMESPACE = 'host';

/** Hosts as agents tell them. */
export class HostService {
  readonly #hosts: HostStore;
  readonly #ownerOf: (subject: Ownable) => Promise<Owner | null>;

  constructor(hosts: HostStore, ownerOf: (subject: Ownable) => Promise<Owner | null>) {
    this.#hosts = hosts;
    this.#ownerOf = ownerOf;
  }

  /** Takes an observation in; an old one changes nothing. */
  async observe(observation: Omit<HostObservation, 'owner'>): Promise<void> {
    const { clusterId, hostname: name, labels } = observation;
    const owner = await this.#ownerOf({ clusterId: clusterId ?? '', namespace: HOST_NAMESPACE, name, labels });
    const decision = observeHost(await this.#hosts.find(observation.id), { ...observation, owner });
    if (decision !== undefined) await this.#hosts.save(decision);
  }

  findMany(ids: readonly string[]): Promise<readonly Host[]> {
    return this.#hosts.findMany(ids);
  }
}
