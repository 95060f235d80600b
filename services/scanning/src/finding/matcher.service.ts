import type { FindingChanged } from '@bulkhead/contracts';
import type { Clock } from '@bulkhead/core-base';
import type { Advisory } from '../advisory/advisory.ts';
import type { AdvisoryStore } from '../advisory/advisory.ports.ts';
import type { Transact } from '../advisory/advisory.service.ts';
import type { Component, Occurrence } from '../component/component.ts';
import type { ComponentStore } from '../component/component.ports.ts';
import { fix, reconcile } from './finding.ts';
import type { Finding, FindingPlace, Judged } from './finding.ts';
import type { FindingStore } from './finding.ports.ts';
import { matchComponent } from './match.ts';

/** Places written in one transaction; a package that runs in a whole fleet takes several. */
const PLACES_PER_WRITE = 500;

interface MatcherParts {
  readonly findings: FindingStore;
  readonly components: ComponentStore;
  readonly advisories: AdvisoryStore;
  readonly transact: Transact;
  readonly clock: Clock;
}

/**
 * Judges components against advisories. What is judged was committed before, whether the advisory or the occurrence
 * came first: each side reads the other after its own commit, so whichever comes second sees the first.
 */
export class MatcherService {
  readonly #parts: MatcherParts;

  constructor(parts: MatcherParts) {
    this.#parts = parts;
  }

  /**
   * Judges everything a subject holds: once, when it was indexed. When an import about its packages committed meanwhile,
   * what was written may rest on the old documents, so it judges again.
   */
  async judgeSubject(subjectId: string): Promise<void> {
    const { components, advisories, findings } = this.#parts;
    const occurrences = await components.ofSubject(subjectId);
    const held = await components.findMany(occurrences.map(({ componentId }) => componentId));
    const keys = [...new Set(held.flatMap(({ packageKeys }) => packageKeys))];
    let revision: number;
    do {
      revision = await advisories.revision();
      const byPackage = groupByPackage(await advisories.aboutPackages(keys));
      const judged = new Map(held.map((component) => [component.id, judgeBy(component, byPackage)]));
      await this.#write({ occurrences, components: held, judged, cause: 'INDEXED' });
    } while (await advisories.changedSince(keys, revision));
    await findings.touch([subjectId], 'INDEXED');
  }

  /** Judges a package again wherever it occurs, because what is known about it changed. No content is read. */
  async judgePackage(packageKey: string): Promise<void> {
    const { components, advisories } = this.#parts;
    const distinct = await components.ofPackage(packageKey);
    if (distinct.length === 0) return;
    const keys = [...new Set(distinct.flatMap(({ packageKeys }) => packageKeys))];
    const byPackage = groupByPackage(await advisories.aboutPackages(keys));
    const judged = new Map(distinct.map((component) => [component.id, judgeBy(component, byPackage)]));
    const occurrences = await components.occurrencesOf(distinct.map(({ id }) => id));
    await this.#write({ occurrences, components: distinct, judged, cause: 'ADVISORY' });
  }

  /** The components are gone from a subject: their findings are fixed. */
  async close(subjectId: string, componentIds: readonly string[]): Promise<void> {
    const { findings, clock } = this.#parts;
    if (componentIds.length === 0) return;
    const open = await findings.ofComponents(componentIds, [subjectId]);
    await findings.put(fix(open, clock.now()));
  }

  async #write(work: {
    occurrences: readonly Occurrence[];
    components: readonly Component[];
    judged: ReadonlyMap<string, readonly Judged[]>;
    cause: FindingChanged['cause'];
  }): Promise<void> {
    const byId = new Map(work.components.map((component) => [component.id, component]));
    for (let from = 0; from < work.occurrences.length; from += PLACES_PER_WRITE) {
      const places = work.occurrences
        .slice(from, from + PLACES_PER_WRITE)
        .flatMap((occurrence) => placeOf(occurrence, byId) ?? []);
      await this.#parts.transact(() => this.#writePlaces(places, work));
    }
  }

  async #writePlaces(
    places: readonly FindingPlace[],
    work: { judged: ReadonlyMap<string, readonly Judged[]>; cause: FindingChanged['cause'] },
  ): Promise<void> {
    const { findings, clock } = this.#parts;
    const now = clock.now();
    const componentIds = [...new Set(places.map(({ componentId }) => componentId))];
    const subjectIds = [...new Set(places.map(({ subjectId }) => subjectId))];
    const held = groupByPlace(await findings.ofComponents(componentIds, subjectIds));
    const changed = places.flatMap((place) =>
      reconcile(held.get(placeKey(place)) ?? [], work.judged.get(place.componentId) ?? [], { place, now }),
    );
    if (changed.length === 0) return;
    await findings.put(changed);
    await findings.touch([...new Set(changed.map(({ subjectId }) => subjectId))], work.cause);
  }
}

function judgeBy(component: Component, byPackage: ReadonlyMap<string, readonly Advisory[]>): readonly Judged[] {
  const about = new Set(component.packageKeys.flatMap((key) => byPackage.get(key) ?? []));
  return matchComponent(component, [...about]);
}

function groupByPackage(advisories: readonly Advisory[]): ReadonlyMap<string, readonly Advisory[]> {
  const groups = new Map<string, Advisory[]>();
  for (const advisory of advisories) {
    for (const key of advisory.packageKeys) groups.set(key, [...(groups.get(key) ?? []), advisory]);
  }
  return groups;
}

function groupByPlace(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = placeKey(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

function placeKey({ subjectId, componentId }: Pick<FindingPlace, 'subjectId' | 'componentId'>): string {
  return `${subjectId} ${componentId}`;
}

function placeOf(
  { subjectKind, subjectId, componentId }: Occurrence,
  byId: ReadonlyMap<string, Component>,
): FindingPlace | undefined {
  const component = byId.get(componentId);
  if (component === undefined) return undefined;
  const { purl, name: componentName, version } = component;
  return { subjectKind, subjectId, componentId, purl, componentName, version };
}
