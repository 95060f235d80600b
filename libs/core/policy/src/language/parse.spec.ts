import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CRITERIA, builtInPolicies, parsePolicies, parsePolicy, policyJsonSchema } from '../index.ts';

const GOOD = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: good
spec:
  severity: HIGH
  description: a test
  lifecycles: [DEPLOY]
  rules:
    - all:
        - privileged: true
`;

/** What is wrong with the good document after one change. */
function problemsOf(from: string, to: string): string[] {
  const { policy, problems } = parsePolicy(GOOD.replace(from, to));
  expect(policy).toBeUndefined();
  return problems.map(({ code, line, path, message }) => `${code} ${line} ${path}: ${message}`);
}

describe('a policy document', () => {
  test('is_read_with_its_defaults', () => {
    expect(parsePolicy(GOOD)).toMatchObject({
      problems: [],
      policy: { name: 'good', title: 'good', mode: 'WARN', unknown: 'WARN', remediation: [], scope: [] },
    });
  });

  test('has_a_digest_of_what_it_says_not_of_how_it_is_written', () => {
    const rewritten = `# a comment\n{"kind":"Policy","apiVersion":"bulkhead.dev/v1","metadata":{"name":"good"},"spec":{"description":"a test","severity":"HIGH","lifecycles":["DEPLOY"],"rules":[{"all":[{"privileged":true}]}]}}`;

    expect(parsePolicy(rewritten).policy?.digest).toBe(parsePolicy(GOOD).policy?.digest);
    expect(parsePolicy(GOOD.replace('HIGH', 'LOW')).policy?.digest).not.toBe(parsePolicy(GOOD).policy?.digest);
  });

  test.each([
    ['severity: HIGH', 'severity: HUGE', 'POLICY_SHAPE 6 spec.severity: '],
    ['kind: Policy', 'kind: Pod', 'POLICY_SHAPE 2 kind: '],
    [
      '  severity: HIGH',
      '  severity: HIGH\n  serverity: LOW',
      'POLICY_SHAPE 7 spec.serverity: there is no member serverity here',
    ],
    [
      'privileged: true',
      'priviliged: true',
      'POLICY_CRITERION_UNKNOWN 11 spec.rules[0].all[0].priviliged: there is no criterion priviliged; did you mean privileged?',
    ],
    ['privileged: true', 'privileged: "yes"', 'POLICY_CRITERION_VALUE 11 spec.rules[0].all[0].privileged: '],
    [
      'privileged: true',
      'cvss: {}',
      'POLICY_CRITERION_VALUE 11 spec.rules[0].all[0].cvss: needs at least one of atLeast, atMost, above, below',
    ],
    ['privileged: true', 'cel: image.nothing == 1', 'POLICY_CEL 11 spec.rules[0].all[0].cel: No such key: nothing'],
    [
      'privileged: true',
      '{ privileged: true, hostPID: true }',
      'POLICY_SHAPE 11 spec.rules[0].all[0]: a criterion has one member, this one has 2',
    ],
    [
      'privileged: true',
      'checkState: FAIL\n        - hostPID: true',
      'POLICY_RULE 11 spec.rules[0].all: one rule cannot ask about a host and about an image or workload',
    ],
    ['  name: good', '  name: good\n  name: bad', 'POLICY_NOT_YAML 5 : Map keys must be unique'],
    ['[DEPLOY]', '[DEPLOY', 'POLICY_NOT_YAML'],
    ['spec:', 'x: &a [1]\ny: *a\nspec:', 'POLICY_ALIAS 6 : aliases are not read'],
    [
      'description: a test',
      'description: a test\n  scope: [{}]',
      'POLICY_SHAPE 8 spec.scope[0]: a selector that says nothing would select everything',
    ],
  ])('with %s changed to %s is refused with its line', (from, to, problem) => {
    expect(problemsOf(from, to)[0]).toContain(problem);
  });

  test('that_is_right_is_read_beside_one_that_is_wrong', () => {
    const { policies, problems } = parsePolicies(
      `${GOOD}---\nkind: Pod\n---\n${GOOD.replace('name: good', 'name: other')}`,
    );

    expect(policies.map(({ name }) => name)).toEqual(['good', 'other']);
    expect(problems[0]).toMatchObject({ line: 13 });
  });
});

describe('a hostile document', () => {
  test.each([
    ['ten megabytes', `${GOOD}# ${'x'.repeat(10_000_000)}`],
    ['deep brackets', `${GOOD}x: ${'['.repeat(200_000)}`],
    ['deep maps', `${GOOD}x: ${'{a: '.repeat(50_000)}`],
    ['aliases upon aliases', `a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n${GOOD}`],
    ['many documents', '---\na: 1\n'.repeat(1000)],
    ['a tag', GOOD.replace('a test', '!!js/function "return 1"')],
  ])('with %s is refused in time', (_name, text) => {
    const started = performance.now();

    expect(parsePolicy(text).policy).toBeUndefined();
    expect(parsePolicy(text).problems.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('never_throws_whatever_the_bytes', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(...GOOD.split(/(?<=\n)/), '- ', '? ', '&a ', '*a', '|', '{', '[', '\t', '!!set '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { problems, policies } = parsePolicies(pieces.join(''));
        expect(Array.isArray(problems) && Array.isArray(policies)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the language', () => {
  test.each(CRITERIA.map((criterion) => [criterion.name, criterion] as const))(
    '%s_has_an_example_that_it_reads',
    (_name, criterion) => {
      expect(criterion.schema.safeParse(criterion.example).error).toBeUndefined();
      expect(criterion.doc.length).toBeGreaterThan(10);
    },
  );

  test('has_criteria_of_different_names', () => {
    expect(new Set(CRITERIA.map(({ name }) => name)).size).toBe(CRITERIA.length);
    expect(CRITERIA.length).toBeGreaterThanOrEqual(25);
  });

  test('is_published_as_a_json_schema', () => {
    const published: unknown = JSON.parse(
      readFileSync(new URL('../../published/policy-v1.schema.json', import.meta.url), 'utf8'),
    );

    // When the language grew, write it again: see the README of this package.
    expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });

  test('describes_every_criterion_in_its_schema', () => {
    const schema = JSON.stringify(policyJsonSchema());

    for (const { name } of CRITERIA) expect(schema).toContain(`"required":["${name}"]`);
    expect(builtInPolicies().length).toBeGreaterThan(0);
  });
});
