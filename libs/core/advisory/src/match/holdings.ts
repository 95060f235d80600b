import { ecosystemRules, parseEcosystem } from '../ecosystem/ecosystem.ts';
import type { Ecosystem } from '../ecosystem/ecosystem.ts';

/** How many advisories are held for one ecosystem, and for which releases of it. */
export interface Holding {
  readonly ecosystem: string;
  readonly advisories: number;
  /** Releases advisories are filed under, in the order of their texts; empty for ecosystems without any. */
  readonly releases: readonly string[];
}

interface Counted {
  advisories: number;
  readonly releases: Map<string, number>;
}

/** Advisories that name the ecosystem but no release concern every release. */
const EVERY_RELEASE = '';

/** Counts what is held by ecosystem and release, so that a gap is seen before anything is called unaffected. */
export class Holdings {
  readonly #byBase = new Map<string, Counted>();
  #advisories = 0;

  get advisories(): number {
    return this.#advisories;
  }

  /** Counts one advisory in or out, by the ecosystems it names. */
  count(ecosystems: readonly string[], by: 1 | -1): void {
    this.#advisories += by;
    const bases = new Map<string, Set<string>>();
    for (const { base, release } of ecosystems.map(parseEcosystem)) {
      const releases = bases.get(base) ?? new Set();
      bases.set(base, releases.add(release ?? EVERY_RELEASE));
    }
    for (const [base, releases] of bases) this.#countIn(base, releases, by);
  }

  #countIn(base: string, releases: ReadonlySet<string>, by: 1 | -1): void {
    const counted = this.#byBase.get(base) ?? { advisories: 0, releases: new Map() };
    counted.advisories += by;
    for (const release of releases) {
      const count = (counted.releases.get(release) ?? 0) + by;
      if (count > 0) counted.releases.set(release, count);
      else counted.releases.delete(release);
    }
    if (counted.advisories > 0) this.#byBase.set(base, counted);
    else this.#byBase.delete(base);
  }

  /** Why nothing can be said about an ecosystem or its release; undefined when something can. */
  gapFor({ base, release }: Ecosystem): 'NO_FEED' | 'NO_FEED_FOR_RELEASE' | undefined {
    const counted = this.#byBase.get(base);
    if (counted === undefined) return 'NO_FEED';
    const isHeld = counted.releases.has(EVERY_RELEASE) || (release !== undefined && counted.releases.has(release));
    return ecosystemRules(base).hasReleases && !isHeld ? 'NO_FEED_FOR_RELEASE' : undefined;
  }

  list(): Holding[] {
    return [...this.#byBase.keys()].sort().map((ecosystem) => {
      const { advisories, releases } = this.#byBase.get(ecosystem) as Counted;
      return { ecosystem, advisories, releases: [...releases.keys()].filter((name) => name !== EVERY_RELEASE).sort() };
    });
  }
}
