import { readWorkload } from '@bulkhead/core-workload';
import type { PolicyInput } from '../facts.ts';
import type { ExampleDocument } from '../language/document.ts';
import { withMode } from '../policy.ts';
import type { Policy } from '../policy.ts';
import { compilePolicies } from './compile.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluation.ts';

/** What a policy said of one of its examples. */
export interface ExampleResult {
  readonly name: string;
  readonly expected: ExampleDocument['expect'];
  readonly actual: ExampleDocument['expect'] | 'ERROR';
  readonly passed: boolean;
  /** What it said: messages of its reasons, of what it could not judge, of its errors. */
  readonly messages: readonly string[];
}

/** Runs a policy's examples, its own tests, at the first of its points and as if it were enforced. */
export function runExamples(policy: Policy): readonly ExampleResult[] {
  const compiled = compilePolicies([withMode(policy, 'ENFORCE')]);
  const [point = 'BUILD'] = policy.lifecycles;
  return policy.examples.map((example) => {
    const evaluation = evaluate(compiled, inputOf(example), { point, asOf: example.asOf });
    const actual = outcomeOf(evaluation);
    const messages = [...evaluation.reasons, ...evaluation.unknowns, ...evaluation.errors].map(
      ({ message }) => message,
    );
    return { name: example.name, expected: example.expect, actual, passed: actual === example.expect, messages };
  });
}

function inputOf({ name, image, images, workload, host, context }: ExampleDocument): PolicyInput {
  const facts = workload === undefined ? undefined : readWorkload(workload).workload;
  const kind = image === undefined ? 'workload' : 'image';
  return {
    subject: { kind: host === undefined ? kind : 'host', id: name, name },
    ...(image && { image }),
    ...(images && { images }),
    ...(facts && { workload: facts }),
    ...(host && { host }),
    ...(context && { context }),
  };
}

function outcomeOf({ errors, reasons, unknowns }: Evaluation): ExampleResult['actual'] {
  if (errors.length > 0) return 'ERROR';
  if (reasons.length > 0) return 'MATCH';
  return unknowns.length > 0 ? 'UNKNOWN' : 'NO_MATCH';
}
