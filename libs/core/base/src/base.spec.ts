import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  Fault,
  canonicalJson,
  compareSeverity,
  computedId,
  documentDigest,
  isDigest,
  isFault,
  sha256,
  uuidV7,
  worstSeverity,
} from './index.ts';

describe('a computed id', () => {
  test('is_the_same_for_the_same_parts_and_says_its_kind', () => {
    expect(computedId('wl', 'cluster', 'uid')).toBe(computedId('wl', 'cluster', 'uid'));
    expect(computedId('wl', 'cluster', 'uid')).toMatch(/^wl_[0-9a-f]{32}$/);
  });

  test('differs_when_the_same_text_is_cut_elsewhere', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (a, b) => {
        expect(computedId('x', a, b)).not.toBe(computedId('x', a + b));
      }),
    );
  });
});

describe('uuid version 7', () => {
  test('orders_by_time_and_carries_version_and_variant', () => {
    const zero = (into: Uint8Array): Uint8Array => into.fill(0);
    const early = uuidV7(new Date(1_700_000_000_000), zero);
    const late = uuidV7(new Date(1_700_000_000_001), zero);
    expect(early).toBe('018bcfe5-6800-7000-8000-000000000000');
    expect(early < late).toBe(true);
  });
});

describe('canonical JSON', () => {
  test('gives_equal_documents_equal_digests_whatever_the_order_of_keys', () => {
    expect(documentDigest({ b: [1, { d: 2, c: 3 }], a: null })).toBe(
      documentDigest({ a: null, b: [1, { c: 3, d: 2 }] }),
    );
  });

  test('parses_back_to_the_same_document', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });
});

describe('words everyone uses', () => {
  test('a_digest_is_recognised_and_anything_else_is_not', () => {
    expect(isDigest(sha256('x'))).toBe(true);
    expect(isDigest('sha256:XYZ')).toBe(false);
  });

  test('unknown_is_weaker_than_everything_but_still_a_severity', () => {
    expect(compareSeverity('UNKNOWN', 'NEGLIGIBLE')).toBeLessThan(0);
    expect(worstSeverity(['LOW', 'CRITICAL', 'HIGH'])).toBe('CRITICAL');
    expect(worstSeverity([])).toBeUndefined();
  });

  test('a_fault_is_known_by_its_shape', () => {
    expect(isFault(new Fault('invalid', 'BAD_REFERENCE', 'not a reference'))).toBe(true);
    expect(isFault(new Error('other'))).toBe(false);
  });
});
