import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identifyDistribution } from './distribution.ts';
import { ecosystemOf } from './ecosystem.ts';
import { parseOsRelease } from './os-release.ts';

function identify(files: Readonly<Record<string, string>>): unknown {
  return identifyDistribution(new Map(Object.entries(files)));
}

describe('os-release', () => {
  test('is_read_as_a_shell_would', () => {
    const text = [
      '# comment',
      'ID=debian',
      'NAME="Debian \\"GNU\\" \\$x"',
      "VERSION='12 (bookworm)'",
      ' VERSION_ID = 3',
      'EMPTY=',
      'ID=last',
      'no line',
    ];
    expect(Object.fromEntries(parseOsRelease(text.join('\n')))).toEqual({
      ID: 'last',
      NAME: 'Debian "GNU" $x',
      VERSION: '12 (bookworm)',
      EMPTY: '',
    });
  });

  test('of_any_text_is_read_without_an_error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseOsRelease(text).size).toBeLessThanOrEqual(256);
      }),
    );
  });
});

describe('a distribution', () => {
  test('is_what_etc_says_before_what_usr_lib_says', () => {
    const files = { 'etc/os-release': 'ID=a\nVERSION_ID=1', 'usr/lib/os-release': 'ID=b\nVERSION_ID=2' };
    expect(identify(files)).toMatchObject({ id: 'a', versionId: '1', path: 'etc/os-release' });
    expect(identify({ ...files, 'etc/os-release': '' })).toMatchObject({ id: 'b', path: 'usr/lib/os-release' });
  });

  test('without_a_version_in_os_release_has_the_one_of_its_own_release_file', () => {
    expect(identify({ 'etc/os-release': 'ID=debian', 'etc/debian_version': '12.5\n' })).toMatchObject({
      versionId: '12.5',
      ecosystem: 'Debian:12',
    });
    expect(identify({ 'etc/os-release': 'ID=ubuntu', 'etc/debian_version': '12.5\n' })).toMatchObject({
      versionId: '',
    });
    expect(identify({ 'etc/os-release': 'ID=debian', 'etc/debian_version': 'trixie/sid\n' })).toMatchObject({
      versionId: '',
      ecosystem: 'Debian',
    });
  });

  test.each([
    ['etc/redhat-release', 'CentOS Linux release 7.9.2009 (Core)', 'centos', '7.9.2009'],
    ['etc/redhat-release', 'Red Hat Enterprise Linux Server release 6.10 (Santiago)', 'rhel', '6.10'],
    ['etc/fedora-release', 'Fedora release 39 (Thirty Nine)', 'fedora', '39'],
    ['etc/alpine-release', '3.18.4', 'alpine', '3.18.4'],
    ['etc/system-release-cpe', 'cpe:/o:amazon:linux:2018.03:ga', 'amzn', '2018.03'],
    ['etc/lsb-release', 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\n', 'ubuntu', '14.04'],
    ['etc/arch-release', '', 'arch', ''],
  ])('is told by %s alone', (path, ...[text, id, versionId]) => {
    expect(identify({ [path]: text })).toMatchObject({ id, versionId, path });
  });

  test('is_unknown_when_nothing_says_so', () => {
    expect(identify({})).toBeUndefined();
    expect(identify({ 'etc/redhat-release': 'something else', 'etc/alpine-release': 'x' })).toBeUndefined();
  });
});

describe('the place of advisories', () => {
  test.each([
    ['debian', '12', 'Debian:12'],
    ['ubuntu', '22.04', 'Ubuntu:22.04:LTS'],
    ['ubuntu', '23.10', 'Ubuntu:23.10'],
    ['alpine', '3.18.4', 'Alpine:v3.18'],
    ['alpine', '3.19_alpha20230901', 'Alpine'],
    ['rocky', '9.3', 'Rocky Linux:9'],
    ['opensuse-leap', '15.5', 'openSUSE:Leap 15.5'],
    ['wolfi', '20230201', 'Wolfi'],
    ['kali', '2024.1', null],
    ['linuxmint', '21', null],
  ])('of %s %s is %s', (id, versionId, ecosystem) => {
    expect(ecosystemOf({ id, versionId, codename: '' })).toBe(ecosystem);
  });
});
