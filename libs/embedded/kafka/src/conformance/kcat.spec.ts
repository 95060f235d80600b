import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startKafkaEngine } from '../index.ts';
import type { KafkaEngine } from '../index.ts';

const isHere = spawnSync('kcat', ['-V']).status === 0;
if (!isHere) process.stdout.write('kcat is not on PATH: the cases with librdkafka as client were not run\n');

// A second client, written by others: what kafkajs and we may have misunderstood in the same way shows here.
(isHere ? describe : () => undefined)('librdkafka (kcat) over TCP with SASL/PLAIN', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
  let engine: KafkaEngine;

  beforeAll(async () => {
    engine = await startKafkaEngine({ dataDir: join(folder, 'data'), listen: { host: '127.0.0.1', port: 0 } });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function kcat(args: readonly string[], input = '', password = engine.sasl?.password): Promise<string> {
    const sasl = [
      'security.protocol=SASL_PLAINTEXT',
      'sasl.mechanisms=PLAIN',
      `sasl.username=${engine.sasl?.username}`,
    ];
    const settings = [...sasl, `sasl.password=${password}`].flatMap((setting) => ['-X', setting]);
    const run = spawn('kcat', ['-b', engine.brokers[0] ?? '', ...settings, ...args], { timeout: 20_000 });
    const out: string[] = [];
    const err: string[] = [];
    run.stdout.on('data', (chunk) => out.push(String(chunk)));
    run.stderr.on('data', (chunk) => err.push(String(chunk)));
    run.stdin.end(input);
    return new Promise((resolve, reject) => {
      run.once('close', (code) => (code === 0 ? resolve(out.join('')) : reject(new Error(err.join('')))));
    });
  }

  test('writes_and_reads_keys_values_and_headers', async () => {
    await kcat(['-P', '-t', 'plain', '-K', ':', '-H', 'trace=abc'], 'k1:v1\nk2:v2\nk1:v3\n');
    const read = await kcat(['-C', '-t', 'plain', '-e', '-o', 'beginning', '-q', '-f', '%k=%s %h @%o\n']);
    expect(read).toBe('k1=v1 trace=abc @0\nk2=v2 trace=abc @1\nk1=v3 trace=abc @2\n');
  });

  test.each(['gzip', 'snappy', 'lz4', 'zstd'])('writes_and_reads_%s', async (codec) => {
    const lines = Array.from({ length: 50 }, (_, index) => `line ${index} of many that are alike\n`).join('');
    await kcat(['-P', '-t', codec, '-z', codec], lines);
    expect(await kcat(['-C', '-t', codec, '-e', '-o', 'beginning', '-q'])).toBe(lines);
  });

  test('writes_idempotently', async () => {
    await kcat(['-P', '-t', 'once', '-X', 'enable.idempotence=true'], 'a\nb\nc\n');
    expect(await kcat(['-C', '-t', 'once', '-e', '-o', 'beginning', '-q'])).toBe('a\nb\nc\n');
  });

  test('reads_in_a_group_and_goes_on_where_it_was', async () => {
    const group = ['-G', 'readers', '-e', '-q', '-X', 'auto.offset.reset=earliest', 'grouped'];
    await kcat(['-P', '-t', 'grouped'], 'a\nb\n');
    expect(await kcat(group)).toBe('a\nb\n');
    await kcat(['-P', '-t', 'grouped'], 'c\n');
    expect(await kcat(group)).toBe('c\n');
  });

  test('asks_for_positions_by_time', async () => {
    await kcat(['-P', '-t', 'timed'], 'a\nb\n');
    expect(await kcat(['-Q', '-t', 'timed:0:-1'])).toBe('timed [0] offset 2\n');
    expect(await kcat(['-Q', '-t', 'timed:0:1000'])).toBe('timed [0] offset 0\n');
  });

  test('is_not_let_in_with_another_secret', async () => {
    await expect(kcat(['-L', '-m', '3'], '', 'guess')).rejects.toThrow(/authentication|metadata/i);
  });
});
