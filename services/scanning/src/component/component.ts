import { questionOf } from '@bulkhead/core-advisory';
import type { AskedComponent } from '@bulkhead/core-advisory';
import { computedId } from '@bulkhead/core-base';
import type { Component as FoundComponent } from '@bulkhead/core-inventory';

/** A package in one version, wherever it occurs: h(canonical purl). */
export interface Component {
  readonly id: string;
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly source: { readonly name: string; readonly version: string } | null;
  readonly licences: readonly string[];
  /** What its advisories are filed under, `ecosystem/name`; empty = nobody files any, as far as we know. */
  readonly packageKeys: readonly string[];
}

/** A component in one subject, with the place it was found first. */
export interface Occurrence {
  readonly id: string;
  readonly subjectKind: 'image' | 'host';
  readonly subjectId: string;
  readonly componentId: string;
  readonly packageKeys: readonly string[];
  readonly path: string;
  readonly layerDiffId: string | null;
}

/** The component of a scan report as it is stored. */
export function toComponent(found: FoundComponent): Component {
  const { id, purl, ecosystem, name, version, licences } = found;
  const source = found.source ?? null;
  const names = questionOf(askedComponent({ purl, ecosystem, name, version, source }))?.names ?? [];
  return {
    id,
    purl,
    ecosystem,
    name,
    version,
    source,
    licences,
    packageKeys: [...new Set(names.map(({ key }) => key))].sort(),
  };
}

/** Where a component was found in a subject. */
export function toOccurrence(found: FoundComponent, subject: { kind: 'image' | 'host'; id: string }): Occurrence {
  const [place] = found.locations;
  const { id: componentId, packageKeys } = toComponent(found);
  return {
    id: computedId('occ', subject.id, componentId),
    subjectKind: subject.kind,
    subjectId: subject.id,
    componentId,
    packageKeys,
    path: place?.path ?? '',
    layerDiffId: place?.diffId ?? null,
  };
}

type AskedParts = Pick<Component, 'purl' | 'ecosystem' | 'name' | 'version' | 'source'>;

/** What the matcher asks about a component. */
export function askedComponent({ purl, ecosystem, name, version, source }: AskedParts): AskedComponent {
  return { purl, ecosystem, name, version, ...(source === null ? {} : { source }) };
}
