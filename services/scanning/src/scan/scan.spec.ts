import { describe, expect, test } from '@jest/globals';
import { Fault } from '@bulkhead/core-base';
import { failScan, indexScan, queueScan, startScan, succeedScan } from './scan.ts';
import { sourceGuard } from './source-guard.ts';

const AT = new Date('2026-11-22T08:00:00Z');
const ORDER = {
  source: 'registry.example/app:1',
  lane: 'INTERACTIVE',
  requestedBy: 'ci',
  reason: 'REQUESTED',
  key: 'k1',
} as const;

describe('a scan', () => {
  test('is_one_for_the_same_order_of_the_same_caller', () => {
    expect(queueScan(ORDER, AT).next.id).toBe(queueScan(ORDER, new Date()).next.id);
    expect(queueScan({ ...ORDER, requestedBy: 'other' }, AT).next.id).not.toBe(queueScan(ORDER, AT).next.id);
  });

  test('is_taken_up_again_after_its_worker_died_and_counts_the_attempts', () => {
    const first = startScan(queueScan(ORDER, AT).next, AT);
    const second = first === undefined ? undefined : startScan(first, new Date());

    expect(second).toMatchObject({ state: 'RUNNING', attempts: 2, startedAt: AT, revision: 3 });
  });

  test('that_is_finished_is_not_started_again', () => {
    const { next } = queueScan(ORDER, AT);

    expect(startScan(succeedScan(indexScan(next, { kind: 'image', id: 'sha256:x' }), AT), AT)).toBeUndefined();
    expect(startScan(failScan(next, { code: 'X', message: 'x' }, AT), AT)).toBeUndefined();
  });
});

describe('a source', () => {
  const guard = sourceGuard({ registries: ['registry.example'], folders: ['/srv/images'] });

  test.each([
    'registry.example/app:1',
    'dir:/srv/images/app',
    'docker-archive:/srv/images/a.tar',
    'oci:/srv/images/layout:1',
  ])('%s_is_allowed', (source) => {
    expect(() => guard(source)).not.toThrow();
  });

  test.each([
    'nginx',
    'other.example/app',
    'dir:/',
    'dir:/srv/images/../../etc',
    'dir:/srv/images-other',
    'docker-archive:/etc/passwd',
    'docker:app',
    '-',
  ])('%s_is_refused', (source) => {
    expect(() => guard(source)).toThrow(Fault);
  });
});
