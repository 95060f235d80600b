import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { findBreaks } from './compatibility.ts';
import type { Schema } from './compatibility.ts';

function schemaOf(type: z.ZodType): Schema {
  return z.toJSONSchema(type) as unknown as Schema;
}

const FROZEN = z.object({
  id: z.string().max(10),
  state: z.enum(['OPEN', 'CLOSED']),
  owner: z.enum(['A', 'B']).nullable(),
  note: z.string().optional(),
  tags: z.array(z.object({ name: z.string() })).max(5),
  labels: z.record(z.string(), z.string()),
});

describe('a contract under the same version', () => {
  test.each<[string, z.ZodType]>([
    ['is itself', FROZEN],
    ['gains an optional member', FROZEN.extend({ extra: z.string().optional() })],
    ['lets a limit grow', FROZEN.extend({ id: z.string().max(20) })],
  ])('stays_compatible_when_it_%s', (_what, next) => {
    expect(findBreaks(schemaOf(FROZEN), schemaOf(next))).toEqual([]);
  });

  test.each<[string, z.ZodType, string]>([
    ['loses a member', FROZEN.omit({ note: true }), '$.note: removed'],
    ['retypes a member', FROZEN.extend({ id: z.number() }), '$.id: type changed'],
    [
      'stops sending a member always',
      FROZEN.extend({ id: z.string().max(10).optional() }),
      '$.id: no longer always present',
    ],
    ['requires what old events lack', FROZEN.extend({ extra: z.string() }), '$.extra: newly required'],
    ['widens a vocabulary', FROZEN.extend({ state: z.enum(['OPEN', 'CLOSED', 'PARKED']) }), '"PARKED" was added'],
    ['narrows a vocabulary', FROZEN.extend({ state: z.enum(['OPEN']) }), '"CLOSED" was taken out'],
    ['widens a nullable vocabulary', FROZEN.extend({ owner: z.enum(['A', 'B', 'C']).nullable() }), '"C" was added'],
    ['is no longer nullable', FROZEN.extend({ owner: z.enum(['A', 'B']) }), 'alternatives became'],
    ['lets a limit shrink', FROZEN.extend({ id: z.string().max(5) }), '$.id: maxLength shrank'],
    [
      'retypes inside an array',
      FROZEN.extend({ tags: z.array(z.object({ name: z.int() })).max(5) }),
      '$.tags[].name: type changed',
    ],
    [
      'retypes the values of a record',
      FROZEN.extend({ labels: z.record(z.string(), z.number()) }),
      '$.labels{}: type changed',
    ],
  ])('needs_a_new_version_when_it_%s', (_what, next, expected) => {
    expect(findBreaks(schemaOf(FROZEN), schemaOf(next)).join('\n')).toContain(expected);
  });
});
