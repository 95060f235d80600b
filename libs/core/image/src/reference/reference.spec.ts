import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatReference, parseReference, parseSourceSpec } from '../index.ts';

const HEX = 'a'.repeat(64);

describe('an image reference', () => {
  test.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
    ['docker.io/nginx', 'docker.io/library/nginx:latest'],
    ['index.docker.io/library/nginx', 'docker.io/library/nginx:latest'],
    ['ghcr.io/a/b/c:v1', 'ghcr.io/a/b/c:v1'],
    ['localhost/app', 'localhost/app:latest'],
    ['localhost:5000/app:1', 'localhost:5000/app:1'],
    ['127.0.0.1:5000/app', '127.0.0.1:5000/app:latest'],
    ['[::1]:5000/app', '[::1]:5000/app:latest'],
    ['MyRegistry/app', 'myregistry/app:latest'],
    [`nginx@sha256:${HEX}`, `docker.io/library/nginx@sha256:${HEX}`],
    [`host:5000/a:1@sha256:${HEX}`, `host:5000/a:1@sha256:${HEX}`],
    ['a__b/c--d.e:T_a-g.1', 'docker.io/a__b/c--d.e:T_a-g.1'],
  ])('%s is %s', (text, full) => {
    expect(formatReference(parseReference(text))).toBe(full);
  });

  test.each([
    '',
    ':tag',
    'UPPER',
    'a b',
    'nginx:',
    'nginx:-tag',
    `nginx:${'a'.repeat(129)}`,
    'nginx@sha256:1234',
    `nginx@md5:${HEX}`,
    'host:0/app',
    'host:70000/app',
    'a//b',
    '../../etc',
    'host.example/',
    'http://host/app',
    'a\n',
    `${'a/'.repeat(200)}a`,
    'x'.repeat(2000),
  ])('"%s" is refused with what to write instead', (text) => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ code: 'REFERENCE_INVALID', kind: 'invalid' }));
  });

  test('reads_back_what_it_writes', () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const reference = fc.tuple(component, component, fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/));
    fc.assert(
      fc.property(reference, ([registry, repository, tag]) => {
        const text = `${registry}.example:8080/${repository}:${tag}`;
        expect(formatReference(parseReference(text))).toBe(text);
      }),
    );
  });

  test('is_read_or_refused_with_a_coded_fault_whatever_the_text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        let outcome: unknown;
        try {
          outcome = formatReference(parseReference(text));
        } catch (error) {
          outcome = (error as { code: string }).code;
        }
        expect(outcome).toMatch(/^REFERENCE_INVALID$|\//);
      }),
    );
  });
});

describe('a source', () => {
  test.each([
    ['-', { kind: 'stdin' }],
    ['dir:/', { kind: 'dir', path: '/' }],
    ['file:a/b', { kind: 'file', path: 'a/b' }],
    ['sbom:x.json', { kind: 'sbom', path: 'x.json' }],
    ['oci:./layout', { kind: 'oci', path: './layout' }],
    ['oci:./layout:1.0', { kind: 'oci', path: './layout', select: '1.0' }],
    [`oci:./layout@sha256:${HEX}`, { kind: 'oci', path: './layout', select: `sha256:${HEX}` }],
    ['docker-archive:/a/b.tar', { kind: 'docker-archive', path: '/a/b.tar' }],
    ['docker-archive:b.tar:app:1', { kind: 'docker-archive', path: 'b.tar', select: 'app:1' }],
    [
      'docker:nginx',
      { kind: 'docker', reference: { registry: 'docker.io', repository: 'library/nginx', tag: 'latest' } },
    ],
    ['podman:nginx:1', { kind: 'podman', reference: { registry: 'docker.io', repository: 'library/nginx', tag: '1' } }],
    ['nginx:1', { kind: 'registry', reference: { registry: 'docker.io', repository: 'library/nginx', tag: '1' } }],
    [
      'localhost:5000/a',
      { kind: 'registry', reference: { registry: 'localhost:5000', repository: 'a', tag: 'latest' } },
    ],
  ])('%s', (text, spec) => {
    expect(parseSourceSpec(text)).toEqual(spec);
  });

  test.each(['dir:', 'oci:', 'docker-archive:', 'dir:a\0b'])('"%s" without a path is refused', (text) => {
    expect(() => parseSourceSpec(text)).toThrow(expect.objectContaining({ code: 'SOURCE_SPEC_INVALID' }));
  });
});
