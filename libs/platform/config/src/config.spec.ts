import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { isFault } from '@bulkhead/core-base';
import fc from 'fast-check';
import { z } from 'zod';
import {
  Secret,
  defineConfig,
  describeConfig,
  flag,
  integer,
  list,
  port,
  printConfig,
  readConfig,
  secret,
  secretLocation,
} from './index.ts';

const definition = defineConfig({
  service: 'scanning',
  shape: {
    MONGODB_URI: secretLocation().describe('Where the documents are.'),
    KAFKA_BROKERS: list().describe('Brokers.'),
    BULKHEAD_SCANNING_PORT: port().default(4102).describe('Port.'),
    BULKHEAD_SCANNING_WORKERS: integer({ min: 1, max: 64 }).default(2).describe('Worker threads.'),
    BULKHEAD_SCANNING_MALWARE: flag().default(false).describe('Look for malware.'),
    BULKHEAD_PROFILE: z.enum(['development', 'production']).default('development').describe('Profile.'),
    BULKHEAD_INTERNAL_SECRET: secret({ minLength: 32 }).optional().describe('Signs calls between our processes.'),
  },
  removed: { BULKHEAD_SCANNING_THREADS: 'set BULKHEAD_SCANNING_WORKERS' },
});

function mistakesOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(definition, environment);
  } catch (error) {
    if (isFault(error)) return error.details['mistakes'] as readonly string[];
  }
  return [];
}

describe('reading settings', () => {
  test('gives_typed_values_and_defaults', () => {
    const settings = readConfig(definition, {
      MONGODB_URI: 'mongodb://host/db',
      KAFKA_BROKERS: ' a:1, ,b:2 ',
      BULKHEAD_SCANNING_WORKERS: '8',
      BULKHEAD_SCANNING_MALWARE: '1',
      BULKHEAD_PROFILE: '',
    });

    expect(settings.KAFKA_BROKERS).toEqual(['a:1', 'b:2']);
    expect(settings.BULKHEAD_SCANNING_WORKERS).toBe(8);
    expect(settings.BULKHEAD_SCANNING_MALWARE).toBe(true);
    expect(settings.BULKHEAD_SCANNING_PORT).toBe(4102);
    expect(settings.BULKHEAD_PROFILE).toBe('development');
    expect(settings.BULKHEAD_INTERNAL_SECRET).toBeUndefined();
    expect(settings.MONGODB_URI.reveal()).toBe('mongodb://host/db');
  });

  test('reports_every_mistake_in_one_fault', () => {
    const mistakes = mistakesOf({
      MONGODB_URI: 'not a url',
      BULKHEAD_SCANNING_PORT: '70000',
      BULKHEAD_SCANNING_WORKERS: 'many',
      BULKHEAD_SCANNING_MALWARE: 'maybe',
      BULKHEAD_PROFILE: 'prod',
      BULKHEAD_INTERNAL_SECRET: 'short',
      BULKHEAD_SCANNING_THREADS: '4',
      BULKHEAD_SCANNING_WORKRES: '4',
    });

    expect(mistakes).toEqual([
      'BULKHEAD_SCANNING_THREADS no longer exists: set BULKHEAD_SCANNING_WORKERS',
      'BULKHEAD_SCANNING_WORKRES is not a setting of scanning',
      'MONGODB_URI must be a URL',
      'KAFKA_BROKERS is not set',
      'BULKHEAD_SCANNING_PORT must be at most 65535',
      'BULKHEAD_SCANNING_WORKERS must be a whole number',
      'BULKHEAD_SCANNING_MALWARE must be one of 0, 1, true, false',
      'BULKHEAD_PROFILE must be one of development, production',
      'BULKHEAD_INTERNAL_SECRET must be at least 32 characters long',
    ]);
  });

  test('never_repeats_a_value_in_a_mistake', () => {
    const value = 'hunter2-hunter2';

    expect(mistakesOf({ MONGODB_URI: value, KAFKA_BROKERS: 'x', BULKHEAD_PROFILE: value }).join()).not.toContain(value);
  });

  test('does_not_mind_settings_of_other_services', () => {
    const settings = readConfig(definition, { MONGODB_URI: 'mongodb://h', KAFKA_BROKERS: 'x', BULKHEAD_POLICY_X: '1' });

    expect(settings).not.toHaveProperty('BULKHEAD_POLICY_X');
  });
});

describe('declaring settings', () => {
  test('refuses_one_without_a_description', () => {
    expect(() => defineConfig({ service: 'x', shape: { NAME: z.string() } })).toThrow('has no description');
  });

  test('refuses_a_secret_looking_name_that_would_be_printed', () => {
    const shape = { BULKHEAD_API_TOKEN: z.string().describe('A token.') };

    expect(() => defineConfig({ service: 'x', shape })).toThrow('must be a secret()');
  });

  test('describes_every_setting_for_the_reference_page', () => {
    const rows = describeConfig(definition);

    expect(rows.map((row) => [row.name, row.type, row.default, row.required, row.secret])).toEqual([
      ['MONGODB_URI', 'url', undefined, true, true],
      ['KAFKA_BROKERS', 'comma separated list', undefined, true, false],
      ['BULKHEAD_SCANNING_PORT', 'whole number', '4102', false, false],
      ['BULKHEAD_SCANNING_WORKERS', 'whole number', '2', false, false],
      ['BULKHEAD_SCANNING_MALWARE', 'true | false', 'false', false, false],
      ['BULKHEAD_PROFILE', 'development | production', 'development', false, false],
      ['BULKHEAD_INTERNAL_SECRET', 'secret', undefined, false, true],
    ]);
  });
});

describe('a secret', () => {
  test('stays_hidden_however_it_is_turned_into_text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{8,20}$/), (value) => {
        const hidden = new Secret(value);
        const texts = [String(hidden), JSON.stringify({ hidden }), inspect({ hidden }), Object.values(hidden).join()];
        expect(texts.join()).not.toContain(value);
      }),
    );
  });

  test('prints_as_stars_even_when_described_after_it_was_made_secret', () => {
    const shape = { BULKHEAD_X_PASSWORD: secret().describe('A password.').optional() };

    const lines = printConfig(readConfig(defineConfig({ service: 'y', shape }), { BULKHEAD_X_PASSWORD: 'hunter2' }));

    expect(lines).toEqual(['BULKHEAD_X_PASSWORD = ****']);
  });

  test('in_a_url_hides_credentials_and_options_and_shows_the_host', () => {
    const settings = readConfig(definition, { MONGODB_URI: 'mongodb://me:pa@h:1/db?key=v', KAFKA_BROKERS: 'x' });

    expect(settings.MONGODB_URI.toString()).toBe('mongodb://****@h:1/db?****');
    expect(printConfig(settings)[0]).toBe('MONGODB_URI = mongodb://****@h:1/db?****');
  });

  test('in_a_url_hides_everything_when_the_password_cannot_be_told_from_the_host', () => {
    const { MONGODB_URI } = readConfig(definition, { MONGODB_URI: 'mongodb://me:pa/ss@h/db', KAFKA_BROKERS: 'x' });

    expect(MONGODB_URI.toString()).toBe('****');
  });
});
