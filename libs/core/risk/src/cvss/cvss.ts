import { CVSS2_METRICS, scoreCvss2 } from './cvss2.ts';
import { CVSS3_METRICS, scoreCvss3 } from './cvss3.ts';
import { CVSS4_METRICS, scoreCvss4 } from './cvss4.ts';
import { definitionsOf } from './vector.ts';
import type { CvssScore, CvssVector, CvssVersion, MetricGroups } from './vector.ts';

const GROUPS: Readonly<Record<CvssVersion, MetricGroups>> = {
  '2.0': CVSS2_METRICS,
  '3.0': CVSS3_METRICS,
  '3.1': CVSS3_METRICS,
  '4.0': CVSS4_METRICS,
};

const PREFIX = /^CVSS:(3\.0|3\.1|4\.0)\//;
const MAX_VECTOR_LENGTH = 512;

/**
 * Reads a CVSS vector of version 2.0 (no prefix), 3.0, 3.1 or 4.0. Undefined when it is none: an unknown metric or
 * value, a metric twice, a base metric missing, or, as 2.0 and 4.0 demand, metrics out of order or (2.0) half a group.
 */
export function parseCvss(text: string): CvssVector | undefined {
  if (text.length > MAX_VECTOR_LENGTH) return undefined;
  const prefix = PREFIX.exec(text);
  const version = (prefix?.[1] ?? '2.0') as CvssVersion;
  const stated = readMetrics(text.slice(prefix?.[0].length ?? 0), version);
  if (stated === undefined || !isComplete(stated, version)) return undefined;
  const metrics = new Map<string, string>();
  for (const { name } of definitionsOf(GROUPS[version])) {
    const value = stated.get(name);
    if (value !== undefined) metrics.set(name, value);
  }
  return { version, metrics };
}

/** The vector in canonical form: prefix, metrics in the order of the specification. */
export function printCvss({ version, metrics }: CvssVector): string {
  const text = [...metrics].map(([name, value]) => `${name}:${value}`).join('/');
  return version === '2.0' ? text : `CVSS:${version}/${text}`;
}

/** Base, temporal and environmental score of a vector, as its version computes them. */
export function scoreCvss(vector: CvssVector): CvssScore {
  if (vector.version === '2.0') return scoreCvss2(vector);
  return vector.version === '4.0' ? scoreCvss4(vector) : scoreCvss3(vector);
}

function readMetrics(text: string, version: CvssVersion): Map<string, string> | undefined {
  const definitions = definitionsOf(GROUPS[version]);
  const stated = new Map<string, string>();
  let last = -1;
  for (const part of text.split('/')) {
    const colon = part.indexOf(':');
    const name = part.slice(0, colon);
    const position = definitions.findIndex((definition) => definition.name === name);
    const isKnown = definitions[position]?.values.includes(part.slice(colon + 1)) ?? false;
    const isInOrder = position > last || version.startsWith('3');
    if (colon === -1 || !isKnown || !isInOrder || stated.has(name)) return undefined;
    stated.set(name, part.slice(colon + 1));
    last = position;
  }
  return stated;
}

function isComplete(stated: ReadonlyMap<string, string>, version: CvssVersion): boolean {
  const { base, temporal, environmental } = GROUPS[version];
  if (!base.every(({ name }) => stated.has(name))) return false;
  if (version !== '2.0') return true;
  return [temporal, environmental].every((group) => {
    const count = group.filter(({ name }) => stated.has(name)).length;
    return count === 0 || count === group.length;
  });
}
