import { describe, expect, test } from '@jest/globals';
import { readConfig } from '@bulkhead/platform-config';
import type { Environment } from '@bulkhead/platform-config';
import { INCIDENT_RESPONSE_CONFIG } from '../config.ts';
import { configuredSinks } from './sink-list.ts';

const PREFIX = 'BULKHEAD_INCIDENT_RESPONSE_';
const clock = { now: () => new Date(0) };

function sinksOf(given: Record<string, string>, isProduction = false): string[] {
  const environment: Environment = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`${PREFIX}${name}`, value]),
  );
  const settings = readConfig(INCIDENT_RESPONSE_CONFIG, environment);
  return configuredSinks(settings, { clock, isProduction, environment: {} }).map(({ name }) => name);
}

const SECRET = { WEBHOOK_SECRET: 'x'.repeat(24) };

describe('the sinks of the settings', () => {
  test('are_none_when_none_is_named', () => {
    expect(sinksOf({})).toEqual([]);
  });

  test('are_all_that_are_named_with_the_ports_of_the_standards', () => {
    const webhook = { WEBHOOK_URL: 'https://siem.example/hook', ...SECRET };

    expect(sinksOf({ ...webhook, SYSLOG_ADDRESS: 'udp://siem.example' })).toEqual([
      'https://siem.example/hook',
      'udp://siem.example:514',
    ]);
    expect(sinksOf({ SYSLOG_ADDRESS: 'tcp://siem.example' })).toEqual(['tcp://siem.example:601']);
    expect(sinksOf({ SYSLOG_ADDRESS: 'tls://[2001:db8::1]:7000' })).toEqual(['tls://[2001:db8::1]:7000']);
  });

  test.each([
    ['a_webhook_without_a_secret', { WEBHOOK_URL: 'https://siem.example/' }, false],
    ['a_webhook_that_is_no_web_address', { WEBHOOK_URL: 'ftp://siem.example/', ...SECRET }, false],
    ['a_webhook_in_the_clear_in_production', { WEBHOOK_URL: 'http://siem.example/', ...SECRET }, true],
    ['a_port_that_is_none', { SYSLOG_ADDRESS: 'udp://siem.example:99999' }, false],
  ])('%s_stops_the_start', (_name, given, isProduction) => {
    expect(() => sinksOf(given as unknown as Record<string, string>, isProduction)).toThrow(
      expect.objectContaining({ code: 'SINK_INVALID' }),
    );
  });

  test('an_address_of_another_form_is_a_mistake_of_the_settings', () => {
    expect(() => sinksOf({ SYSLOG_ADDRESS: 'http://siem.example' })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});
