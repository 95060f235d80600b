import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '@bulkhead/core-base';
import { describe, expect, test } from '@jest/globals';
import { imageOf, startRegistry } from '@bulkhead/testing';
import { openImage, readLayer, withLimits } from '../index.ts';
import type { OpenOptions, RegistryOptions } from '../index.ts';
import { parseChallenge } from './challenge.ts';

const failing = (code: string) => expect.objectContaining({ name: 'Fault', code });
const IMAGE = imageOf({
  layers: [[{ path: 'a', content: 'one' }], [{ path: 'b', content: Buffer.alloc(200_000, 'xyz') }]],
  name: 'app:1',
  compression: 'none',
});
const ARM = imageOf({
  layers: [[{ path: 'a', content: 'arm' }]],
  name: 'app:arm',
  platform: { os: 'linux', architecture: 'arm64' },
});

async function pull(reference: string, registry: RegistryOptions = {}, options: OpenOptions = {}): Promise<string[]> {
  await using image = await openImage(reference, { ...options, registry });
  const digests: string[] = [];
  for (const layer of image.layers) {
    const pieces: Buffer[] = [];
    for await (const piece of readLayer(layer, { limits: withLimits(undefined) })) pieces.push(piece);
    digests.push(sha256(Buffer.concat(pieces)));
  }
  return digests;
}

const LOGIN = { username: 'me', password: 'secret' };
const credentials: RegistryOptions = { credentials: () => LOGIN };

describe('a registry', () => {
  test('gives_an_image_by_tag_and_by_digest', async () => {
    await using registry = await startRegistry('team/app', [IMAGE]);
    expect(await pull(`${registry.host}/team/app:1`)).toEqual(IMAGE.diffIds);
    await using image = await openImage(`${registry.host}/team/app@${IMAGE.digest}`);
    expect(image).toMatchObject({ kind: 'registry', digest: IMAGE.digest, configDigest: IMAGE.configDigest });
    expect(image.names).toEqual([`${registry.host}/team/app@${IMAGE.digest}`]);
  });

  test('gives_the_image_of_the_platform_from_an_index', async () => {
    await using registry = await startRegistry('app', [IMAGE, ARM]);
    expect(await pull(`${registry.host}/app:index`)).toEqual(IMAGE.diffIds);
    expect(await pull(`${registry.host}/app:index`, {}, { platform: { os: 'linux', architecture: 'arm64' } })).toEqual(
      ARM.diffIds,
    );
    const missing = pull(`${registry.host}/app:index`, {}, { platform: { os: 'windows', architecture: 'amd64' } });
    await expect(missing).rejects.toThrow(failing('PLATFORM_NOT_FOUND'));
  });

  test.each(['basic', 'bearer'] as const)('that asks for %s authentication gets it', async (auth) => {
    await using registry = await startRegistry('app', [IMAGE], { auth, ...LOGIN });
    expect(await pull(`${registry.host}/app:1`, credentials)).toEqual(IMAGE.diffIds);
    await expect(pull(`${registry.host}/app:1`)).rejects.toThrow(failing('REGISTRY_UNAUTHORIZED'));
    const wrong = { credentials: () => ({ ...LOGIN, password: 'wrong' }) };
    await expect(pull(`${registry.host}/app:1`, wrong)).rejects.toThrow(failing('REGISTRY_UNAUTHORIZED'));
  });

  test('that_gives_tokens_to_anybody_is_asked_once_and_the_token_is_kept', async () => {
    await using registry = await startRegistry('app', [IMAGE], { auth: 'bearer' });
    expect(await pull(`${registry.host}/app:1`)).toEqual(IMAGE.diffIds);
    const tokens = registry.requests.filter(({ path }) => path.startsWith('/token'));
    expect(tokens.map(({ path }) => path)).toEqual(['/token?service=test&scope=repository%3Aapp%3Apull']);
  });

  test('that_sends_us_to_another_host_does_not_get_our_credentials_there', async () => {
    await using registry = await startRegistry('app', [IMAGE], { auth: 'basic', ...LOGIN, isRedirecting: true });
    expect(await pull(`${registry.host}/app:1`, credentials)).toEqual(IMAGE.diffIds);
    const elsewhere = registry.requests.filter(({ path }) => path.startsWith('/elsewhere/'));
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  test('that_asks_to_come_back_later_is_asked_again_after_the_time_it_names', async () => {
    const failures = [{ status: 429, retryAfter: '7' }, { status: 503 }, { status: 503, retryAfter: '1' }];
    await using registry = await startRegistry('app', [IMAGE], { failures });
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
    expect(await pull(`${registry.host}/app:1`, { wait })).toEqual(IMAGE.diffIds);
    expect(waits).toEqual([7000, 500, 1000]);
  });

  test('that_never_recovers_is_given_up', async () => {
    const wait = async (): Promise<void> => undefined;
    await using busy = await startRegistry('app', [IMAGE], {
      failures: Array.from({ length: 9 }, () => ({ status: 429 })),
    });
    await expect(pull(`${busy.host}/app:1`, { wait, attempts: 3 })).rejects.toThrow(failing('REGISTRY_RATE_LIMITED'));
    await using broken = await startRegistry('app', [IMAGE], {
      failures: Array.from({ length: 9 }, () => ({ status: 502 })),
    });
    await expect(pull(`${broken.host}/app:1`, { wait })).rejects.toThrow(failing('REGISTRY_UNAVAILABLE'));
  });

  test.each([true, false])('whose connection breaks is asked for the rest (ranges: %s)', async (hasRanges) => {
    await using registry = await startRegistry('app', [IMAGE], { breaks: [100_000, 0, 50_000, 1000], hasRanges });
    const wait = async (): Promise<void> => undefined;
    expect(await pull(`${registry.host}/app:1`, { wait })).toEqual(IMAGE.diffIds);
    expect(registry.requests.some(({ range }) => range !== undefined)).toBe(true);
  });

  test('that_gives_something_else_than_was_asked_for_is_not_believed', async () => {
    const [lowest] = IMAGE.layerDigests;
    const blob = Buffer.from(IMAGE.blobs.get(lowest ?? IMAGE.digest) ?? '');
    blob[600] = (blob[600] ?? 0) ^ 1;
    const forgeries = [
      new Map([[IMAGE.digest, ARM.manifest]]),
      new Map([[IMAGE.configDigest, Buffer.from(IMAGE.config.toString('utf8').replace('step', 'pets'))]]),
      new Map([[lowest ?? IMAGE.digest, blob]]),
    ];
    for (const forged of forgeries) {
      await using registry = await startRegistry('app', [IMAGE], { forged });
      await expect(pull(`${registry.host}/app@${IMAGE.digest}`)).rejects.toThrow(failing('DIGEST_MISMATCH'));
    }
  });

  test('that_lacks_the_image_says_so', async () => {
    await using registry = await startRegistry('app', [IMAGE]);
    await expect(pull(`${registry.host}/app:2`)).rejects.toThrow(failing('SOURCE_NOT_FOUND'));
    await expect(pull(`${registry.host}/other:1`)).rejects.toThrow(failing('SOURCE_NOT_FOUND'));
  });

  test('that_is_not_there_is_named_unavailable', async () => {
    await expect(pull('127.0.0.1:1/app:1', { attempts: 1 })).rejects.toThrow(failing('REGISTRY_UNAVAILABLE'));
  });

  test('that_says_nothing_is_not_waited_for_for_ever', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await expect(pull(`127.0.0.1:${port}/app:1`, { timeoutMs: 50, attempts: 1 })).rejects.toThrow(
        failing('REGISTRY_UNAVAILABLE'),
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('is_reached_through_the_proxy_the_user_named', async () => {
    await using registry = await startRegistry('app', [IMAGE]);
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(request.url ?? '');
      response.writeHead(502).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const options = { proxy: { HTTP_PROXY: `http://127.0.0.1:${port}` }, attempts: 1 };
    try {
      await expect(pull(`${registry.host}/app:1`, options)).rejects.toThrow(failing('REGISTRY_UNAVAILABLE'));
      expect(seen).toContain(`http://${registry.host}/v2/app/manifests/1`);
    } finally {
      proxy.close();
    }
  });

  test('elsewhere_is_not_spoken_to_without_TLS', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737): were plain HTTP tried, the error would be another one.
    const pulling = pull('192.0.2.1:5000/app:1', { attempts: 1, timeoutMs: 100 });
    await expect(pulling).rejects.toThrow(failing('REGISTRY_UNAVAILABLE'));
  });

  test('is_left_alone_when_the_work_is_cancelled', async () => {
    await using registry = await startRegistry('app', [IMAGE]);
    const pulling = openImage(`${registry.host}/app:1`, { signal: AbortSignal.abort() });
    await expect(pulling).rejects.toThrow(failing('SOURCE_ABORTED'));
    expect(registry.requests).toEqual([]);
  });
});

describe('a challenge', () => {
  test.each([
    ['Basic realm="x"', { scheme: 'basic' }],
    ['basic', { scheme: 'basic' }],
    [
      'Bearer realm="https://auth.example/token",service="registry",scope="repository:a:pull,push"',
      { scheme: 'bearer', realm: 'https://auth.example/token', service: 'registry', scope: 'repository:a:pull,push' },
    ],
    ['Basic realm="x", Bearer realm="https://a"', { scheme: 'bearer', realm: 'https://a', service: '', scope: '' }],
    ['Bearer service="x"', undefined],
    ['Negotiate', undefined],
    [undefined, undefined],
  ])('%s', (header, challenge) => {
    expect(parseChallenge(header)).toEqual(challenge);
  });
});
