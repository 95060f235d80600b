import { computedId } from '@bulkhead/core-base';
import { parseReference, formatReference } from '@bulkhead/core-image';
import { VERDICTS, compilePolicies, decisionId, evaluate, inputDigest } from '@bulkhead/core-policy';
import type { CompiledPolicies, ImageFacts, Lifecycle, Policy, PolicyInput } from '@bulkhead/core-policy';
import type { Workload } from '@bulkhead/core-workload';
import type { ScanResult } from '../scan/scan-result.ts';
import type { CheckResult, CheckedSubject } from './check-result.ts';
import { imageFacts } from './image-facts.ts';

export interface CheckWish {
  readonly policies: readonly Policy[];
  readonly image?: { readonly source: string; readonly result: ScanResult } | undefined;
  readonly workloads: readonly Workload[];
  readonly skipped: readonly string[];
  /** The day it is judged on. */
  readonly asOf: string;
}

/** Judges an image at BUILD and workloads at DEPLOY, with the evaluator of every other point. */
export function runCheck(wish: CheckWish): CheckResult {
  const compiled = compilePolicies(wish.policies);
  const facts = wish.image === undefined ? undefined : imageFacts(wish.image.result, nameOf(wish.image));
  const inputs: { input: PolicyInput; point: Lifecycle }[] = [];
  if (facts !== undefined) inputs.push({ input: imageInput(facts), point: 'BUILD' });
  for (const workload of wish.workloads)
    inputs.push({
      input: workloadInput(workload, facts === undefined ? undefined : { facts, isNamed: isNamed(wish.image) }),
      point: 'DEPLOY',
    });
  const subjects = inputs.map(({ input, point }) => judge({ compiled, asOf: wish.asOf }, input, point));
  return {
    schema: 'bulkhead/check-result/v1',
    verdict: VERDICTS[Math.max(0, ...subjects.map(({ verdict }) => VERDICTS.indexOf(verdict)))] ?? 'ALLOW',
    isUnknown: facts?.scan === 'UNJUDGED' || facts?.scan === 'NOT_SCANNED',
    subjects,
    skipped: [...wish.skipped],
  };
}

interface Judging {
  readonly compiled: CompiledPolicies;
  readonly asOf: string;
}

function judge({ compiled, asOf }: Judging, input: PolicyInput, point: Lifecycle): CheckedSubject {
  const digest = inputDigest(input);
  const { verdict, reasons, unknowns, errors, judged } = evaluate(compiled, input, { point, asOf });
  return {
    ...input.subject,
    point,
    verdict,
    decisionId: decisionId({ policies: compiled, input: digest, point, asOf }),
    inputDigest: digest,
    judged: [...judged],
    reasons: reasons.map((reason) => ({
      policy: reason.policy,
      title: reason.title,
      severity: reason.severity,
      effect: reason.effect,
      path: reason.path,
      operator: reason.operator,
      expected: reason.expected,
      actual: reason.actual,
      message: reason.message,
      vulnerability: reason.vulnerability ?? null,
      remediation: [...reason.remediation],
      controls: [...reason.controls],
    })),
    unknowns: unknowns.map(({ policy, path, message }) => ({ policy, path, message })),
    errors: errors.map(({ policy, message }) => ({ policy, message })),
  };
}

function imageInput(facts: ImageFacts): PolicyInput {
  const name = facts.reference ?? facts.digest ?? '';
  return { subject: { kind: 'image', id: facts.digest ?? name, name }, image: facts };
}

interface JudgedImage {
  readonly facts: ImageFacts;
  /** It is known under a name of its own. */
  readonly isNamed: boolean;
}

function workloadInput(workload: Workload, image: JudgedImage | undefined): PolicyInput {
  const namespace = workload.namespace ?? 'default';
  const images = image === undefined ? {} : imagesOf(workload, image);
  return {
    subject: {
      kind: 'workload',
      id: computedId('lin', '', namespace, workload.kind, workload.name),
      name: `${namespace}/${workload.name}`,
    },
    context: { namespace },
    workload,
    images,
  };
}

/** The scanned image under every container name that means it; the only image of a workload is the one that was given. */
function imagesOf(workload: Workload, { facts, isNamed }: JudgedImage): Readonly<Record<string, ImageFacts>> {
  const named = [...new Set(workload.containers.map(({ image }) => image))];
  const meant = named.filter((image) => isSame(image, facts.reference));
  // A local source has a name of its own, or none: only then can it be the one image that a workload names.
  const chosen = meant.length === 0 && named.length === 1 && !isNamed ? named : meant;
  return Object.fromEntries(chosen.map((image) => [image, { ...facts, reference: image }]));
}

function isSame(a: string, b: string | undefined): boolean {
  if (b === undefined) return false;
  try {
    return formatReference(parseReference(a)) === formatReference(parseReference(b));
  } catch {
    return a === b;
  }
}

function isNamed(image: CheckWish['image']): boolean {
  const subject = image?.result.report.subject;
  return subject?.kind === 'image' && subject.names.length > 0;
}

function nameOf({ source, result }: NonNullable<CheckWish['image']>): string {
  const { subject } = result.report;
  return subject.kind === 'image' ? (subject.names[0] ?? source) : source;
}
