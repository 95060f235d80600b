import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { DEFINITIONS, mistakesOf } from './process-setting.ts';

const FOLDER = join(import.meta.dirname, '../../../infra/docker');
const TEXT = readFileSync(join(FOLDER, 'compose.yaml'), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const COMPOSE = parse(TEXT, { merge: true }) as Compose;
const OURS = Object.entries(COMPOSE.services).filter(([, { image }]) => image.startsWith('bulkhead:'));
const FILLED = envFile(spawnSync(process.execPath, [join(FOLDER, 'new-env.js')], { encoding: 'utf8' }).stdout);

function envFile(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}

/** `${NAME:?must be set}` and `${NAME:-otherwise}`, as compose reads them with the .env that new-env.js makes. */
function interpolated(text: string): string {
  return text.replaceAll(/\$\{([A-Z_]+)(?::[-?]([^}]*))?\}/g, (whole, name: string, otherwise: string = '') => {
    if (FILLED[name] !== undefined) return FILLED[name];
    return whole.includes(':?') ? `${name} is missing` : otherwise;
  });
}

function environmentOf({ environment = {} }: Service): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolated(String(value))]));
}

describe('compose', () => {
  test('runs_every_process_there_is_by_its_name', () => {
    expect(OURS.map(([name]) => name).sort()).toEqual([...DEFINITIONS.keys()].sort());
    expect(OURS.map(([, { command }]) => command)).toEqual(OURS.map(([name]) => [name]));
  });

  test.each(OURS)('gives_%s_settings_that_it_has_and_can_read', (name, service) => {
    expect(mistakesOf(name, environmentOf(service))).toEqual([]);
  });

  test.each(OURS)('closes_%s_in', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      user: '10001:10001',
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      healthcheck: { test: ['CMD', 'node', '/app/health.js', expect.stringMatching(/\/health\/ready$/)] },
    });
  });

  test('publishes_the_gateway_on_loopback_and_nothing_else', () => {
    const published = Object.entries(COMPOSE.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => `${name} ${interpolated(port)}`),
    );

    expect(published).toEqual(['gateway 127.0.0.1:4000:4000']);
  });

  test('keeps_the_store_and_the_log_where_nothing_reaches_them_from_outside', () => {
    expect(COMPOSE.networks['inner']).toEqual({ internal: true });
    for (const name of ['mongo', 'kafka']) expect(COMPOSE.services[name]?.networks).toEqual(['inner']);
  });

  test('has_an_env_file_made_with_every_secret_it_demands_each_another_one', () => {
    const demanded = [...TEXT.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name = '']) => name);
    const values = Object.values(FILLED);

    expect(Object.keys(FILLED).sort()).toEqual([...new Set(demanded)].sort());
    expect(values.every((value) => /^[0-9a-f]{64}$/.test(value))).toBe(true);
    expect(new Set(values).size).toBe(values.length);
  });

  test('waits_for_and_mounts_only_what_is_there', () => {
    const names = new Set(Object.keys(COMPOSE.services));
    const missing = Object.values(COMPOSE.services).flatMap(({ depends_on: on = {} }) =>
      Object.keys(on).filter((name) => !names.has(name)),
    );

    expect(missing).toEqual([]);
  });
});
