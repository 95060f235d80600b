import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { MatchIndex } from '@bulkhead/core-advisory';
import { testMaterial } from '@bulkhead/testing';
import { loadFeed } from '../index.ts';

const folder = testMaterial('matching');

interface Package {
  readonly name: string;
  readonly version: string;
}

interface Case {
  readonly ecosystem: string;
  readonly db: string;
  readonly packages: readonly Package[];
  readonly expected: readonly (Package & { readonly ids: readonly string[] })[];
  readonly informational?: Readonly<Record<string, readonly string[]>>;
}

/** The id of the case's oracle: a rubysec advisory is called by the name of its file. */
function plainId(id: string, { name }: Package): string {
  return id.replace(`RUBYSEC-${name}-`, '');
}

function idsFor(index: MatchIndex, ecosystem: string, asked: Package): string[] {
  const result = index.match({ purl: 'pkg:generic/x', ecosystem, ...asked });
  if (result.outcome !== 'JUDGED') return [result.reason];
  const ids = result.matches.map(({ advisory: { id } }) => plainId(id, asked));
  return [...ids, ...result.unjudged.map(({ reason }) => reason)].sort();
}

if (folder !== undefined) {
  describe('databases that are not OSV', () => {
    test.each([
      { name: 'gem-syft-fixture', advisories: 1234 },
      { name: 'npm-navigator-2019', advisories: 467 },
      { name: 'npm-quay-yarn-2019', advisories: 467 },
      { name: 'rust-noseyparker-2022', advisories: 1225 },
      { name: 'rust-trivy-ci-test', advisories: 1225 },
    ])('give_the_lockfile_$name_exactly_its_advisories', async ({ name, advisories }) => {
      const given = JSON.parse(await readFile(join(folder, 'lockfiles', name, 'expected.json'), 'utf8')) as Case;
      const { index, summary, parked } = await loadFeed(join(folder, '..', given.db));
      process.stdout.write(
        `matching/lockfiles/${name}: ${given.packages.length} packages x ${summary.advisories} advisories\n`,
      );
      expect(summary.advisories).toBe(advisories);
      expect(parked.filter(({ path }) => !path.endsWith('/index.json'))).toEqual([]);
      const wrong = given.packages.flatMap((asked) => {
        const at = `${asked.name}@${asked.version}`;
        const expected = given.expected.find((row) => row.name === asked.name && row.version === asked.version);
        const informational = (given.informational?.[at] ?? []).map((entry) => entry.split(':')[0] ?? '');
        const want = [...(expected?.ids ?? []), ...informational].sort();
        const found = idsFor(index, given.ecosystem, asked);
        return found.join() === want.join() ? [] : [`${at}: found ${found.join()}; want ${want.join()}`];
      });
      expect(wrong).toEqual([]);
    });
  });
}
