import { describe, expect, test } from '@jest/globals';
import { identifyDistribution } from '../distribution/distribution.ts';
import type { FoundPackage } from '../package/package.ts';
import { composeComponents } from './component.ts';
import type { PackageAt } from './component.ts';

describe('components', () => {
  const debian = identifyDistribution(
    new Map([['etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n']]),
  );
  const openssl: FoundPackage = {
    type: 'deb',
    name: 'libssl3',
    version: '3.0.11-1~deb12u2+b1',
    arch: 'amd64',
    source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    licences: [],
    evidence: 'installed',
  };
  const at = (found: FoundPackage, path: string): PackageAt => ({
    found,
    location: { path, diffId: null, evidence: found.evidence },
  });

  test('of_a_distribution_carry_it_in_their_purl_and_say_where_advisories_are', () => {
    const [component] = composeComponents([at(openssl, 'var/lib/dpkg/status')], debian);
    expect(component).toMatchObject({
      purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2%2Bb1?arch=amd64&distro=debian-12&upstream=openssl%403.0.11-1~deb12u2',
      ecosystem: 'Debian:12',
      scheme: 'deb',
      source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    });
  });

  test('of_an_unknown_distribution_claim_no_ecosystem_of_a_known_one', () => {
    const kali = identifyDistribution(new Map([['etc/os-release', 'ID=kali\nID_LIKE=debian\nVERSION_ID="2024.1"\n']]));
    expect(composeComponents([at(openssl, 'x')], kali)[0]?.ecosystem).toBe('kali:2024.1');
    expect(composeComponents([at(openssl, 'x')], undefined)[0]?.ecosystem).toBe('deb');
  });

  test('found_in_several_places_are_one_with_its_places_and_installed_outweighs_locked', () => {
    const installed: FoundPackage = {
      type: 'pypi',
      name: 'Zope.Interface',
      version: '5.0',
      licences: ['ZPL'],
      evidence: 'installed',
    };
    const locked: FoundPackage = {
      type: 'pypi',
      name: 'zope-interface',
      version: '5.0',
      licences: [],
      evidence: 'lockfile',
      groups: ['dev'],
    };
    const components = composeComponents(
      [at(locked, 'b/requirements.txt'), at(installed, 'a/METADATA'), at(installed, 'a/METADATA')],
      undefined,
    );
    expect(components).toMatchObject([
      {
        purl: 'pkg:pypi/zope-interface@5.0',
        name: 'zope-interface',
        ecosystem: 'PyPI',
        evidence: 'installed',
        licences: ['ZPL'],
        groups: [],
        locations: [{ path: 'a/METADATA' }, { path: 'b/requirements.txt' }],
      },
    ]);
  });

  test('have_the_same_id_wherever_and_in_whatever_order_they_are_found', () => {
    const bash: FoundPackage = { type: 'deb', name: 'bash', version: '5', licences: [], evidence: 'installed' };
    const one = composeComponents([at(openssl, 'x'), at(bash, 'x')], debian);
    const other = composeComponents([at(bash, 'x'), at(openssl, 'x')], debian);
    expect(one).toEqual(other);
  });

  test('with_a_name_no_purl_of_their_type_may_have_are_kept', () => {
    const odd: FoundPackage = {
      type: 'npm',
      name: 'A Name/../with spaces',
      version: '1',
      licences: [],
      evidence: 'installed',
    };
    expect(composeComponents([at(odd, 'x')], undefined)[0]?.purl).toMatch(/^pkg:/);
  });
});
