import { describe, expect, test } from '@jest/globals';
import { AuditService } from './audit.service.ts';
import type { AuditStore } from './audit.ports.ts';
import type { Posture } from './audit.ts';

const DOCUMENT = {
  schema: 1,
  hostId: 'host_00112233445566778899aabbccddeeff',
  identifiedBy: 'MACHINE_ID',
  hostname: 'web-1',
  collectedAt: '2026-11-22T08:00:00.000Z',
  vantage: 'HOST',
  gaps: [],
};

/** Holds what was saved last, as the real store does. */
class StoreInMemory implements Pick<AuditStore, 'posture' | 'save'> {
  held: Posture = { host: undefined, results: [] };
  saves = 0;

  posture(): Promise<Posture> {
    return Promise.resolve(this.held);
  }

  save({ next }: Parameters<AuditStore['save']>[0]): Promise<void> {
    this.saves += 1;
    this.held = { host: next.host, results: next.changed };
    return Promise.resolve();
  }
}

function aService(): { store: StoreInMemory; service: AuditService } {
  const store = new StoreInMemory();
  const clock = { now: () => new Date('2026-11-22T09:00:00.000Z') };
  return { store, service: new AuditService(store as unknown as AuditStore, clock) };
}

describe('taking facts in', () => {
  test('judges_them_at_the_time_they_name_when_nobody_says_another', async () => {
    const { service, store } = aService();

    const outcome = await service.takeFacts({ clusterId: null, document: DOCUMENT });

    expect(outcome).toMatchObject({ kind: 'judged', audit: { observedAt: new Date(DOCUMENT.collectedAt) } });
    expect(store.held.host?.id).toBe(DOCUMENT.hostId);
  });

  test('tells_that_facts_are_outdated_and_writes_nothing', async () => {
    const { service, store } = aService();
    await service.takeFacts({ clusterId: null, document: DOCUMENT });

    const outcome = await service.takeFacts({ clusterId: null, document: DOCUMENT });

    expect(outcome).toEqual({
      kind: 'outdated',
      outdated: { hostId: DOCUMENT.hostId, heldSince: new Date(DOCUMENT.collectedAt) },
    });
    expect(store.saves).toBe(1);
  });

  test('refuses_facts_that_speak_for_another_host', async () => {
    const { service } = aService();

    await expect(service.takeFacts({ hostId: 'host_1', clusterId: null, document: DOCUMENT })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'FACTS_OF_ANOTHER_HOST',
    });
  });
});
