import { MACRO_VECTOR_SCORES } from './cvss4-score.ts';
import { metricsOf } from './vector.ts';
import type { CvssScore, CvssVector, MetricGroups } from './vector.ts';

/** Metrics of CVSS 4.0, https://www.first.org/cvss/v4.0/specification-document. Threat stands in the temporal place. */
export const CVSS4_METRICS: MetricGroups = {
  base: metricsOf('AV=N,A,L,P AC=L,H AT=N,P PR=N,L,H UI=N,P,A VC=H,L,N VI=H,L,N VA=H,L,N SC=H,L,N SI=H,L,N SA=H,L,N'),
  temporal: metricsOf('E=X,A,P,U'),
  environmental: metricsOf(
    'CR=X,H,M,L IR=X,H,M,L AR=X,H,M,L MAV=X,N,A,L,P MAC=X,L,H MAT=X,N,P MPR=X,N,L,H MUI=X,N,P,A ' +
      'MVC=X,H,L,N MVI=X,H,L,N MVA=X,H,L,N MSC=X,H,L,N MSI=X,S,H,L,N MSA=X,S,H,L,N',
  ),
  supplemental: metricsOf('S=X,N,P AU=X,N,Y R=X,A,U,I V=X,D,C RE=X,L,M,H U=X,Clear,Green,Amber,Red'),
};

/** Values of a metric from the most severe to the least; the place is the severity distance. */
const ORDER: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  SC: 'SHLN',
  SI: 'SHLN',
  SA: 'SHLN',
  CR: 'HML',
  IR: 'HML',
  AR: 'HML',
};

/** One equivalence set at one level: its highest severity vectors and its depth (specification, section 8.3). */
interface Level {
  readonly highest: readonly string[];
  readonly depth: number;
}

const EQ1: readonly Level[] = [
  { highest: ['AV:N PR:N UI:N'], depth: 1 },
  { highest: ['AV:A PR:N UI:N', 'AV:N PR:L UI:N', 'AV:N PR:N UI:P'], depth: 4 },
  { highest: ['AV:P PR:N UI:N', 'AV:A PR:L UI:P'], depth: 5 },
];
const EQ2: readonly Level[] = [
  { highest: ['AC:L AT:N'], depth: 1 },
  { highest: ['AC:H AT:N', 'AC:L AT:P'], depth: 2 },
];
const EQ3_EQ6: Readonly<Record<string, Level>> = {
  '00': { highest: ['VC:H VI:H VA:H CR:H IR:H AR:H'], depth: 7 },
  '01': { highest: ['VC:H VI:H VA:L CR:M IR:M AR:H', 'VC:H VI:H VA:H CR:M IR:M AR:M'], depth: 6 },
  '10': { highest: ['VC:L VI:H VA:H CR:H IR:H AR:H', 'VC:H VI:L VA:H CR:H IR:H AR:H'], depth: 8 },
  '11': {
    highest: [
      'VC:L VI:H VA:L CR:H IR:M AR:H',
      'VC:L VI:H VA:H CR:H IR:M AR:M',
      'VC:H VI:L VA:H CR:M IR:H AR:M',
      'VC:H VI:L VA:L CR:M IR:H AR:H',
      'VC:L VI:L VA:H CR:H IR:H AR:M',
    ],
    depth: 8,
  },
  '21': { highest: ['VC:L VI:L VA:L CR:H IR:H AR:H'], depth: 10 },
};
const EQ4: readonly Level[] = [
  { highest: ['SC:H SI:S SA:S'], depth: 6 },
  { highest: ['SC:H SI:H SA:H'], depth: 5 },
  { highest: ['SC:L SI:L SA:L'], depth: 4 },
];

/** Levels of the six equivalence sets; 3 and 6 go together. */
interface MacroVector {
  readonly eq1: number;
  readonly eq2: number;
  readonly eq3eq6: string;
  readonly eq4: number;
  readonly eq5: number;
}

/** Score of a CVSS 4.0 vector; with threat or environmental metrics stated, theirs too (CVSS-BT, -BE, -BTE). */
export function scoreCvss4(vector: CvssVector): CvssScore {
  const { base, temporal, environmental } = CVSS4_METRICS;
  const hasThreat = isStated(vector, temporal);
  const hasEnvironmental = isStated(vector, environmental);
  const ofBase = scoreOf(only(vector, base));
  if (!hasThreat && !hasEnvironmental) return { base: ofBase, overall: ofBase };
  const overall = scoreOf(vector);
  if (hasEnvironmental) return { base: ofBase, environmental: overall, overall };
  return { base: ofBase, temporal: overall, overall };
}

function isStated({ metrics }: CvssVector, group: MetricGroups['base']): boolean {
  return group.some(({ name }) => (metrics.get(name) ?? 'X') !== 'X');
}

function only({ version, metrics }: CvssVector, group: MetricGroups['base']): CvssVector {
  const names = new Set(group.map(({ name }) => name));
  return { version, metrics: new Map([...metrics].filter(([name]) => names.has(name))) };
}

/** The effective value: as modified, else as stated; undefined threat and requirements count as the worst. */
function effective({ metrics }: CvssVector, name: string): string {
  const modified = metrics.get(`M${name}`) ?? 'X';
  const value = modified === 'X' ? (metrics.get(name) ?? 'X') : modified;
  if (value !== 'X') return value;
  return name === 'E' ? 'A' : 'H';
}

function scoreOf(vector: CvssVector): number {
  const impacts = ['VC', 'VI', 'VA', 'SC', 'SI', 'SA'];
  if (impacts.every((name) => effective(vector, name) === 'N')) return 0;
  const macro = macroVectorOf(vector);
  const highest = scoreOfMacro(macro) ?? 0;
  const steps = stepsDown(vector, macro, highest);
  const mean = steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return Math.round(Math.min(10, Math.max(0, highest - mean)) * 10 + 1e-6) / 10;
}

function scoreOfMacro({ eq1, eq2, eq3eq6, eq4, eq5 }: MacroVector): number | undefined {
  if (eq4 > 2 || eq5 > 2) return undefined;
  return MACRO_VECTOR_SCORES[`${eq1}${eq2}${eq3eq6}`]?.[eq4 * 3 + eq5];
}

/** For each set that has a lower level: the score difference to it, times how far down this vector lies. */
function stepsDown(vector: CvssVector, macro: MacroVector, score: number): number[] {
  const { eq1, eq2, eq3eq6, eq4, eq5 } = macro;
  const steps = [
    { lower: scoreOfMacro({ ...macro, eq1: eq1 + 1 }), share: shareOf(vector, EQ1[eq1]) },
    { lower: scoreOfMacro({ ...macro, eq2: eq2 + 1 }), share: shareOf(vector, EQ2[eq2]) },
    { lower: lowerEq3Eq6(macro), share: shareOf(vector, EQ3_EQ6[eq3eq6]) },
    { lower: scoreOfMacro({ ...macro, eq4: eq4 + 1 }), share: shareOf(vector, EQ4[eq4]) },
    { lower: scoreOfMacro({ ...macro, eq5: eq5 + 1 }), share: 0 },
  ];
  return steps.flatMap(({ lower, share }) => (lower === undefined ? [] : [(score - lower) * share]));
}

const LOWER_EQ3_EQ6: Readonly<Record<string, readonly string[]>> = {
  '00': ['01', '10'],
  '01': ['11'],
  '10': ['11'],
  '11': ['21'],
  '21': [],
};

function lowerEq3Eq6(macro: MacroVector): number | undefined {
  const scores = (LOWER_EQ3_EQ6[macro.eq3eq6] ?? []).flatMap((eq3eq6) => scoreOfMacro({ ...macro, eq3eq6 }) ?? []);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

/** Severity distance to the first highest vector that is nowhere less severe, as a share of the depth. */
function shareOf(vector: CvssVector, level: Level | undefined): number {
  for (const highest of level?.highest ?? []) {
    const distances = highest.split(' ').map((metric) => {
      const [name = '', value = ''] = metric.split(':');
      const order = ORDER[name] ?? '';
      return order.indexOf(effective(vector, name)) - order.indexOf(value);
    });
    if (distances.every((distance) => distance >= 0)) {
      return distances.reduce((sum, distance) => sum + distance, 0) / (level?.depth ?? 1);
    }
  }
  return 0;
}

function macroVectorOf(vector: CvssVector): MacroVector {
  const is = (metric: string): boolean => {
    const [name = '', value] = metric.split(':');
    return effective(vector, name) === value;
  };
  const isCritical = [
    ['CR:H', 'VC:H'],
    ['IR:H', 'VI:H'],
    ['AR:H', 'VA:H'],
  ].some((pair) => pair.every(is));
  return {
    eq1: eq1Of(is),
    eq2: is('AC:L') && is('AT:N') ? 0 : 1,
    eq3eq6: `${eq3Of(is)}${isCritical ? 0 : 1}`,
    eq4: eq4Of(is),
    eq5: 'APU'.indexOf(effective(vector, 'E')),
  };
}

type Is = (metric: string) => boolean;

function eq1Of(is: Is): number {
  const none = ['AV:N', 'PR:N', 'UI:N'].filter(is).length;
  if (none === 3) return 0;
  return none > 0 && !is('AV:P') ? 1 : 2;
}

function eq3Of(is: Is): number {
  if (is('VC:H') && is('VI:H')) return 0;
  return is('VC:H') || is('VI:H') || is('VA:H') ? 1 : 2;
}

function eq4Of(is: Is): number {
  if (is('SI:S') || is('SA:S')) return 0;
  return is('SC:H') || is('SI:H') || is('SA:H') ? 1 : 2;
}
