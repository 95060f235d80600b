import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { compileAdvisories, judge, parseAdvisory } from '../index.ts';
import type { Advisory, AskedComponent } from '../index.ts';

const folder = join(import.meta.dirname, '../../../../../e2e/fixtures/advisories');

function readAdvisories(): Advisory[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { advisory, problems } = parseAdvisory(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      expect(problems).toEqual([]);
      return advisory as Advisory;
    });
}

const index = compileAdvisories(readAdvisories());

function cvesOf(component: AskedComponent): string[] | string {
  const result = index.match(component);
  return result.outcome === 'JUDGED' ? result.matches.map((match) => match.advisory.vulnerabilityId) : result.reason;
}

describe('the advisories of e2e/fixtures', () => {
  test.each([
    ['pkg:deb/debian/libcurl4@7.88.1-10+deb12u3?arch=amd64&distro=debian-12&upstream=curl', ['CVE-2023-38545']],
    ['pkg:deb/debian/libcurl4@7.88.1-10+deb12u4?arch=amd64&distro=debian-12&upstream=curl', []],
    ['pkg:deb/debian/libcurl4@7.74.0-1.3+deb11u9?distro=debian-11&upstream=curl', ['CVE-2023-38545']],
    ['pkg:deb/debian/libc6@2.36-9+deb12u2?distro=bookworm&upstream=glibc', ['CVE-2010-4756', 'CVE-2023-4911']],
    ['pkg:deb/debian/libc6@2.36-9+deb12u14?distro=debian-12&upstream=glibc', ['CVE-2010-4756']],
    ['pkg:deb/debian/openssh-server@1:9.2p1-2+deb12u2?distro=debian-12&upstream=openssh', ['CVE-2024-6387']],
    ['pkg:deb/debian/zlib1g@1:1.2.11.dfsg-2+deb11u1?distro=debian-11&upstream=zlib', ['CVE-2022-37434']],
    ['pkg:apk/alpine/libcrypto1.1@1.1.1d-r3?distro=alpine-3.11.3&upstream=openssl', ['CVE-2020-1967']],
    ['pkg:apk/alpine/libcrypto1.1@1.1.1c-r0?distro=alpine-3.11.3&upstream=openssl', []],
    ['pkg:apk/alpine/busybox@1.31.1-r9?distro=alpine-3.11.3', ['CVE-2021-28831']],
    ['pkg:npm/lodash@4.17.20', ['CVE-2021-23337']],
    ['pkg:npm/lodash@4.17.21', []],
    ['pkg:npm/minimist@0.2.4', []],
    ['pkg:npm/minimist@1.2.5', ['CVE-2021-44906']],
    ['pkg:npm/axios@1.5.0', ['CVE-2023-45857']],
    ['pkg:pypi/Jinja2@3.1.2', ['CVE-2024-22195']],
    ['pkg:pypi/requests@2.30.0', ['CVE-2023-32681']],
    ['pkg:pypi/urllib3@1.26.17', []],
    ['pkg:pypi/urllib3@2.0.5', ['CVE-2023-43804']],
  ])('%s_is_judged_from_its_purl_alone', (purl, cves) => {
    expect(cvesOf({ purl })).toEqual(cves);
  });

  test('an_ecosystem_or_a_release_nothing_is_held_for_is_unknown_and_not_clean', () => {
    expect(cvesOf({ purl: 'pkg:gem/rails@1.0.0' })).toBe('NO_FEED');
    expect(cvesOf({ purl: 'pkg:deb/debian/curl@1?distro=debian-10' })).toBe('NO_FEED_FOR_RELEASE');
    expect(cvesOf({ purl: 'pkg:deb/debian/curl@1' })).toBe('NO_FEED_FOR_RELEASE');
    expect(cvesOf({ purl: 'pkg:generic/curl@1' })).toBe('NO_ECOSYSTEM');
    expect(cvesOf({ purl: 'nonsense' })).toBe('NO_ECOSYSTEM');
  });

  test('a_match_says_what_was_searched_what_was_found_and_which_comparison_decided', () => {
    const purl = 'pkg:deb/debian/libcurl4@7.88.1-10+deb12u3?arch=amd64&distro=debian-12&upstream=curl';
    const result = index.match({ purl });
    const [match] = result.outcome === 'JUDGED' ? result.matches : [];
    expect(match).toMatchObject({
      severity: 'CRITICAL',
      rated: { score: 9.8, cvss: '3.1' },
      fixedIn: ['7.88.1-10+deb12u4'],
      advisory: { id: 'DEBIAN-CVE-2023-38545', ids: ['DEBIAN-CVE-2023-38545', 'CVE-2023-38545'] },
      explanation: {
        searchedBy: { ecosystem: 'Debian:12', name: 'curl', version: '7.88.1-10+deb12u3', scheme: 'deb', by: 'SOURCE' },
        found: { ecosystem: 'Debian:12', name: 'curl', affectedIndex: 0 },
        comparison: 'deb: 7.88.1-10+deb12u3 >= 0 (introduced), 7.88.1-10+deb12u3 < 7.88.1-10+deb12u4 (fixed)',
        decision:
          'source package curl 7.88.1-10+deb12u3 lies in an affected range of DEBIAN-CVE-2023-38545; fixed in 7.88.1-10+deb12u4.',
      },
    });
  });

  test('one_advisory_is_judged_as_the_index_judges_it', () => {
    const component = { purl: 'pkg:npm/minimist@0.0.8' };
    const judgements = readAdvisories().map((advisory) => judge(component, advisory));
    const affected = judgements.filter(({ says }) => says === 'AFFECTED');
    const result = index.match(component);
    expect(affected).toEqual([{ says: 'AFFECTED', match: result.outcome === 'JUDGED' && result.matches[0] }]);
  });

  test('what_is_held_is_listed_by_ecosystem_and_release', () => {
    expect(index.holdings()).toEqual([
      { ecosystem: 'Alpine', advisories: 3, releases: ['v3.11', 'v3.12', 'v3.13', 'v3.15', 'v3.16'] },
      { ecosystem: 'Debian', advisories: 9, releases: ['11', '12', '13'] },
      { ecosystem: 'PyPI', advisories: 3, releases: [] },
      { ecosystem: 'npm', advisories: 3, releases: [] },
    ]);
  });
});
