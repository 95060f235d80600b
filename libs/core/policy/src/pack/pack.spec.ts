import { describe, expect, test } from '@jest/globals';
import { builtInPolicies, runExamples } from '../index.ts';

const pack = builtInPolicies();

describe('the built-in pack', () => {
  test('covers_images_workloads_and_hosts_with_policies_of_different_names', () => {
    const points = new Set(pack.flatMap(({ policy }) => policy.lifecycles));

    expect(pack.length).toBeGreaterThanOrEqual(12);
    expect(new Set(pack.map(({ policy }) => policy.name)).size).toBe(pack.length);
    expect([...points].sort()).toEqual(['BUILD', 'DEPLOY', 'HOST', 'REGISTRY', 'RUNTIME']);
  });

  test.each(pack.map(({ policy }) => [policy.name, policy] as const))('%s_explains_itself', (_name, policy) => {
    expect(policy.remediation.length).toBeGreaterThan(0);
    expect(policy.controls.length).toBeGreaterThan(0);
    expect(policy.rationale).toBeDefined();
  });

  test.each(pack.map(({ policy }) => [policy.name, policy] as const))(
    '%s_does_what_its_examples_say',
    (_name, policy) => {
      const results = runExamples(policy);

      expect(results.filter(({ passed }) => !passed)).toEqual([]);
      expect(results.map(({ actual }) => actual)).toEqual(expect.arrayContaining(['MATCH', 'NO_MATCH']));
    },
  );
});
