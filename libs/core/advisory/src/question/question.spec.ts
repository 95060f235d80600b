import { describe, expect, test } from '@jest/globals';
import { packageKey, parseEcosystem, printEcosystem, questionOf } from '../index.ts';

function asked(purl: string): string | undefined {
  const question = questionOf({ purl });
  const [name] = question?.names ?? [];
  return (
    question &&
    name &&
    `${printEcosystem(question.ecosystem)} ${name.key}@${name.version} ${name.by} ${question.scheme}`
  );
}

describe('where advisories about a component are filed', () => {
  test.each([
    [
      'pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12&upstream=openssl',
      'Debian:12 Debian/openssl@3.0.11-1 SOURCE deb',
    ],
    [
      'pkg:deb/debian/g%2B%2B@4:12.2.0-3?distro=bookworm&upstream=gcc-defaults%401.203',
      'Debian:12 Debian/gcc-defaults@1.203 SOURCE deb',
    ],
    ['pkg:deb/ubuntu/curl@7.81.0?distro=ubuntu-22.04', 'Ubuntu:22.04 Ubuntu/curl@7.81.0 NAME deb'],
    [
      'pkg:apk/alpine/libcrypto3@3.1.4-r0?distro=alpine-3.19.1&upstream=openssl',
      'Alpine:v3.19 Alpine/openssl@3.1.4-r0 SOURCE apk',
    ],
    ['pkg:apk/alpine/musl@1.2.5-r0?distro=alpine-edge', 'Alpine:edge Alpine/musl@1.2.5-r0 NAME apk'],
    ['pkg:apk/wolfi/curl@8.0.0-r0?distro=wolfi-20230201', 'Wolfi Wolfi/curl@8.0.0-r0 NAME apk'],
    [
      'pkg:rpm/almalinux/bash@5.1.8-6.el9?distro=almalinux-9.3&upstream=bash-5.1.8-6.el9.src.rpm',
      'AlmaLinux:9 AlmaLinux/bash@5.1.8-6.el9 NAME rpm',
    ],
    ['pkg:rpm/redhat/bash@5.1.8-6.el9?distro=rhel-9.3', 'Red Hat:9 Red Hat/bash@5.1.8-6.el9 NAME rpm'],
    ['pkg:rpm/opensuse/bash@4.4?distro=opensuse-leap-15.5', 'openSUSE:Leap 15.5 openSUSE/bash@4.4 NAME rpm'],
    ['pkg:npm/%40babel/traverse@7.22.0', 'npm npm/@babel/traverse@7.22.0 NAME npm'],
    ['pkg:pypi/zope.interface@5.0', 'PyPI PyPI/zope-interface@5.0 NAME pypi'],
    ['pkg:golang/github.com/gin-gonic/gin@v1.9.0', 'Go Go/github.com/gin-gonic/gin@v1.9.0 NAME golang'],
    ['pkg:golang/stdlib@1.21.0', 'Go Go/stdlib@1.21.0 NAME golang'],
    [
      'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
      'Maven Maven/org.apache.logging.log4j:log4j-core@2.14.1 NAME maven',
    ],
    ['pkg:composer/Symfony/HTTP-kernel@5.0.0', 'Packagist Packagist/symfony/http-kernel@5.0.0 NAME composer'],
    ['pkg:nuget/Newtonsoft.Json@12.0.1', 'NuGet NuGet/newtonsoft.json@12.0.1 NAME nuget'],
    ['pkg:cargo/smallvec@0.6.9', 'crates.io crates.io/smallvec@0.6.9 NAME cargo'],
    ['pkg:gem/rails@5.0.0', 'RubyGems RubyGems/rails@5.0.0 NAME gem'],
  ])('of_%s_is_%s', (purl, expected) => {
    expect(asked(purl)).toBe(expected);
  });

  test.each(['pkg:generic/x@1', 'pkg:deb/unheardof/x@1?distro=unheardof-1', 'nonsense', ''])(
    'of_%j_is_nowhere',
    (purl) => {
      expect(questionOf({ purl })).toBeUndefined();
    },
  );

  test('is_said_by_the_component_before_its_purl', () => {
    const question = questionOf({
      purl: 'pkg:deb/debian/libssl3@3.0.11-1',
      ecosystem: 'Debian:13',
      name: 'libssl3',
      version: '3.0.11-1',
      source: { name: 'openssl', version: '3.0.11-1+b1' },
    });
    expect(question).toMatchObject({
      ecosystem: { base: 'Debian', release: '13' },
      names: [{ key: 'Debian/openssl', version: '3.0.11-1+b1', by: 'SOURCE' }],
    });
  });
});

describe('ecosystems', () => {
  test.each([
    ['Debian:12', 'Debian', '12'],
    ['Ubuntu:22.04:LTS', 'Ubuntu', '22.04'],
    ['Ubuntu:Pro:18.04:LTS', 'Ubuntu', 'Pro:18.04'],
    ['Alpine:v3.19', 'Alpine', 'v3.19'],
    ['Alpine:3.19', 'Alpine', 'v3.19'],
    ['Red Hat:enterprise_linux:9::appstream', 'Red Hat', '9'],
    ['Red Hat:rhel_e4s:9.2::appstream', 'Red Hat', 'rhel_e4s:9.2::appstream'],
    ['Rocky Linux:8', 'Rocky Linux', '8'],
    ['Maven:https://repo1.example.org', 'Maven', undefined],
    ['npm', 'npm', undefined],
    ['', '', undefined],
  ])('%s_is_%s_release_%s', (text, base, release) => {
    expect(parseEcosystem(text)).toEqual({ base, release });
  });

  test('have_one_key_for_a_package_whatever_the_release', () => {
    expect(packageKey('Debian:12', 'openssl')).toBe(packageKey('Debian:11', 'openssl'));
    expect(packageKey('PyPI', 'Zope.Interface')).toBe('PyPI/zope-interface');
    expect(packageKey('Unheard Of:1', 'X')).toBe('Unheard Of/X');
  });
});
