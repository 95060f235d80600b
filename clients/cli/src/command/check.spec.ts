import { describe, expect, test } from '@jest/globals';
import { CHECK_RESULT_SCHEMA } from '../check/check-result.ts';
import { CHECK, exitCode } from './check.ts';
import { bench, run } from './command.suite.ts';

const NO_CRITICAL = `apiVersion: bulkhead.dev/v1
kind: Policy
metadata:
  name: no-critical
spec:
  title: No critical vulnerability
  severity: CRITICAL
  mode: ENFORCE
  lifecycles: [BUILD]
  description: An image with a critical vulnerability is not built.
  remediation: [Upgrade the package.]
  rules:
    - name: critical
      all:
        - severity: { atLeast: CRITICAL }
`;

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext: { privileged: true }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
`;

const FILES = { 'policy.yaml': NO_CRITICAL, 'pod.yaml': POD };

describe('a check', () => {
  test('that_a_policy_denies_ends_with_1_and_says_why_and_what_to_do', async () => {
    await using held = await bench({ files: FILES });
    const words = [held.image, '--policies', held.at('policy.yaml'), '--advisories', held.feed];

    const { code, out } = await run(CHECK, words);

    expect(code).toBe(1);
    expect(out).toMatch(/^DENY +image registry\.example\/app:1 at build/);
    expect(out).toContain('no-critical');
    expect(out).toContain('- Upgrade the package.');
  });

  test('prints_a_document_that_keeps_its_schema_and_is_the_same_tomorrow', async () => {
    await using held = await bench({ files: FILES });
    const words = [held.image, '--policies', held.at('policy.yaml'), '--advisories', held.feed, '--json'];

    const [first, second] = [await run(CHECK, words), await run(CHECK, words)];

    const document: unknown = JSON.parse(first.out);
    expect(CHECK_RESULT_SCHEMA.parse(document)).toEqual(document);
    expect(document).toMatchObject({ verdict: 'DENY', isUnknown: false, subjects: [{ judged: ['no-critical'] }] });
    const [a, b] = [first, second].map(
      ({ out }) => (JSON.parse(out) as { subjects: { id: string }[] }).subjects[0]?.id,
    );
    expect(a).toBe(b);
  });

  test('of_an_image_that_nothing_is_known_of_ends_with_3', async () => {
    await using held = await bench({ files: FILES });

    const { code, out } = await run(CHECK, [held.image, '--policies', held.at('policy.yaml')]);

    expect(code).toBe(3);
    expect(out).toContain('UNKNOWN');
  });

  test('of_a_manifest_needs_no_image_and_names_what_it_did_not_judge', async () => {
    await using held = await bench({ files: FILES });

    const { code, out } = await run(CHECK, ['--manifest', held.at('pod.yaml')]);

    expect(code).toBe(1);
    expect(out).toMatch(/^DENY +workload shop\/web at deploy/);
    expect(out).toContain('privileged-container');
    expect(out).toContain('not judged: ');
  });

  test('gives_sarif_for_code_scanning', async () => {
    await using held = await bench({ files: FILES });

    const { out } = await run(CHECK, ['--manifest', held.at('pod.yaml'), '--format', 'sarif']);

    const log = JSON.parse(out) as { version: string; runs: { results: { ruleId: string }[] }[] };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('privileged-container');
  });
});

test('a_denial_wins_over_an_error_and_an_error_over_what_is_not_known', () => {
  expect(exitCode({ verdict: 'DENY', isUnknown: true })).toBe(1);
  expect(exitCode({ verdict: 'ERROR', isUnknown: true })).toBe(2);
  expect(exitCode({ verdict: 'WARN', isUnknown: true })).toBe(3);
  expect(exitCode({ verdict: 'WARN', isUnknown: false })).toBe(0);
});

describe('what cannot be used', () => {
  test('a_policy_is_refused_with_the_line_of_every_mistake', async () => {
    const wrong = NO_CRITICAL.replace('severity: CRITICAL\n', 'severity: GRAVE\n').replace('lifecycles', 'lifecicles');
    await using held = await bench({ files: { 'wrong.yaml': wrong } });

    const checking = run(CHECK, [held.image, '--policies', held.at('wrong.yaml')]);

    await expect(checking).rejects.toMatchObject({ code: 'POLICY_INVALID' });
    await expect(checking).rejects.toThrow(/wrong\.yaml:7:\d+: /);
    await expect(checking).rejects.toThrow(/wrong\.yaml:9:\d+: /);
  });

  test('a_manifest_that_is_no_yaml_or_holds_no_pod_is_refused', async () => {
    await using held = await bench({
      files: { 'broken.yaml': 'kind: [Pod', 'bomb.yaml': 'a: &a [x]\nb: *a\n', 'map.yaml': 'kind: ConfigMap\n' },
    });

    await expect(run(CHECK, ['--manifest', held.at('broken.yaml')])).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
    });
    await expect(run(CHECK, ['--manifest', held.at('bomb.yaml')])).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    await expect(run(CHECK, ['--manifest', held.at('map.yaml')])).rejects.toMatchObject({ code: 'NOTHING_TO_CHECK' });
    await expect(run(CHECK, ['--manifest', held.at('none.yaml')])).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    await expect(run(CHECK, [])).rejects.toMatchObject({ code: 'NOTHING_TO_CHECK' });
  });
});
