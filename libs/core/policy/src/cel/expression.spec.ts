import { describe, expect, test } from '@jest/globals';
import type { FindingFacts, ImageFacts } from '../facts.ts';
import { Target } from '../evaluation/target.ts';
import { NO, UNKNOWN, YES } from '../evaluation/truth.ts';
import { CEL_LIMITS, CelFailure, compileCel } from './expression.ts';
import type { CelExpression } from './expression.ts';

function compiled(text: string): CelExpression {
  const result = compileCel(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.expression;
}

function problemOf(text: string): string {
  const result = compileCel(text);
  return 'problem' in result ? result.problem : 'none';
}

function aFinding(members: Partial<FindingFacts> = {}): FindingFacts {
  const finding = {
    id: 'CVE-2024-1',
    aliases: [],
    severity: 'HIGH',
    kev: false,
    component: 'openssl',
    version: '3.0.1',
    fixedIn: [],
    state: 'ACTIVE',
  } as const;
  return { ...finding, ...members };
}

function targetOf(image: Partial<ImageFacts>): Target {
  const target = new Target(Date.parse('2026-11-22T00:00:00Z'));
  target.celSteps = CEL_LIMITS.steps;
  target.image = { scan: 'JUDGED', reference: 'nginx:1', labels: { team: 'web' }, findings: [aFinding()], ...image };
  return target;
}

describe('an expression', () => {
  test.each([
    ['image.reference.startsWith("nginx")', YES],
    ['image.findings.exists(f, f.severity == "HIGH" && !f.kev)', YES],
    ['image.findings.filter(f, f.kev).size() > 0', NO],
    ['"team" in image.labels && image.labels["team"] == "web"', YES],
    ['days("2026-11-01T00:00:00Z", asOf) >= 21', YES],
    ['image.reference.matches("^[a-z]+:[0-9]+$")', YES],
    ['has(image.createdAt)', NO],
  ])('%s', (text, truth) => {
    expect(compiled(text).test(targetOf({}))).toBe(truth);
  });

  test('is_unknown_where_it_asks_for_what_is_not_known', () => {
    expect(compiled('days(image.createdAt, asOf) > 3').test(targetOf({}))).toBe(UNKNOWN);
    expect(compiled('image.findings.exists(f, f.cvss > 7)').test(targetOf({}))).toBe(UNKNOWN);
    expect(compiled('image.findings.all(f, f.kev)').test(targetOf({ scan: 'PARTIAL' }))).toBe(UNKNOWN);
  });

  test('knows_what_it_is_about', () => {
    expect([...compiled('finding.kev && image.reference != ""').levels]).toEqual(['image', 'finding']);
    expect([...compiled('context.stage == "PROD"').levels]).toEqual([]);
  });

  test.each([
    ['image.tagg == "x"', 'No such key: tagg'],
    ['image.reference', 'the expression gives string, it must be true or false'],
    ['image.reference == 1', 'no such overload: string == int'],
    ['nothing.here', 'Unknown variable: nothing'],
    ['["a"].join("b") == ""', '.join() cannot be used in a policy'],
    ['cel.bind(x, "a", x == "a")', '.bind() cannot be used in a policy'],
    ['bytes("a").size() == 1', 'bytes() cannot be used in a policy'],
    ['image.reference.matches(image.digest)', 'the pattern of matches() must be a literal text'],
    [`image.reference.matches("${'a'.repeat(201)}")`, 'a pattern is longer than 200 characters'],
    ['[1].all(a, [1].all(b, [1].all(c, true)))', 'loops are nested deeper than 2'],
    [' '.repeat(CEL_LIMITS.length + 1), 'the expression is longer than 2000 characters'],
    [`${'('.repeat(500)}true${')'.repeat(500)}`, 'Exceeded maxDepth (24)'],
  ])('%s is refused', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test('is_refused_when_its_pattern_is_not_re2', () => {
    expect(problemOf(String.raw`image.reference.matches("(a)\\1")`)).toMatch(/invalid/i);
  });
});

describe('the cost of an evaluation', () => {
  const many = Array.from({ length: 2000 }, (_, index) => aFinding({ id: `CVE-${index}` }));

  test('ends_when_the_steps_are_used_up', () => {
    const squared = compiled('image.findings.all(f, image.findings.exists(g, g.id == "none") || true)');
    const target = targetOf({ findings: many });

    expect(() => squared.test(target)).toThrow(CelFailure);
    expect(() => squared.test(target)).toThrow('more than 200000 steps');
    expect(squared.test(targetOf({}))).toBe(YES);
  });

  test('is_linear_in_the_text_for_a_pattern_that_would_backtrack', () => {
    const expression = compiled('image.reference.matches("^(a+)+$")');

    expect(expression.test(targetOf({ reference: `${'a'.repeat(50_000)}!` }))).toBe(NO);
  });

  test('is_an_error_and_no_answer_when_it_cannot_be_computed', () => {
    expect(() => compiled('1 / (size(image.findings) - 1) == 1').test(targetOf({}))).toThrow('division by zero');
  });
});
