import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testFolder } from '@bulkhead/testing';
import type { TestFolder } from '@bulkhead/testing';
import { clientOf } from '../src/client.ts';
import { ended, launchPlatform } from '../src/command.ts';
import type { Ended } from '../src/command.ts';
import { addTeam } from '../src/fleet.ts';
import { freePort, startOwnProcess } from '../src/own-process.ts';

const TEAMS = '{ teams { nodes { name } } }';

describe('my data is mine to keep, move and take away', () => {
  let folder: TestFolder;
  let dataDir: string;
  let port: number;

  function run(words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return ended(launchPlatform(words, { BULKHEAD_DATA_DIR: dataDir, BULKHEAD_PORT: String(port), ...settings }));
  }

  beforeAll(async () => {
    folder = await testFolder();
    dataDir = join(folder.path, 'data');
    port = await freePort();
  });

  afterAll(async () => {
    await folder?.[Symbol.asyncDispose]();
  });

  test('the_first_admin_token_is_shown_once_and_kept_for_me_alone', async () => {
    await using own = await startOwnProcess(dataDir, port);

    const file = join(dataDir, 'admin.token');
    const token = (await readFile(file, 'utf8')).trim();
    expect(own.said()).toContain(token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await addTeam(own.admin, 'payments', 'shop');

    const second = await run([], { BULKHEAD_PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`${dataDir} is in use by process ${own.child.pid}`);
    for (const words of [['backup', join(folder.path, 'copy')], ['restore', dataDir], ['reset']]) {
      const refused = await run(words);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`process ${own.child.pid}`)]);
    }
    expect(existsSync(join(folder.path, 'copy'))).toBe(false);
    expect(await own.stop('SIGTERM')).toBe(0);
  }, 90_000);

  test('a_busy_port_is_one_clear_line_and_leaves_nothing_held', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const busy = (server.address() as AddressInfo).port;

    const refused = await run([], { BULKHEAD_PORT: String(busy) });
    server.close();

    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(String(busy));
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    expect(refused.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  }, 60_000);

  test('wrong_settings_are_listed_all_at_once_and_nothing_is_started', async () => {
    const elsewhere = join(folder.path, 'never');

    const refused = await run([], {
      BULKHEAD_DATA_DIR: elsewhere,
      BULKHEAD_PORT: 'http',
      BULKHEAD_LOG_LEVEL: 'loud',
      BULKHEAD_GATEWAY_MAX_DEPTH: '1000',
      BULKHEAD_POLICY_JUDGES: 'many',
      BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS: 'nowhere',
      BULKHEAD_SCANNING_NO_SUCH_SETTING: '1',
    });

    expect(refused.code).toBe(2);
    const lines = refused.stderr.split('\n');
    for (const name of [
      'BULKHEAD_PORT',
      'BULKHEAD_LOG_LEVEL',
      'BULKHEAD_GATEWAY_MAX_DEPTH',
      'BULKHEAD_POLICY_JUDGES',
      'BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS',
      'BULKHEAD_SCANNING_NO_SUCH_SETTING',
    ]) {
      expect(lines.filter((line) => line.trim().startsWith(name))).toHaveLength(1);
    }
    expect(existsSync(elsewhere)).toBe(false);
  }, 30_000);

  test('the_embedded_engines_are_refused_in_production', async () => {
    const refused = await run([], {
      BULKHEAD_PROFILE: 'production',
      BULKHEAD_DATA_DIR: join(folder.path, 'production'),
      BULKHEAD_INTERNAL_SECRET: 'x'.repeat(40),
    });

    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/production/);
    expect(refused.stderr).not.toMatch(/^\s+at /m);
  }, 30_000);

  test('a_backup_brings_back_what_a_reset_took_away', async () => {
    const copy = join(folder.path, 'backup');

    const kept = await run(['backup', copy]);
    expect([kept.code, kept.stdout]).toEqual([0, `backed up to ${copy}\n`]);
    expect((await run(['backup', copy])).stderr).toContain('is there already');

    const gone = await run(['reset']);
    expect([gone.code, gone.stdout]).toEqual([0, `removed ${dataDir}\n`]);
    expect(existsSync(dataDir)).toBe(false);
    expect((await run(['reset'])).code).toBe(1);

    const back = await run(['restore', copy]);
    expect([back.code, back.stdout]).toEqual([0, `restored ${dataDir}\n`]);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    await using own = await startOwnProcess(dataDir, port);
    expect(await own.admin.ask(TEAMS)).toEqual({ teams: { nodes: [{ name: 'payments' }] } });
    expect(own.said()).not.toContain(own.admin.token);
    expect((await clientOf(own.admin.url, 'bh_wrong_token_of_nobody').tryAsk(TEAMS)).status).toBe(401);
    expect(await own.stop('SIGINT')).toBe(0);
  }, 120_000);

  test('words_that_are_not_understood_start_nothing', async () => {
    const before = await readdir(folder.path);

    for (const words of [['--demmo'], ['backup'], ['bakup', 'x'], ['restore']]) {
      const refused = await run(words, { BULKHEAD_DATA_DIR: join(folder.path, 'never') });
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('usage: npm start')]);
    }

    expect(await readdir(folder.path)).toEqual(before);
  }, 60_000);
});
