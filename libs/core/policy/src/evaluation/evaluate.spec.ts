import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compileExceptions,
  compilePolicies,
  decisionId,
  evaluate,
  inputDigest,
  parsePolicy,
  violationId,
  withMode,
} from '../index.ts';
import type { Evaluation, FindingFacts, ImageFacts, Policy, PolicyInput } from '../index.ts';
import { readWorkload } from '@bulkhead/core-workload';

const AS_OF = '2026-11-22';

interface Parts {
  readonly name?: string;
  readonly spec?: string;
  readonly rules: string;
}

/** A policy of which only what matters is said. `rules` is flow YAML: the criteria of one rule, or whole rules. */
function aPolicy({ name = 'p', spec = '', rules }: Parts): Policy {
  const text = `
apiVersion: bulkhead.dev/v1
kind: Policy
metadata: { name: ${name} }
spec:
  severity: HIGH
  description: a test
  lifecycles: [BUILD, DEPLOY, HOST]
  ${spec.split('\n').join('\n  ')}
  rules:
    - all: ${rules}`;
  const { policy, problems } = parsePolicy(text);
  if (policy === undefined) throw new Error(JSON.stringify(problems));
  return policy;
}

function aFinding(members: Partial<FindingFacts> = {}): FindingFacts {
  const finding = {
    id: 'CVE-2024-1',
    aliases: [],
    severity: 'HIGH',
    kev: false,
    component: 'openssl',
    version: '3.0.1',
    fixedIn: ['3.0.2'],
    state: 'ACTIVE',
  } as const;
  return { ...finding, ...members };
}

function anImage(members: Partial<ImageFacts> = {}): PolicyInput {
  const image: ImageFacts = { reference: 'nginx:1.27', scan: 'JUDGED', findings: [aFinding()], ...members };
  return { subject: { kind: 'image', id: 'sha256:1', name: 'nginx:1.27' }, image };
}

function aWorkload(spec: object, more: Partial<PolicyInput> = {}): PolicyInput {
  const pod = {
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { tier: 'front' } },
    spec: { containers: [{ name: 'app', image: 'nginx:1.27' }], ...spec },
  };
  const { workload } = readWorkload(pod);
  if (workload === undefined) throw new Error('no workload');
  return { subject: { kind: 'workload', id: 'w', name: 'web' }, workload, ...more };
}

function judged(
  policy: Policy | readonly Policy[],
  input: PolicyInput,
  point: 'BUILD' | 'DEPLOY' | 'HOST' = 'DEPLOY',
): Evaluation {
  return evaluate(compilePolicies([policy].flat()), input, { point, asOf: AS_OF });
}

describe('a verdict', () => {
  const input = anImage();

  test('is_what_the_mode_of_the_policy_says', () => {
    const policy = aPolicy({ rules: '[severity: HIGH]' });

    expect(judged(withMode(policy, 'ENFORCE'), input).verdict).toBe('DENY');
    expect(judged(withMode(policy, 'WARN'), input).verdict).toBe('WARN');
    expect(judged(withMode(policy, 'SHADOW'), input)).toMatchObject({
      verdict: 'ALLOW',
      reasons: [{ effect: 'SHADOW' }],
    });
    expect(judged(withMode(policy, 'DISABLED'), input)).toMatchObject({ verdict: 'ALLOW', reasons: [], judged: [] });
  });

  test('can_be_another_one_at_each_point', () => {
    const policy = aPolicy({ spec: 'mode: { default: SHADOW, BUILD: ENFORCE }', rules: '[severity: HIGH]' });

    expect(judged(policy, input, 'BUILD').verdict).toBe('DENY');
    expect(judged(policy, input, 'DEPLOY').verdict).toBe('ALLOW');
  });

  test('is_the_strongest_of_all_policies_most_severe_reason_first', () => {
    const weak = { ...withMode(aPolicy({ name: 'a', rules: '[fixable: true]' }), 'WARN'), severity: 'LOW' } as const;
    const strong = withMode(aPolicy({ name: 'b', rules: '[severity: HIGH]' }), 'ENFORCE');

    const { verdict, reasons } = judged([weak, strong], input);

    expect(verdict).toBe('DENY');
    expect(reasons.map(({ policy }) => policy)).toEqual(['b', 'a']);
  });
});

describe('a rule', () => {
  test('wants_all_its_criteria_of_the_same_finding', () => {
    const policy = aPolicy({ rules: '[severity: { atLeast: HIGH }, fixable: true]' });
    const apart = [aFinding({ id: 'A', severity: 'CRITICAL', fixedIn: [] }), aFinding({ id: 'B', severity: 'LOW' })];

    expect(judged(policy, anImage({ findings: apart })).reasons).toEqual([]);
    expect(
      judged(policy, anImage({ findings: [...apart, aFinding()] })).reasons.map(({ vulnerability }) => vulnerability),
    ).toEqual(['CVE-2024-1']);
  });

  test('wants_all_its_criteria_of_the_same_container_and_its_image', () => {
    const policy = aPolicy({ rules: '[privileged: true, knownExploited: true]' });
    const images = {
      'bad:1': { scan: 'JUDGED', findings: [aFinding({ kev: true })] },
      'good:1': { scan: 'JUDGED', findings: [] },
    } as const;
    const pod = (privileged: string) => ({
      containers: ['bad:1', 'good:1'].map((image) => ({
        name: image.slice(0, 3),
        image,
        securityContext: { privileged: image === privileged },
      })),
    });

    expect(judged(policy, aWorkload(pod('good:1'), { images })).reasons).toEqual([]);
    expect(judged(policy, aWorkload(pod('bad:1'), { images })).reasons.map(({ path }) => path)).toEqual([
      'workload.containers[bad].image.findings[CVE-2024-1 openssl 3.0.1].kev',
    ]);
  });

  test('says_what_it_saw_what_it_wanted_and_what_to_do', () => {
    const policy = aPolicy({ spec: 'remediation: update it', rules: '[severity: { atLeast: HIGH }, fixable: true]' });

    expect(judged(policy, anImage()).reasons).toEqual([
      {
        policy: 'p',
        title: 'p',
        severity: 'HIGH',
        effect: 'WARN',
        remediation: ['update it'],
        controls: [],
        techniques: [],
        rule: '1',
        path: 'image.findings[CVE-2024-1 openssl 3.0.1].severity',
        operator: 'in',
        expected: ['HIGH', 'CRITICAL'],
        actual: 'HIGH',
        message: 'CVE-2024-1 in openssl 3.0.1: severity is HIGH, a fix is published',
        also: [expect.objectContaining({ path: 'image.findings[CVE-2024-1 openssl 3.0.1].fixedIn', actual: true })],
        vulnerability: 'CVE-2024-1',
        image: 'nginx:1.27',
        about: 'image',
      },
    ]);
  });

  test('gives_a_hundred_reasons_and_counts_the_others', () => {
    const findings = Array.from({ length: 130 }, (_, index) => aFinding({ id: `CVE-${index}` }));

    const { reasons, omitted } = judged(aPolicy({ rules: '[fixable: true]' }), anImage({ findings }));

    expect([reasons.length, omitted]).toEqual([100, 30]);
  });

  test('asks_for_a_version_in_the_order_of_its_ecosystem', () => {
    const policy = aPolicy({ rules: '[component: { name: openssl, below: 3.0.10-1 }]' });
    const component = { name: 'openssl', version: '3.0.9-1', ecosystem: 'Debian:12' };

    expect(judged(policy, anImage({ components: [component] })).reasons).toHaveLength(1);
    expect(judged(policy, anImage({ components: [{ ...component, version: '3.0.11-1' }] })).reasons).toHaveLength(0);
    expect(judged(policy, anImage({ components: [{ ...component, ecosystem: 'Nix' }] })).unknowns).toHaveLength(1);
    expect(judged(policy, anImage()).unknowns.map(({ message }) => message)).toEqual([
      'the components of the image are not known',
    ]);
  });

  test('is_not_asked_where_there_is_nothing_it_is_about', () => {
    const policy = aPolicy({ rules: '[privileged: true]' });

    expect(judged(policy, anImage()).judged).toEqual([]);
    expect(judged(policy, aWorkload({})).judged).toEqual(['p']);
  });
});

describe('unknown', () => {
  const policy = (effect: string) =>
    aPolicy({ spec: `mode: ENFORCE\nunknown: ${effect}`, rules: '[severity: CRITICAL]' });

  test('is_never_a_silent_pass_and_does_what_the_policy_says', () => {
    const input = anImage({ scan: 'NOT_SCANNED', findings: [] });

    expect(judged(policy('REPORT'), input)).toMatchObject({
      verdict: 'ALLOW',
      unknowns: [{ message: 'the image was not scanned' }],
    });
    expect(judged(policy('WARN'), input).verdict).toBe('WARN');
    expect(judged(policy('DENY'), input).verdict).toBe('DENY');
    expect(judged(withMode(policy('DENY'), 'WARN'), input).verdict).toBe('WARN');
  });

  test('names_the_ecosystems_nobody_has_advisories_for', () => {
    const input = anImage({ scan: 'PARTIAL', unjudgedEcosystems: ['PyPI', 'npm'] });

    expect(judged(policy('WARN'), input).unknowns[0]?.message).toBe(
      'the image was judged in part: there are no advisories for PyPI, npm',
    );
  });

  test('gives_way_to_what_is_known', () => {
    const found = anImage({ scan: 'PARTIAL', findings: [aFinding({ severity: 'CRITICAL' })] });

    expect(judged(policy('WARN'), found)).toMatchObject({ verdict: 'DENY', unknowns: [] });
  });

  test('stays_unknown_under_a_not', () => {
    const negated = aPolicy({ rules: '[not: { imageRunsAsRoot: true }]' });

    expect(judged(negated, anImage()).unknowns).toHaveLength(1);
    expect(judged(negated, anImage({ user: '1000' })).reasons.map(({ operator }) => operator)).toEqual(['not is']);
  });

  test('is_what_is_known_of_an_image_nobody_told_about', () => {
    const root = aPolicy({ rules: '[runsAsRoot: true]' });

    expect(judged(root, aWorkload({})).unknowns.map(({ message }) => message)).toEqual([
      'container app: it is not known whether it runs as root',
    ]);
    expect(
      judged(root, aWorkload({}, { images: { 'nginx:1.27': { scan: 'JUDGED', user: '' } } })).reasons,
    ).toHaveLength(1);
  });
});

describe('scope and exclusions', () => {
  const rules = '[hostNetwork: true]';
  const input = aWorkload({ hostNetwork: true }, { context: { clusterName: 'prod-eu', stage: 'PROD' } });

  test.each([
    ['scope: [{ cluster: prod-* }]', 1],
    ['scope: [{ cluster: dev-* }, { stage: PROD, namespace: shop }]', 1],
    ['scope: [{ cluster: prod-*, namespace: other }]', 0],
    ['scope: [{ labels: { tier: fr* } }]', 1],
    ['scope: [{ team: payments }]', 0],
    ['exclusions: [{ namespace: shop, reason: known }]', 0],
    ['exclusions: [{ namespace: shop, until: 2026-11-22, reason: known }]', 0],
    ['exclusions: [{ namespace: shop, until: 2026-11-21, reason: known }]', 1],
    ['exclusions: [{ kind: Deployment, reason: known }]', 1],
  ])('%s', (spec, count) => {
    expect(judged(aPolicy({ spec, rules }), input).reasons).toHaveLength(count);
  });

  test('select_single_images_of_a_workload', () => {
    const policy = aPolicy({
      spec: 'exclusions: [{ image: docker.io/library/*, reason: trusted }]',
      rules: '[privileged: true]',
    });
    const containers = ['nginx:1.27', 'ghcr.io/a/b:1'].map((image, index) => ({
      name: `c${index}`,
      image,
      securityContext: { privileged: true },
    }));

    expect(judged(policy, aWorkload({ containers })).reasons.map(({ image }) => image)).toEqual(['ghcr.io/a/b:1']);
  });
});

describe('an exception', () => {
  const compiled = compilePolicies([withMode(aPolicy({ rules: '[severity: HIGH]' }), 'ENFORCE')]);
  const input = anImage({ findings: [aFinding(), aFinding({ id: 'CVE-2024-2' })] });

  test('takes_one_vulnerability_out_of_the_reasons_and_is_shown', () => {
    const exceptions = compileExceptions([
      { id: 'e', reason: 'not reachable', vulnerabilities: ['CVE-2024-1'], validUntil: AS_OF },
    ]);

    const { verdict, reasons, excepted } = evaluate(compiled, input, { point: 'BUILD', asOf: AS_OF, exceptions });

    expect(verdict).toBe('DENY');
    expect(reasons.map(({ vulnerability }) => vulnerability)).toEqual(['CVE-2024-2']);
    expect(excepted).toMatchObject([{ exceptionId: 'e', reason: { vulnerability: 'CVE-2024-1' } }]);
  });

  test('ends_with_its_last_day', () => {
    const exceptions = compileExceptions([{ id: 'e', reason: 'late', validUntil: '2026-11-21' }]);

    expect(evaluate(compiled, input, { point: 'BUILD', asOf: AS_OF, exceptions }).reasons).toHaveLength(2);
    expect(evaluate(compiled, input, { point: 'BUILD', asOf: '2026-11-21', exceptions }).verdict).toBe('ALLOW');
  });
});

describe('an expression', () => {
  test('that_costs_too_much_is_an_error_of_its_policy_and_the_others_are_judged', () => {
    const costly = aPolicy({
      name: 'costly',
      spec: 'mode: ENFORCE',
      rules: '[cel: "image.findings.all(a, image.findings.all(b, a.id != b.id || true))"]',
    });
    const plain = withMode(aPolicy({ name: 'plain', rules: '[fixable: true]' }), 'WARN');
    const findings = Array.from({ length: 1000 }, (_, index) => aFinding({ id: `CVE-${index}` }));

    const { verdict, errors, reasons } = judged([costly, plain], anImage({ findings }));

    expect(verdict).toBe('ERROR');
    expect(errors).toEqual([
      { policy: 'costly', effect: 'DENY', message: 'the expression took more than 200000 steps' },
    ]);
    expect(reasons).toHaveLength(100);
  });

  test('goes_through_what_it_names', () => {
    const policy = aPolicy({
      rules: "[cel: { expression: \"finding.severity == 'HIGH' && container.name == 'app'\", message: a high one }]",
    });
    const images = {
      'nginx:1.27': { scan: 'JUDGED', findings: [aFinding(), aFinding({ id: 'B', severity: 'LOW' })] },
    } as const;

    expect(judged(policy, aWorkload({}, { images })).reasons.map(({ message }) => message)).toEqual([
      'container app: CVE-2024-1 in openssl 3.0.1: a high one',
    ]);
  });
});

describe('a decision', () => {
  const policies = compilePolicies([aPolicy({ rules: '[fixable: true]' })]);
  const input = inputDigest(anImage());

  test('has_the_same_id_for_the_same_question_and_another_for_another', () => {
    const id = decisionId({ policies, input, point: 'BUILD', asOf: AS_OF });

    expect(decisionId({ policies, input, point: 'BUILD', asOf: AS_OF })).toBe(id);
    expect(decisionId({ policies, input, point: 'DEPLOY', asOf: AS_OF })).not.toBe(id);
    expect(decisionId({ policies, input, point: 'BUILD', asOf: '2026-11-23' })).not.toBe(id);
    const stricter = compilePolicies([aPolicy({ rules: '[fixable: true]', spec: 'mode: ENFORCE' })]);
    expect(decisionId({ policies: stricter, input, point: 'BUILD', asOf: AS_OF })).not.toBe(id);
  });

  test('is_the_same_whatever_the_order_of_the_policies', () => {
    const both = [aPolicy({ name: 'a', rules: '[fixable: true]' }), aPolicy({ name: 'b', rules: '[severity: HIGH]' })];

    expect(compilePolicies(both.toReversed()).revisionSet).toBe(compilePolicies(both).revisionSet);
    expect(judged(both.toReversed(), anImage())).toEqual(judged(both, anImage()));
  });

  test('keeps_one_violation_per_policy_and_subject', () => {
    const subject = { kind: 'image', id: 'sha256:1' };
    expect(violationId('p', subject)).toBe(violationId('p', { ...subject }));
    expect(violationId('q', subject)).not.toBe(violationId('p', subject));
  });

  test('refuses_a_day_that_is_none', () => {
    expect(() => evaluate(policies, anImage(), { point: 'BUILD', asOf: 'today' })).toThrow('is not a day');
  });
});

describe('a name pattern', () => {
  test('agrees_with_the_regular_expression_it_stands_for', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, name) => {
        const policy = aPolicy({ rules: `[namespace: ${JSON.stringify(`x${pattern}`)}]` });
        const { workload } = aWorkload({});
        const input = {
          ...aWorkload({}),
          workload: { ...workload, namespace: `x${name}` } as PolicyInput['workload'] & object,
        };
        const regex = new RegExp(`^x${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        expect(judged(policy, input).reasons.length > 0).toBe(regex.test(`x${name}`));
      }),
      { numRuns: 200 },
    );
  });
});
