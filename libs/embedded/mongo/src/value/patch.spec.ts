import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeDocument, elements } from './decode.ts';
import type { Doc } from './document.ts';
import { encodeDocument } from './encode.ts';
import { idFirst, patchDocument, pickFields } from './patch.ts';

const name: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'é', '7', 'constructor');
const value = fc.oneof(
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.constant(null),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const doc: fc.Arbitrary<Doc> = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));

describe('documents patched as bytes', () => {
  test('hold_what_was_changed_and_keep_the_rest', () => {
    fc.assert(
      fc.property(doc, doc, fc.uniqueArray(name), (before, changes, touched) => {
        const bytes = encodeDocument(before);
        const names = new Set(touched);
        const after = Object.fromEntries(Object.entries(changes).filter(([field]) => names.has(field)));
        const kept = Object.fromEntries(Object.entries(before).filter(([field]) => !names.has(field)));
        const patched = patchDocument(bytes, after, names);
        expect(decodeDocument(patched)).toEqual({ ...kept, ...after });
        const order = elements(patched).map((element) => element.name);
        const old = Object.keys(before).filter((field) => order.includes(field));
        expect(order.slice(0, old.length)).toEqual(old);
      }),
    );
  });

  test('picked_fields_are_the_same_bytes_in_the_same_order', () => {
    fc.assert(
      fc.property(doc, fc.uniqueArray(name), (before, wanted) => {
        const picked = pickFields(encodeDocument(before), (field) => wanted.includes(field));
        expect(picked).toEqual(
          encodeDocument(Object.fromEntries(Object.entries(before).filter(([field]) => wanted.includes(field)))),
        );
      }),
    );
  });

  test('the_id_comes_first_and_is_made_when_it_is_missing', () => {
    fc.assert(
      fc.property(doc, fc.boolean(), (before, given) => {
        const bytes = idFirst(encodeDocument(given ? { ...before, _id: 'given' } : before), () => 'made');
        expect(elements(bytes)[0]?.name).toBe('_id');
        expect(decodeDocument(bytes)).toEqual({ ...before, _id: given ? 'given' : 'made' });
      }),
    );
  });
});
