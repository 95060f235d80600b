import { describe, expect, test } from '@jest/globals';
import { observeTag } from './tag.ts';
import type { TagObservation } from './tag.ts';

const FIRST = `sha256:${'1'.repeat(64)}`;
const SECOND = `sha256:${'2'.repeat(64)}`;

function anObservation(parts: Partial<TagObservation> = {}): TagObservation {
  return {
    registry: 'registry.example',
    repository: 'shop/checkout',
    tag: 'latest',
    digest: FIRST,
    actor: 'ci',
    at: new Date(1),
    ...parts,
  };
}

describe('a tag', () => {
  test('is_pushed_then_moved_then_deleted_and_remembers_each_step', () => {
    const pushed = observeTag(undefined, anObservation());
    const moved = observeTag(pushed?.next, anObservation({ digest: SECOND, at: new Date(2) }));
    const deleted = observeTag(moved?.next, anObservation({ digest: null, at: new Date(3) }));

    expect([pushed, moved, deleted].map((step) => step?.events[0]?.action)).toEqual(['PUSHED', 'MOVED', 'DELETED']);
    expect(deleted?.next.history.map(({ toDigest }) => toDigest)).toEqual([null, SECOND, FIRST]);
  });

  test('ignores_what_it_knows_and_what_is_older', () => {
    const current = observeTag(undefined, anObservation({ at: new Date(5) }))?.next;

    expect(observeTag(current, anObservation({ at: new Date(6) }))).toBeUndefined();
    expect(observeTag(current, anObservation({ digest: SECOND, at: new Date(4) }))).toBeUndefined();
  });
});
