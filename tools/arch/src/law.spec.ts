import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

/** A file that breaks the law, and the rule that has to say so. */
const PLANTED: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['libs/core/a/src/framework.ts', '@nestjs/common', 'core-is-pure'],
  ['libs/core/a/src/built-in.ts', 'node:fs', 'core-is-pure'],
  ['libs/core/a/src/up.ts', '../../../platform/a/src/index.ts', 'core-is-pure'],
  ['libs/core/a/src/type-only.ts', 'type ../../../platform/a/src/index.ts', 'core-is-pure'],
  ['libs/engine/a/src/framework.ts', '@nestjs/common', 'engine-knows-core'],
  ['libs/engine/a/src/contract.ts', '../../../contracts/src/index.ts', 'engine-knows-core'],
  ['libs/engine/a/src/service.ts', '../../../../services/a/src/index.ts', 'engine-knows-core'],
  ['libs/engine/a/src/store.ts', 'mongoose', 'engine-knows-core'],
  ['libs/contracts/src/platform.ts', '../../platform/a/src/index.ts', 'contracts-know-base'],
  ['libs/contracts/src/service.ts', '../../../services/a/src/index.ts', 'contracts-know-base'],
  ['libs/platform/a/src/contract.ts', '../../../contracts/src/index.ts', 'platform-knows-core'],
  ['libs/platform/a/src/engine.ts', '../../../engine/a/src/index.ts', 'platform-knows-core'],
  ['libs/embedded/a/src/platform.ts', '../../../platform/a/src/index.ts', 'embedded-stands-alone'],
  ['libs/embedded/a/src/driver.ts', 'mongoose', 'embedded-stands-alone'],
  ['services/a/src/sideways.ts', '../../b/src/index.ts', 'services-never-sideways'],
  ['services/a/src/embedded.ts', '../../../libs/embedded/a/src/index.ts', 'services-look-inward'],
  ['services/a/src/tool.ts', '../../../tools/a/src/index.ts', 'nobody-imports-e2e-or-tools'],
  ['services/a/src/deep.ts', '../../../libs/core/a/src/inside.ts', 'through-the-front-door'],
  ['services/a/src/kafka.ts', 'kafkajs', 'kafkajs-has-one-door'],
  ['services/a/src/noun/noun.service.ts', '@nestjs/common', 'suffix-tells-imports'],
  ['services/a/src/noun/noun.ports.ts', 'type mongoose', 'suffix-tells-imports'],
  ['services/a/src/fake.ts', '../../../libs/testing/src/index.ts', 'testing-is-for-tests'],
  ['services/a/src/property.ts', 'fast-check', 'test-tools-are-for-tests'],
  ['clients/a/src/framework.ts', '@nestjs/common', 'clients-stay-small'],
  ['clients/a/src/messaging.ts', '../../../libs/platform/messaging/src/index.ts', 'clients-stay-small'],
  ['clients/a/src/sideways.ts', '../../b/src/index.ts', 'clients-never-sideways'],
  ['libs/core/a/src/nowhere.ts', './not-there.ts', 'resolvable'],
];

/** What the law permits has to stay silent. */
const PERMITTED: readonly (readonly [file: string, imports: string])[] = [
  ['libs/core/a/src/digest.ts', 'node:crypto'],
  ['libs/core/a/src/schema.ts', 'zod'],
  ['libs/engine/a/src/files.ts', 'node:fs'],
  ['libs/platform/a/src/framework.ts', '@nestjs/common'],
  ['services/a/src/noun/noun.store.ts', 'mongoose'],
  ['services/a/src/noun/noun.ts', '../../../../libs/contracts/src/index.ts'],
  ['clients/a/src/core.ts', '../../../libs/core/a/src/index.ts'],
];

const FRONT_DOORS = [
  'libs/core/a/src/index.ts',
  'libs/core/a/src/inside.ts',
  'libs/engine/a/src/index.ts',
  'libs/contracts/src/index.ts',
  'libs/platform/a/src/index.ts',
  'libs/platform/messaging/src/index.ts',
  'libs/embedded/a/src/index.ts',
  'libs/testing/src/index.ts',
  'services/a/src/index.ts',
  'services/b/src/index.ts',
  'clients/b/src/index.ts',
  'tools/a/src/index.ts',
];

let folder: string;
let violations: readonly Violation[];

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function importing(what: string): string {
  return what.startsWith('type ')
    ? `import type * as x from '${what.slice(5)}';\nexport type X = typeof x;\n`
    : `import * as x from '${what}';\nexport const y = x;\n`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bh-law-'));
  // Packages of the same names, so that what they resolve to lies inside the tree.
  for (const name of ['@nestjs/common', 'mongoose', 'kafkajs', 'fast-check', 'zod']) {
    plant(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    plant(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json'])
    copyFileSync(join(ROOT, name), join(folder, name));
  for (const file of FRONT_DOORS) plant(file, 'export const here = 1;\n');
  for (const [file, what] of [...PLANTED, ...PERMITTED]) plant(file, importing(what));
  plant('services/a/src/circle-a.ts', importing('./circle-b.ts'));
  plant('services/a/src/circle-b.ts', importing('./circle-a.ts'));
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'libs',
      'services',
      'clients',
      'tools',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the law of imports', () => {
  test.each(PLANTED)('catches_%s_importing_%s', (file, _imports, rule) => {
    const named = violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);

    expect(named).toContain(rule);
  });

  test.each(PERMITTED)('permits_%s_importing_%s', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });

  test('catches_two_files_that_need_each_other', () => {
    expect(violations.map((violation) => violation.rule.name)).toContain('no-cycles');
  });
});
