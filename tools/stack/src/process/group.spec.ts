import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGroup } from './group.ts';
import type { Plan, PlannedProcess } from './plan.ts';

/** A process with the manners of a service: healthy on its port, drained on SIGTERM. */
const SERVICE = `
import { createServer } from 'node:http';
const { PORT, NAME, END } = process.env;
if (END) { console.error('the settings are wrong: ' + NAME); process.exit(Number(END)); }
process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });
createServer((request, response) => response.end()).listen(Number(PORT), '127.0.0.1', () => console.log(process.pid));
`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bh-group-'));
  writeFileSync(join(folder, 'service.mjs'), SERVICE);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function planned(name: string, environment: Record<string, string> = {}): Promise<PlannedProcess> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  const own = { NAME: name, PORT: String(port), PATH: process.env['PATH'], ...environment };
  return { name, main: join(folder, 'service.mjs'), url: `http://127.0.0.1:${port}`, environment: own };
}

async function plan(environment: Record<string, string> = {}): Promise<Plan> {
  const services = await Promise.all(['one', 'two'].map((name) => planned(name, environment)));
  return { services, gateway: await planned('gateway') };
}

describe('a group of processes', () => {
  test('is_ready_when_all_are_and_stops_the_gateway_before_the_services', async () => {
    const said: string[] = [];
    const group = startGroup(await plan(), (line) => said.push(line));
    await group.ready();

    await group.stop();

    const drained = said.filter((line) => line.endsWith('drained'));
    expect(drained[0]).toBe('[gateway] drained');
    expect(drained.toSorted()).toEqual(['[gateway] drained', '[one] drained', '[two] drained']);
    expect(group.children.map((child) => child.ending()?.code)).toEqual([0, 0, 0]);
  });

  test('says_which_one_ended_without_being_asked_to', async () => {
    const said: string[] = [];
    const group = startGroup(await plan(), (line) => said.push(line));
    await group.ready();
    const [, pid] = /^\[two\] (\d+)$/m.exec(said.join('\n')) ?? [];

    process.kill(Number(pid), 'SIGKILL');

    const { child, ending } = await group.broken;
    expect([child.name, ending.text]).toEqual(['two', 'signal SIGKILL']);
    await group.stop();
  });

  test('lets_each_list_its_wrong_settings_before_the_start_is_given_up', async () => {
    const said: string[] = [];
    const group = startGroup(await plan({ END: '2' }), (line) => said.push(line));

    await expect(group.ready()).rejects.toMatchObject({ code: 'SERVICES_ENDED', kind: 'invalid' });

    await group.stop();
    expect(said.filter((line) => line.includes('settings are wrong')).toSorted()).toEqual([
      '[one] the settings are wrong: one',
      '[two] the settings are wrong: two',
    ]);
  });

  test('leaves_nobody_behind_when_its_parent_is_killed', async () => {
    const parent = join(folder, 'parent.ts');
    const group = JSON.stringify(join(import.meta.dirname, 'group.ts'));
    writeFileSync(
      parent,
      `import { startGroup } from ${group};\nconst group = startGroup(${JSON.stringify(await plan())}, (line) => console.log(line));\nawait group.ready();\nconsole.log('ready');\n`,
    );
    const child = spawn(process.execPath, ['--conditions=bulkhead-source', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids: number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const [, pid] = /\] (\d+)$/.exec(line) ?? [];
      if (pid !== undefined) pids.push(Number(pid));
      if (line === 'ready') break;
    }

    child.kill('SIGKILL');
    await once(child, 'exit');

    for (let look = 0; look < 100 && pids.some(isRunning); look += 1) await sleep(50);
    expect(pids).toHaveLength(3);
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

/** A process that ended and that nobody has asked about yet is still listed, as a zombie. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
