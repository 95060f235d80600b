import { metricsOf } from './vector.ts';
import type { CvssScore, CvssVector, MetricGroups } from './vector.ts';

/** Metrics of CVSS 3.0 and 3.1, https://www.first.org/cvss/v3.1/specification-document. */
export const CVSS3_METRICS: MetricGroups = {
  base: metricsOf('AV=N,A,L,P AC=L,H PR=N,L,H UI=N,R S=U,C C=N,L,H I=N,L,H A=N,L,H'),
  temporal: metricsOf('E=X,U,P,F,H RL=X,O,T,W,U RC=X,U,R,C'),
  environmental: metricsOf(
    'CR=X,L,M,H IR=X,L,M,H AR=X,L,M,H MAV=X,N,A,L,P MAC=X,L,H MPR=X,N,L,H MUI=X,N,R MS=X,U,C MC=X,N,L,H MI=X,N,L,H MA=X,N,L,H',
  ),
  supplemental: [],
};

const IMPACT = { N: 0, L: 0.22, H: 0.56 };
const REQUIREMENT = { X: 1, L: 0.5, M: 1, H: 1.5 };

const WEIGHTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: IMPACT,
  I: IMPACT,
  A: IMPACT,
  E: { X: 1, U: 0.91, P: 0.94, F: 0.97, H: 1 },
  RL: { X: 1, O: 0.95, T: 0.96, W: 0.97, U: 1 },
  RC: { X: 1, U: 0.92, R: 0.96, C: 1 },
  CR: REQUIREMENT,
  IR: REQUIREMENT,
  AR: REQUIREMENT,
};

const PRIVILEGES = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } } as const;

const TEMPORAL = CVSS3_METRICS.temporal.map(({ name }) => name);
const ENVIRONMENTAL = CVSS3_METRICS.environmental.map(({ name }) => name);

/** Scores of a CVSS 3.x vector (specification, section 7). The two versions differ in rounding and in one formula. */
export function scoreCvss3(vector: CvssVector): CvssScore {
  const base = baseScore(vector);
  const temporal = roundUp(vector, base * temporalFactor(vector));
  const environmental = environmentalScore(vector);
  return { base, temporal, environmental, overall: mostSpecific(vector, { base, temporal, environmental }) };
}

function mostSpecific(vector: CvssVector, scores: Required<Omit<CvssScore, 'overall'>>): number {
  if (isStated(vector, ENVIRONMENTAL)) return scores.environmental;
  return isStated(vector, TEMPORAL) ? scores.temporal : scores.base;
}

function isStated({ metrics }: CvssVector, names: readonly string[]): boolean {
  return names.some((name) => (metrics.get(name) ?? 'X') !== 'X');
}

function weight({ metrics }: CvssVector, name: string): number {
  return WEIGHTS[name]?.[metrics.get(name) ?? 'X'] ?? 0;
}

function privileges(scope: string, value: string): number {
  const weights: Readonly<Record<string, number>> = scope === 'C' ? PRIVILEGES.C : PRIVILEGES.U;
  return weights[value] ?? 0;
}

function baseScore(vector: CvssVector): number {
  const scope = vector.metrics.get('S') ?? 'U';
  const lost = 1 - (1 - weight(vector, 'C')) * (1 - weight(vector, 'I')) * (1 - weight(vector, 'A'));
  const impact = scope === 'C' ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost;
  if (impact <= 0) return 0;
  const ease = weight(vector, 'AV') * weight(vector, 'AC') * weight(vector, 'UI');
  const exploitability = 8.22 * ease * privileges(scope, vector.metrics.get('PR') ?? 'N');
  return roundUp(vector, Math.min((scope === 'C' ? 1.08 : 1) * (impact + exploitability), 10));
}

function temporalFactor(vector: CvssVector): number {
  return weight(vector, 'E') * weight(vector, 'RL') * weight(vector, 'RC');
}

/** The value of a modified metric, or of the base metric where it is not defined. */
function modified({ metrics }: CvssVector, name: string): string {
  const value = metrics.get(`M${name}`) ?? 'X';
  return value === 'X' ? (metrics.get(name) ?? 'X') : value;
}

function environmentalScore(vector: CvssVector): number {
  const impact = modifiedImpact(vector);
  if (impact <= 0) return 0;
  const scope = modified(vector, 'S');
  const ease = ['AV', 'AC', 'UI'].map((name) => WEIGHTS[name]?.[modified(vector, name)] ?? 0);
  const exploitability =
    8.22 * ease.reduce((product, factor) => product * factor, 1) * privileges(scope, modified(vector, 'PR'));
  const whole = Math.min((scope === 'C' ? 1.08 : 1) * (impact + exploitability), 10);
  return roundUp(vector, roundUp(vector, whole) * temporalFactor(vector));
}

function modifiedImpact(vector: CvssVector): number {
  const kept = ['C', 'I', 'A'].map(
    (name) => 1 - (WEIGHTS[name]?.[modified(vector, name)] ?? 0) * weight(vector, `${name}R`),
  );
  const lost = Math.min(1 - kept.reduce((product, factor) => product * factor, 1), 0.915);
  if (modified(vector, 'S') !== 'C') return 6.42 * lost;
  const tail = vector.version === '3.0' ? (lost - 0.02) ** 15 : (lost * 0.9731 - 0.02) ** 13;
  return 7.52 * (lost - 0.029) - 3.25 * tail;
}

/** 3.1 rounds up on integers (specification, appendix A), so that 0.1 + 0.2 has no say in it. */
function roundUp({ version }: CvssVector, value: number): number {
  if (version === '3.0') return Math.ceil(Number((value * 10).toFixed(9))) / 10;
  const hundredThousandths = Math.round(value * 100_000);
  if (hundredThousandths % 10_000 === 0) return hundredThousandths / 100_000;
  return (Math.floor(hundredThousandths / 10_000) + 1) / 10;
}
