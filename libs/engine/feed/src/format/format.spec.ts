import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tarOf, testFolder } from '@bulkhead/testing';
import { loadFeed } from '../index.ts';
import type { LoadedFeed } from '../index.ts';

async function load(path: string, content: string): Promise<LoadedFeed> {
  await using folder = await testFolder();
  const archive = join(folder.path, 'db.tar');
  await writeFile(archive, tarOf([{ path, content }]));
  return await loadFeed(archive);
}

/** Which of some versions are affected; `?` where that is not known. */
function affected({ index }: LoadedFeed, purl: string, versions: readonly string[]): string[] {
  return versions.flatMap((version) => {
    const result = index.match({ purl: `${purl}@${version}` });
    if (result.outcome === 'UNKNOWN' || result.unjudged.length > 0) return [`${version}?`];
    return result.matches.length > 0 ? [version] : [];
  });
}

describe('a RustSec advisory', () => {
  const head = (versions: string): string =>
    `\`\`\`toml\n[advisory]\nid = "RUSTSEC-2099-0001"\npackage = "thing"\ndate = "2099-01-02"\naliases = ["CVE-2099-0001"]\n\n[versions]\n${versions}\n\`\`\`\n\n# Thing breaks\n\nBadly.\n`;

  test('affects_what_no_requirement_calls_patched_or_unaffected', async () => {
    const feed = await load(
      'crates/thing/RUSTSEC-2099-0001.md',
      head('patched = [">= 3.1.0", "^2.1.3"]\nunaffected = ["< 1.0.0"]'),
    );
    expect(affected(feed, 'pkg:cargo/thing', ['0.9.9', '1.0.0', '2.1.2', '2.1.3', '2.9.0', '3.0.0', '3.1.0'])).toEqual([
      '1.0.0',
      '2.1.2',
      '3.0.0',
    ]);
    const result = feed.index.match({ purl: 'pkg:cargo/thing@1.0.0' });
    expect(result).toMatchObject({
      matches: [{ advisory: { id: 'RUSTSEC-2099-0001', vulnerabilityId: 'CVE-2099-0001', summary: 'Thing breaks' } }],
    });
  });

  test('starts_right_after_the_version_a_requirement_ends_with', async () => {
    const feed = await load('crates/thing/x.md', head('patched = []\nunaffected = ["<= 1.2.3"]'));
    expect(affected(feed, 'pkg:cargo/thing', ['1.2.3', '1.2.4-alpha', '1.2.4'])).toEqual(['1.2.4-alpha', '1.2.4']);
  });

  test('with_a_requirement_nobody_can_read_is_unknown', async () => {
    const feed = await load('crates/thing/x.md', head('patched = ["whenever"]'));
    expect(affected(feed, 'pkg:cargo/thing', ['1.0.0'])).toEqual(['1.0.0?']);
  });

  test('with_a_broken_head_is_parked_and_a_readme_is_passed_over', async () => {
    expect((await load('x.md', '```toml\nid = \n```\n')).parked.map(({ code }) => code)).toEqual([
      'DOCUMENT_UNREADABLE',
    ]);
    expect((await load('README.md', '# Hello')).summary).toMatchObject({ advisories: 0, parked: 0 });
  });
});

describe('a rubysec advisory', () => {
  test('affects_what_no_requirement_calls_patched_or_unaffected', async () => {
    const yaml = [
      'gem: thing\ntitle: Thing breaks\ncve: 2099-0001\nghsa: aaaa-bbbb-cccc\ndate: 2099-01-02\ncvss_v3: 7.4',
      'unaffected_versions:\n  - "< 5.0.0"\npatched_versions:\n  - "~> 5.2.6, >= 5.2.6.2"\n  - ">= 7.0.2"\n',
    ].join('\n');
    const feed = await load('gems/thing/CVE-2099-0001.yml', yaml);
    expect(
      affected(feed, 'pkg:gem/thing', ['4.9', '5.0.0', '5.2.6.1', '5.2.6.2', '5.2.7', '5.3', '7.0.1', '7.0.2']),
    ).toEqual(['5.0.0', '5.2.6.1', '5.3', '7.0.1']);
    expect(feed.index.match({ purl: 'pkg:gem/thing@5.0.0' })).toMatchObject({
      matches: [
        {
          advisory: { ids: ['RUBYSEC-thing-CVE-2099-0001', 'CVE-2099-0001', 'GHSA-aaaa-bbbb-cccc'] },
          severity: 'HIGH',
        },
      ],
    });
  });
});

describe('an advisory of the Node.js working group', () => {
  test('affects_its_vulnerable_versions', async () => {
    const document = {
      id: 1,
      title: 'Breakage',
      module_name: 'thing',
      cves: ['CVE-2099-0001'],
      vulnerable_versions: '<1.2.0 || >=2.0.0 <=2.1.0 || >3.0.0',
      cvss_vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    };
    const feed = await load('vuln/npm/1.json', JSON.stringify(document));
    expect(affected(feed, 'pkg:npm/thing', ['1.1.9', '1.2.0', '2.1.0', '2.1.1', '3.0.0', '3.0.1'])).toEqual([
      '1.1.9',
      '2.1.0',
      '3.0.1',
    ]);
  });
});

describe('a security database of Alpine', () => {
  const yaml = [
    'distroversion: v3.99\nreponame: main\npackages:',
    '  - pkg:\n      name: thing\n      secfixes:\n        "0":\n          - CVE-2099-0009\n        1.0.1-r0:',
    '          - CVE-2099-0001 XSA-1\n          - CVE-2099-0002\n        1.0.2-r0:\n          - CVE-2099-0001\n',
  ].join('\n');

  test('says_affected_before_the_last_fix_and_never_where_the_fix_is_0', async () => {
    const feed = await load('v3.99/main.yaml', yaml);
    const idsAt = (version: string): string[] => {
      const result = feed.index.match({ purl: `pkg:apk/alpine/thing@${version}?distro=alpine-3.99.1` });
      return result.outcome === 'JUDGED' ? result.matches.map(({ advisory }) => advisory.vulnerabilityId) : ['?'];
    };
    expect(idsAt('1.0.0-r0')).toEqual(['CVE-2099-0001', 'CVE-2099-0002', 'ALPINE-v3.99-main-XSA-1']);
    expect(idsAt('1.0.1-r0')).toEqual(['CVE-2099-0001']);
    expect(idsAt('1.0.2-r0')).toEqual([]);
  });
});
