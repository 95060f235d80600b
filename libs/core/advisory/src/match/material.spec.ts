import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { MatchIndex, packageKey, parseAdvisory } from '../index.ts';

const data = process.env['BULKHEAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data');

interface Case {
  readonly ecosystem: string;
  readonly db: string;
  readonly packages?: readonly { name: string; version: string }[];
  readonly expected: readonly { name: string; version: string; ids: readonly string[] }[];
}

function textOf(path: string): string {
  const bytes = readFileSync(join(data, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

const indexes = new Map<string, MatchIndex>();

function indexOf(path: string): MatchIndex {
  const known = indexes.get(path);
  if (known !== undefined) return known;
  const index = new MatchIndex();
  for (const line of textOf(path).split('\n')) {
    if (line === '') continue;
    const { advisory } = parseAdvisory(JSON.parse(line));
    if (advisory !== undefined) index.add(advisory);
  }
  indexes.set(path, index);
  return index;
}

/** What the matcher finds for a package as its database names it (for distributions: the source package). */
function idsFor(index: MatchIndex, ecosystem: string, { name, version }: { name: string; version: string }): string[] {
  const result = index.match({ purl: 'pkg:generic/x', ecosystem, name, version, source: { name, version } });
  return result.outcome === 'JUDGED' ? result.matches.map(({ advisory }) => advisory.id).sort() : [result.reason];
}

/** What goes wrong, as readable rows; empty when the sets are equal. */
function differences(given: Case, packages: readonly { name: string; version: string }[]): string[] {
  const index = indexOf(given.db);
  const wanted = new Map(
    given.expected.map(({ name, version, ids }) => [`${packageKey(given.ecosystem, name)}@${version}`, ids.toSorted()]),
  );
  return packages.flatMap((asked) => {
    const found = idsFor(index, given.ecosystem, asked);
    const want = wanted.get(`${packageKey(given.ecosystem, asked.name)}@${asked.version}`) ?? [];
    return found.join() === want.join()
      ? []
      : [`${asked.name}@${asked.version}: found ${found.join()}; want ${want.join()}`];
  });
}

function readCase(path: string): Case {
  return JSON.parse(textOf(path)) as Case;
}

if (existsSync(join(data, 'matching'))) {
  describe('the matching cases of the test material', () => {
    test.each(['go-kyverno-2021', 'go-trivy-2021', 'py-checkov-2020', 'py-quay-2020'])(
      'the_lockfile_of_%s_gets_exactly_its_advisories',
      (name) => {
        const given = readCase(`matching/lockfiles/${name}/expected.json`);
        const packages = given.packages ?? given.expected;
        process.stdout.write(`matching/lockfiles/${name}: ${packages.length} packages\n`);
        expect(differences(given, packages)).toEqual([]);
      },
    );

    test('debian_source_packages_get_exactly_their_advisories', () => {
      const given = readCase('matching/debian-changelogs/expected.json');
      const packages = given.packages ?? given.expected;
      process.stdout.write(`matching/debian-changelogs: ${packages.length} versions\n`);
      expect(differences(given, packages)).toEqual([]);
    });

    test('a_real_rpm_inventory_gets_exactly_its_AlmaLinux_advisories', () => {
      const given = readCase('matching/rpm/ubi8-s390x_x_almalinux8.json') as Case & { inventory: string };
      const packages = textOf(given.inventory)
        .split('\n')
        .filter((row) => row !== '' && !row.startsWith('#'))
        .map((row) => {
          const [name = '', epoch = '0', version = '', release = ''] = row.split('\t');
          return { name, version: `${epoch === '0' ? '' : `${epoch}:`}${version}-${release}` };
        });
      process.stdout.write(`matching/rpm: ${packages.length} packages\n`);
      expect(differences(given, packages)).toEqual([]);
    });

    test('the_answers_of_the_public_OSV_API_are_given_again', () => {
      interface Recorded {
        readonly db: string;
        readonly packages: readonly { name: string; version: string; must: string[]; may: string[] }[];
      }
      const recorded = JSON.parse(textOf('matching/osv-api-truth-go.json')) as Recorded;
      const index = indexOf(recorded.db);
      const wrong = recorded.packages.flatMap((asked) => {
        const found = idsFor(index, 'Go', asked);
        const missing = asked.must.filter((id) => !found.includes(id));
        const extra = found.filter((id) => !asked.must.includes(id) && !asked.may.includes(id));
        return missing.length + extra.length === 0 ? [] : [{ asked: `${asked.name}@${asked.version}`, missing, extra }];
      });
      process.stdout.write(`matching/osv-api-truth-go: ${recorded.packages.length} packages\n`);
      expect(wrong).toEqual([]);
    });
  });
}
