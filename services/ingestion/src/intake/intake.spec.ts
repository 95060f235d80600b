import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readObservation } from './intake.ts';
import { readManifest } from './manifest.ts';

const NOW = new Date('2026-11-22T08:01:00Z');

function nested(depth: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

const EVENT = {
  id: 'e1',
  type: 'workload.observed',
  clusterId: 'clu_1',
  observedAt: '2026-11-22T08:00:00Z',
  payload: {
    manifest: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'checkout',
        namespace: 'shop',
        uid: 'u1',
        managedFields: [{}],
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', team: 'payments' },
      },
      spec: {
        replicas: 2,
        template: { spec: { containers: [{ name: 'app', image: 'registry.example/checkout:1' }] } },
      },
      status: { readyReplicas: 2 },
    },
  },
};

describe('an event that comes in', () => {
  test.each([
    ['is no object', 'text', 'EVENT_MALFORMED'],
    ['nests too deep', { ...EVENT, payload: { manifest: nested(10_000) } }, 'EVENT_TOO_DEEP'],
    ['claims to be from tomorrow', { ...EVENT, observedAt: '2026-11-23T08:00:00Z' }, 'OBSERVED_IN_FUTURE'],
    ['has no id', { ...EVENT, id: undefined }, 'EVENT_MALFORMED'],
    ['has a type nobody knows', { ...EVENT, type: 'moon.observed' }, 'EVENT_MALFORMED'],
    ['says no cluster where one is needed', { ...EVENT, clusterId: null }, 'CLUSTER_MISSING'],
    ['has a payload of another shape', { ...EVENT, payload: { manifest: 'text' } }, 'PAYLOAD_MALFORMED'],
  ])('is_refused_with_a_code_when_it_%s', (_what, event, code) => {
    expect(readObservation(event, NOW)).toMatchObject({ code });
  });

  test('never_throws_whatever_it_holds', () => {
    fc.assert(fc.property(fc.anything(), (value) => expect(() => readObservation(value, NOW)).not.toThrow()));
  });
});

describe('an observed manifest', () => {
  function observationOf(manifest: Record<string, unknown>): Parameters<typeof readManifest>[0] {
    const reading = readObservation({ ...EVENT, payload: { manifest } }, NOW);
    if ('code' in reading || reading.observation.type !== 'workload.observed') throw new Error('not an observation');
    return reading.observation;
  }

  test('becomes_a_workload_without_the_ballast_of_the_orchestrator', () => {
    const workload = readManifest(observationOf(EVENT.payload.manifest));

    expect(workload).toMatchObject({ kind: 'Deployment', name: 'checkout', namespace: 'shop', uid: 'u1', replicas: 2 });
    expect(workload.containers).toEqual([{ name: 'app', imageRef: 'registry.example/checkout:1', imageDigest: null }]);
    expect(JSON.stringify(workload.manifest)).not.toMatch(/managedFields|last-applied|readyReplicas/);
    expect(workload.manifest).toMatchObject({ metadata: { annotations: { team: 'payments' } } });
  });

  test('that_holds_no_pod_is_refused_with_the_place_named', () => {
    expect(() => readManifest(observationOf({ kind: 'ConfigMap', metadata: { name: 'x' } }))).toThrow(
      /not a workload: kind/,
    );
  });
});
