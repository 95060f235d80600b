import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choosePlatform, describeLayers, parseImageConfig, parseManifest, parsePlatform } from '../index.ts';
import type { Descriptor } from '../index.ts';

const DIGEST = `sha256:${'0'.repeat(64)}` as const;
const CONFIG = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: DIGEST, size: 2 };

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const fault = (code: string) => expect.objectContaining({ code });

describe('a manifest', () => {
  test('is_read_with_what_it_does_not_say_left_empty', () => {
    const document = parseManifest(
      bytes({ schemaVersion: 2, config: CONFIG, layers: null, annotations: null, extra: 1 }),
    );
    expect(document).toMatchObject({ kind: 'manifest', manifest: { layers: [], annotations: {} } });
  });

  test('that_is_an_index_is_known_by_its_members_whatever_it_calls_itself', () => {
    const text = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', manifests: [] };
    expect(parseManifest(bytes(text)).kind).toBe('index');
  });

  test.each([
    ['both index and manifest', { schemaVersion: 2, manifests: [], config: CONFIG, layers: [] }],
    ['Docker schema 1', { schemaVersion: 1, fsLayers: [], history: [] }],
    ['without configuration', { schemaVersion: 2, layers: [] }],
    ['with a digest that is none', { schemaVersion: 2, config: { ...CONFIG, digest: 'sha256:../../x' } }],
    ['with a negative size', { schemaVersion: 2, config: { ...CONFIG, size: -1 } }],
    [
      'with more layers than anybody makes',
      { schemaVersion: 2, config: CONFIG, layers: Array.from({ length: 5000 }, () => CONFIG) },
    ],
    ['that is a list', []],
    ['that is null', null],
  ])('%s is refused', (_, document) => {
    expect(() => parseManifest(bytes(document))).toThrow(fault('MANIFEST_INVALID'));
  });

  test('of_any_bytes_is_read_or_refused_with_a_coded_fault', () => {
    const any = fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytes));
    fc.assert(
      fc.property(any, (content) => {
        let code = 'MANIFEST_INVALID';
        try {
          parseManifest(content);
        } catch (error) {
          ({ code } = error as { code: string });
        }
        expect(code).toBe('MANIFEST_INVALID');
      }),
    );
  });
});

describe('the layers of an image', () => {
  const config = (history: object[], count: number) =>
    parseImageConfig(bytes({ rootfs: { type: 'layers', diff_ids: Array(count).fill(DIGEST) }, history }));
  const blob: Descriptor = { mediaType: 'm', digest: DIGEST, size: 1, platform: undefined, annotations: {} };

  test('carry_the_build_step_that_made_them', () => {
    const steps = [{ created_by: 'ADD a' }, { created_by: 'ENV b', empty_layer: true }, { created_by: 'RUN c' }];
    const layers = describeLayers([blob, blob], config(steps, 2));
    expect(layers.map(({ createdBy }) => createdBy)).toEqual(['ADD a', 'RUN c']);
  });

  test('of_a_squashed_image_carry_no_guess', () => {
    const layers = describeLayers([blob], config([{ created_by: 'ADD a' }, { created_by: 'RUN c' }], 1));
    expect(layers[0]).not.toHaveProperty('createdBy');
  });

  test('must_be_as_many_as_the_configuration_lists', () => {
    expect(() => describeLayers([blob], config([], 2))).toThrow(fault('MANIFEST_INVALID'));
  });
});

describe('choosing from an index', () => {
  const entry = (text: string, digit: number): Descriptor => ({
    mediaType: 'm',
    digest: `sha256:${String(digit).repeat(64)}`,
    size: 1,
    platform: { ...parsePlatform(text) },
    annotations: {},
  });
  const index = [
    entry('linux/arm64/v8', 1),
    entry('linux/amd64', 2),
    entry('linux/arm/v6', 3),
    entry('unknown/unknown', 4),
  ];
  const chosen = (wanted?: string): string =>
    choosePlatform(index, wanted === undefined ? undefined : parsePlatform(wanted)).digest.slice(7, 8);

  test('takes_linux_on_amd64_when_nothing_is_said', () => {
    expect(chosen()).toBe('2');
  });

  test.each([
    ['linux/arm64', '1'],
    ['linux/arm64/v8', '1'],
    ['linux/arm/v7', '3'],
    ['linux/amd64', '2'],
  ])('takes for %s what runs there', (wanted, digit) => {
    expect(chosen(wanted)).toBe(digit);
  });

  test('says_what_there_is_when_nothing_fits', () => {
    expect(() => chosen('linux/s390x')).toThrow(
      expect.objectContaining({
        code: 'PLATFORM_NOT_FOUND',
        details: { wanted: 'linux/s390x', available: ['linux/arm64/v8', 'linux/amd64', 'linux/arm/v6'] },
      }),
    );
  });

  test('takes_the_only_image_of_another_platform_but_never_an_attestation', () => {
    expect(choosePlatform([entry('linux/s390x', 7), entry('unknown/unknown', 8)]).digest.slice(7, 8)).toBe('7');
    expect(() => choosePlatform([entry('unknown/unknown', 8)])).toThrow(fault('PLATFORM_NOT_FOUND'));
  });
});
