import { metricsOf } from './vector.ts';
import type { CvssScore, CvssVector, MetricGroups } from './vector.ts';

/** Metrics of CVSS 2.0, https://www.first.org/cvss/v2/guide. */
export const CVSS2_METRICS: MetricGroups = {
  base: metricsOf('AV=L,A,N AC=H,M,L Au=M,S,N C=N,P,C I=N,P,C A=N,P,C'),
  temporal: metricsOf('E=U,POC,F,H,ND RL=OF,TF,W,U,ND RC=UC,UR,C,ND'),
  environmental: metricsOf('CDP=N,L,LM,MH,H,ND TD=N,L,M,H,ND CR=L,M,H,ND IR=L,M,H,ND AR=L,M,H,ND'),
  supplemental: [],
};

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
  E: { U: 0.85, POC: 0.9, F: 0.95, H: 1, ND: 1 },
  RL: { OF: 0.87, TF: 0.9, W: 0.95, U: 1, ND: 1 },
  RC: { UC: 0.9, UR: 0.95, C: 1, ND: 1 },
  CDP: { N: 0, L: 0.1, LM: 0.3, MH: 0.4, H: 0.5, ND: 0 },
  TD: { N: 0, L: 0.25, M: 0.75, H: 1, ND: 1 },
  CR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
  IR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
  AR: { L: 0.5, M: 1, H: 1.51, ND: 1 },
};

const TEMPORAL = CVSS2_METRICS.temporal.map(({ name }) => name);
const ENVIRONMENTAL = CVSS2_METRICS.environmental.map(({ name }) => name);

/** Scores of a CVSS 2.0 vector (guide, section 3.2). */
export function scoreCvss2(vector: CvssVector): CvssScore {
  const base = baseScore(vector, impactOf(vector));
  const hasTemporal = TEMPORAL.some((name) => vector.metrics.has(name));
  const hasEnvironmental = ENVIRONMENTAL.some((name) => vector.metrics.has(name));
  const temporal = hasTemporal ? temporalScore(vector, base) : undefined;
  const environmental = hasEnvironmental ? environmentalScore(vector) : undefined;
  return {
    base,
    ...(temporal === undefined ? {} : { temporal }),
    ...(environmental === undefined ? {} : { environmental }),
    overall: environmental ?? temporal ?? base,
  };
}

function weight({ metrics }: CvssVector, name: string): number {
  return WEIGHTS[name]?.[metrics.get(name) ?? 'ND'] ?? 0;
}

function impactOf(vector: CvssVector): number {
  const [c, i, a] = [weight(vector, 'C'), weight(vector, 'I'), weight(vector, 'A')];
  return 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
}

function adjustedImpactOf(vector: CvssVector): number {
  const kept = ['C', 'I', 'A'].map((name) => 1 - weight(vector, name) * weight(vector, `${name}R`));
  return Math.min(10, 10.41 * (1 - kept.reduce((product, factor) => product * factor, 1)));
}

function baseScore(vector: CvssVector, impact: number): number {
  const exploitability = 20 * weight(vector, 'AV') * weight(vector, 'AC') * weight(vector, 'Au');
  const factor = impact === 0 ? 0 : 1.176;
  return Math.max(0, toTenth((0.6 * impact + 0.4 * exploitability - 1.5) * factor));
}

function temporalScore(vector: CvssVector, base: number): number {
  return toTenth(base * weight(vector, 'E') * weight(vector, 'RL') * weight(vector, 'RC'));
}

function environmentalScore(vector: CvssVector): number {
  const adjusted = temporalScore(vector, baseScore(vector, adjustedImpactOf(vector)));
  return toTenth((adjusted + (10 - adjusted) * weight(vector, 'CDP')) * weight(vector, 'TD'));
}

function toTenth(value: number): number {
  return Math.round(value * 10 + 1e-9) / 10;
}
