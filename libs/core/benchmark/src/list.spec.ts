import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { hardenedHost, silentHost } from './__fixtures__/hardened-host.ts';
import { factsToCollect } from './benchmark.ts';
import { FACT_NAMES, HOST_FACTS_SCHEMA } from './facts.ts';
import { LINUX_HOST_CHECKS } from './list.ts';

const FOLDER = join(import.meta.dirname, 'check');

describe('the list of checks', () => {
  test('holds_every_file_of_the_folder_under_the_name_of_the_file', () => {
    const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
      .map((entry) => basename(entry.name, '.ts'))
      .sort();

    expect(LINUX_HOST_CHECKS.map(({ id }) => id).sort()).toEqual(files);
    expect(new Set(files).size).toBe(files.length);
  });

  test('maps_every_check_to_a_control_and_tells_what_to_do', () => {
    for (const check of LINUX_HOST_CHECKS) {
      expect(check.controls.map(({ framework }) => framework)).toContain('NIST-SP-800-190');
      expect(check.title.length).toBeGreaterThan(10);
      expect(check.rationale.length).toBeGreaterThan(20);
      expect(check.remediation.length).toBeGreaterThan(10);
      expect(check.requires.length).toBeGreaterThan(0);
    }
  });
});

describe('a silent host', () => {
  test.each(LINUX_HOST_CHECKS.map((check) => [check.id, check] as const))(
    '%s_is_unknown_without_facts',
    (_id, check) => {
      const outcome = check.evaluate(silentHost());

      expect(outcome.state).toBe('UNKNOWN');
      expect(outcome.evidence.map(({ fact }) => fact)).toEqual(check.requires);
    },
  );

  test.each(LINUX_HOST_CHECKS.map((check) => [check.id, check] as const))(
    '%s_does_not_pass_when_its_groups_are_empty',
    (_id, check) => {
      const empty = { ...silentHost(), sysctls: {}, files: {}, mounts: [], loginDefs: {}, groups: [] };
      const kernel = { release: '6', architecture: 'x64' };

      expect(check.evaluate({ ...empty, kernel }).state).not.toBe('PASS');
    },
  );
});

describe('a hardened host', () => {
  test('tells_facts_that_fit_the_published_shape', () => {
    expect(HOST_FACTS_SCHEMA.parse(JSON.parse(JSON.stringify(hardenedHost())))).toEqual(hardenedHost());
    expect(factsToCollect().sysctls.length).toBeGreaterThan(30);
    expect(factsToCollect().files).toContain('/etc/shadow');
    expect(FACT_NAMES.every((name) => hardenedHost()[name] !== undefined)).toBe(true);
  });

  test('has_a_shape_that_can_be_published_as_json_schema', () => {
    const schema = z.toJSONSchema(HOST_FACTS_SCHEMA);

    expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining([...FACT_NAMES, 'gaps']));
  });

  test.each(LINUX_HOST_CHECKS.map((check) => [check.id, check] as const))('%s_passes', (_id, check) => {
    expect(check.evaluate(hardenedHost())).toMatchObject({ state: 'PASS' });
  });
});
