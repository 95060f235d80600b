/** The CVSS versions that are read. */
export const CVSS_VERSIONS = ['2.0', '3.0', '3.1', '4.0'] as const;
export type CvssVersion = (typeof CVSS_VERSIONS)[number];

/** A metric of a vector: its abbreviation and the values it may take. */
export interface MetricDefinition {
  readonly name: string;
  readonly values: readonly string[];
}

/** The metric groups of one version, in the order a vector lists them. */
export interface MetricGroups {
  readonly base: readonly MetricDefinition[];
  readonly temporal: readonly MetricDefinition[];
  readonly environmental: readonly MetricDefinition[];
  readonly supplemental: readonly MetricDefinition[];
}

/** A vector that was read: its version and the metrics it states, in canonical order. */
export interface CvssVector {
  readonly version: CvssVersion;
  readonly metrics: ReadonlyMap<string, string>;
}

/**
 * Scores of a vector, 0.0 to 10.0. CVSS 3 defines all three for every vector; CVSS 2 and 4 temporal (4: threat) and
 * environmental only where such metrics are stated.
 */
export interface CvssScore {
  readonly base: number;
  readonly temporal?: number;
  readonly environmental?: number;
  /** The score of the most specific group that is stated: environmental, else temporal, else base. */
  readonly overall: number;
}

/** `AV:N AC:L,H` in a compact notation: `name=value,value ...`. */
export function metricsOf(notation: string): MetricDefinition[] {
  return notation.split(' ').map((metric) => {
    const [name = '', values = ''] = metric.split('=');
    return { name, values: values.split(',') };
  });
}

export function definitionsOf(groups: MetricGroups): MetricDefinition[] {
  return [...groups.base, ...groups.temporal, ...groups.environmental, ...groups.supplemental];
}
