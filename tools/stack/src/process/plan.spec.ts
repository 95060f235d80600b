import { describe, expect, test } from '@jest/globals';
import { planProcesses } from './plan.ts';

const ENGINES = { MONGODB_URI: 'mongodb://db.example/?replicaSet=rs0', KAFKA_BROKERS: 'kafka.example:9092' };

describe('a plan', () => {
  test('gives_every_service_its_port_and_tells_the_gateway_where_they_are', async () => {
    const { services, gateway } = await planProcesses(ENGINES, '/data');

    expect(services.map(({ name, url }) => [name, url])).toEqual([
      ['ingestion', 'http://127.0.0.1:4101'],
      ['scanning', 'http://127.0.0.1:4102'],
      ['policy', 'http://127.0.0.1:4103'],
      ['hardening', 'http://127.0.0.1:4104'],
      ['incident-response', 'http://127.0.0.1:4105'],
    ]);
    expect(gateway).toMatchObject({
      url: 'http://127.0.0.1:4000',
      environment: { BULKHEAD_SUBGRAPH_INCIDENT_RESPONSE_URL: 'http://127.0.0.1:4105', BULKHEAD_PORT: '4000' },
    });
  });

  test('has_all_of_them_share_one_new_secret_and_one_folder_for_large_events', async () => {
    const [first, second] = await Promise.all([planProcesses(ENGINES, '/data'), planProcesses(ENGINES, '/data')]);

    const shared = [...first.services, first.gateway].map(({ environment }) => [
      environment['BULKHEAD_INTERNAL_SECRET'],
      environment['BULKHEAD_BLOB_DIR'],
    ]);
    expect(new Set(shared.map(String)).size).toBe(1);
    expect(shared[0]?.[0]).toHaveLength(43);
    expect(shared[0]?.[1]).toBe('/data/blobs');
    expect(second.gateway.environment['BULKHEAD_INTERNAL_SECRET']).not.toBe(shared[0]?.[0]);
  });

  test('keeps_what_was_given_and_finds_a_port_where_any_will_do', async () => {
    const given = { ...ENGINES, BULKHEAD_INTERNAL_SECRET: 's'.repeat(32), BULKHEAD_LOG_LEVEL: 'info' };
    const listening = { BULKHEAD_POLICY_HOST: '0.0.0.0', BULKHEAD_POLICY_PORT: '0', BULKHEAD_SCANNING_PORT: '' };
    const { services } = await planProcesses({ ...given, ...listening }, '/data');

    const [, scanning, policy] = services;
    expect(scanning?.url).toBe('http://127.0.0.1:4102');
    expect(policy?.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(policy?.environment).toMatchObject({ ...given, BULKHEAD_POLICY_HOST: '0.0.0.0' });
  });

  test.each([
    ['without a store', { KAFKA_BROKERS: 'k:1' }, 'MONGODB_URI must be set'],
    ['without both', { MONGODB_URI: '' }, 'MONGODB_URI and KAFKA_BROKERS must be set'],
    ['with a port that is none', { ...ENGINES, BULKHEAD_PORT: '70000' }, 'BULKHEAD_PORT must be a port'],
  ])('is_not_made_%s', async (_what, environment, message) => {
    await expect(planProcesses(environment, '/data')).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
  });
});
