import { describe, expect, test } from '@jest/globals';
import { uuidV7 } from '@bulkhead/core-base';
import fc from 'fast-check';
import { MAX_MESSAGE_BYTES, decodeEnvelope } from './envelope.ts';

const GOOD = {
  specversion: '1.0',
  id: uuidV7(new Date(0)),
  type: 'parcel.sent.v1',
  source: 'parcels',
  subject: 'alice',
  time: '2026-01-02T03:04:05.678Z',
  datacontenttype: 'application/json',
  data: { number: 1 },
};

function decode(envelope: unknown): ReturnType<typeof decodeEnvelope> {
  return decodeEnvelope(Buffer.from(JSON.stringify(envelope)));
}

describe('an envelope', () => {
  test('is_read_with_what_it_carries_and_without_what_nobody_named', () => {
    expect(decode({ ...GOOD, revision: 3, colour: 'red' })).toEqual({ envelope: { ...GOOD, revision: 3 } });
  });

  test('names_what_is_wrong', () => {
    const { data: _data, ...without } = GOOD;
    const claim = { dataref: 'blob:x', datadigest: `sha256:${'a'.repeat(64)}`, datasize: 1 };
    expect(decode({ ...GOOD, id: 'no' })).toEqual({ problem: expect.stringContaining('id') });
    expect(decode({ ...GOOD, time: 'yesterday' })).toEqual({ problem: expect.stringContaining('time') });
    expect(decode(without)).toEqual({ problem: 'either data or dataref must be there' });
    expect(decode({ ...GOOD, ...claim })).toEqual({ problem: 'either data or dataref must be there' });
    expect(decode({ ...without, ...claim, datasize: undefined })).toEqual({
      problem: 'dataref without datadigest and datasize',
    });
    expect(decode({ ...without, ...claim, datadigest: 'md5:1' })).toEqual({
      problem: expect.stringContaining('datadigest'),
    });
    expect(decode({ ...without, ...claim })).toEqual({ envelope: { ...without, ...claim } });
  });

  test('is_bounded_and_must_be_text', () => {
    expect(decodeEnvelope(null)).toEqual({ problem: 'the message has no value' });
    expect(decodeEnvelope(Buffer.alloc(MAX_MESSAGE_BYTES + 1))).toEqual({ problem: expect.stringContaining('bytes') });
    expect(decodeEnvelope(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ problem: 'the message is not JSON in UTF-8' });
    expect(decodeEnvelope(Buffer.from('['.repeat(500_000)))).toHaveProperty('problem');
  });

  test('never_throws_whatever_the_bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeEnvelope(Buffer.from(bytes))).toHaveProperty('problem');
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(GOOD)), fc.jsonValue(), (name, value) => {
        const decoded = decode({ ...GOOD, [name]: value });
        expect('problem' in decoded || 'envelope' in decoded).toBe(true);
      }),
    );
  });
});
