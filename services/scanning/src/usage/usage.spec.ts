import { describe, expect, test } from '@jest/globals';
import { blastRadius } from './usage.ts';
import type { Usage } from './usage.ts';

function aUsage(parts: Partial<Usage>): Usage {
  return {
    lineageKey: 'lin_1',
    name: 'shop/checkout',
    clusterId: 'clu_1',
    namespace: 'shop',
    ownerTeamId: 'team_1',
    hostIds: ['host_1'],
    exposure: 'NONE',
    replicas: 2,
    imageDigests: [],
    removed: false,
    revision: 1,
    ...parts,
  };
}

describe('a blast radius', () => {
  test('counts_workloads_hosts_and_owners_once_and_pods_by_replicas', () => {
    const usages = [
      aUsage({}),
      aUsage({ lineageKey: 'lin_2', hostIds: ['host_1', 'host_2'], exposure: 'INTERNET', replicas: 3 }),
    ];

    expect(blastRadius(usages, { images: 1, hostIds: ['host_2'] })).toEqual({
      images: 1,
      workloads: 2,
      pods: 5,
      hosts: 2,
      namespaces: 1,
      clusters: 1,
      internetExposed: 1,
      ownerTeamIds: ['team_1'],
      lineageKeys: ['lin_1', 'lin_2'],
    });
  });

  test('leaves_out_what_is_gone', () => {
    expect(blastRadius([aUsage({ removed: true })], { images: 1, hostIds: [] })).toMatchObject({
      workloads: 0,
      hosts: 0,
    });
  });
});
