import type { Clock } from '@bulkhead/core-base';
import { groupAdvisories } from '../vulnerability/vulnerability.ts';
import type { VulnerabilityStore } from '../vulnerability/vulnerability.ports.ts';
import { readBatch, supersede } from './advisory.ts';
import type { Advisory, AdvisoryBatch, RefusedDocument } from './advisory.ts';
import type { AdvisoryStore, HeldAdvisory } from './advisory.ports.ts';

/** What became of a batch. */
export interface ImportOutcome {
  readonly imported: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedDocument[];
  /** How many packages are judged again because of it. */
  readonly packages: number;
}

/** Runs work in one transaction (`transact`). */
export type Transact = <T>(work: () => Promise<T>) => Promise<T>;

/** A closure over aliases that reaches this far is a feed gone wrong; the rest is grouped when it is next touched. */
const CLOSURE_ROUNDS = 8;

/** Takes advisories in, keeps the alias groups, and says which packages have to be judged again. */
export class AdvisoryService {
  readonly #advisories: AdvisoryStore;
  readonly #vulnerabilities: VulnerabilityStore;
  readonly #environment: { readonly transact: Transact; readonly clock: Clock };

  constructor(
    advisories: AdvisoryStore,
    vulnerabilities: VulnerabilityStore,
    environment: { transact: Transact; clock: Clock },
  ) {
    this.#advisories = advisories;
    this.#vulnerabilities = vulnerabilities;
    this.#environment = environment;
  }

  /** Imports one batch in one transaction: documents, groups and what follows are there together or not at all. */
  async import(batch: AdvisoryBatch): Promise<ImportOutcome> {
    const { advisories, refused } = readBatch(batch, this.#environment.clock.now());
    const { changed, packages } = await this.#environment.transact(async () => {
      const held = new Map(
        (await this.#advisories.held(advisories.map(({ id }) => id))).map((each) => [each.id, each]),
      );
      const fresh = advisories.filter(({ id, contentDigest }) => held.get(id)?.contentDigest !== contentDigest);
      if (fresh.length === 0) return { changed: 0, packages: 0 };
      const before = fresh.flatMap(({ id }) => held.get(id) ?? []);
      const revision = await this.#advisories.nextRevision();
      await this.#advisories.put(fresh.map((advisory) => supersede(advisory, held.get(advisory.id), revision)));
      const regrouped = await this.#regroup([...fresh, ...before], revision);
      const keys = new Set([...fresh, ...before].flatMap(({ packageKeys }) => packageKeys).concat(regrouped));
      await this.#advisories.announce([...keys].sort(), batch.snapshot);
      return { changed: fresh.length, packages: keys.size };
    });
    return { imported: changed, unchanged: advisories.length - changed, refused, packages };
  }

  /** Derives the alias groups around some advisories again. Returns packages whose advisories moved to another group. */
  async #regroup(touched: readonly (Advisory | HeldAdvisory)[], revision: number): Promise<readonly string[]> {
    const reached = await this.#closure(touched.flatMap(({ ids }) => ids));
    const groups = groupAdvisories(reached);
    const moved: string[] = [];
    const stale = new Set(touched.map(({ vulnerabilityId }) => vulnerabilityId));
    for (const { vulnerability, advisories } of groups) {
      const strangers = advisories.filter(({ vulnerabilityId }) => vulnerabilityId !== vulnerability.id);
      for (const advisory of strangers) stale.add(advisory.vulnerabilityId);
      moved.push(...strangers.flatMap(({ packageKeys }) => packageKeys));
      const ids = strangers.map(({ id }) => id);
      if (ids.length > 0) await this.#advisories.setVulnerability(ids, vulnerability.id, revision);
    }
    for (const { vulnerability } of groups) stale.delete(vulnerability.id);
    await this.#vulnerabilities.remove([...stale]);
    await this.#vulnerabilities.put(groups.map(({ vulnerability }) => vulnerability));
    return moved;
  }

  /** Every advisory that is connected with some ids by aliases. */
  async #closure(ids: readonly string[]): Promise<readonly Advisory[]> {
    const known = new Set<string>();
    const reached = new Map<string, Advisory>();
    let frontier = [...new Set(ids)];
    for (let round = 0; round < CLOSURE_ROUNDS && frontier.length > 0; round += 1) {
      for (const id of frontier) known.add(id);
      for (const advisory of await this.#advisories.byAnyId(frontier)) reached.set(advisory.id, advisory);
      frontier = [...new Set([...reached.values()].flatMap((advisory) => advisory.ids))].filter((id) => !known.has(id));
    }
    return [...reached.values()];
  }
}
