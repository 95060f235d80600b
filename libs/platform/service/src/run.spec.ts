import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly problems: string;
}

/** Runs the fixture process; sends it a signal as soon as it says that it started. */
async function run(env: Record<string, string>): Promise<Ended> {
  const file = join(import.meta.dirname, '__fixtures__/process.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning', file],
    { env },
  );
  let output = '';
  let problems = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes('started')) child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, problems };
}

describe('a process of ours', () => {
  test('closes_what_it_runs_on_sigterm_and_exits_0', async () => {
    const ended = await run({ BULKHEAD_CHILD_PORT: '1', BULKHEAD_CHILD_OTHER: '2' });

    expect(ended.code).toBe(0);
    expect(ended.output).toMatch(/started[\s\S]*"signal":"SIGTERM"[\s\S]*closed/);
  }, 90_000);

  test('lists_every_wrong_setting_on_standard_error_and_exits_2', async () => {
    const ended = await run({ BULKHEAD_CHILD_PORT: 'http' });

    expect(ended.code).toBe(2);
    expect(ended.problems).toBe(
      [
        'child: the settings are wrong:',
        '  BULKHEAD_CHILD_PORT must be a whole number',
        '  BULKHEAD_CHILD_OTHER is not set',
        'Correct the environment and start again; docs/reference/configuration.md lists every setting.',
        '',
      ].join('\n'),
    );
  }, 90_000);
});
