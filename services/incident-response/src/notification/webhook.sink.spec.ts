import { describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '@bulkhead/platform-config';
import type { Delivery } from './delivery.ts';
import { webhookSink } from './webhook.sink.ts';
import type { WebhookOptions } from './webhook.sink.ts';

const SECRET = 'a secret of the receiver, long enough';
const NOW = new Date('2026-11-22T08:00:00.000Z');

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string | undefined;
}

interface Receiver extends AsyncDisposable {
  readonly url: URL;
  readonly received: Received[];
}

/** A receiver over real HTTP that answers as it is told. */
async function startReceiver(answer: (response: ServerResponse) => void): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/hook?token=t`),
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function options(url: URL, change: Partial<WebhookOptions> = {}): WebhookOptions {
  return { url, secret: new Secret(SECRET), network: 'any', timeoutMs: 2000, clock: { now: () => NOW }, ...change };
}

const DELIVERY = {
  id: 'dlv_1',
  notification: { type: 'incident.opened', data: { title: 'grün' } },
} as unknown as Delivery;

function send(to: WebhookOptions): Promise<void> {
  return webhookSink(to).send(DELIVERY, new AbortController().signal);
}

describe('a webhook', () => {
  test('posts_the_notification_signed_so_that_the_receiver_can_check_it', async () => {
    await using receiver = await startReceiver((response) => response.writeHead(204).end());

    await send(options(receiver.url));

    const [{ headers, body, path } = { headers: {}, body: '', path: '' }] = receiver.received;
    const signed = `dlv_1.${headers['webhook-timestamp'] as string}.${body}`;
    const expected = createHmac('sha256', SECRET).update(signed).digest('base64');
    expect(path).toBe('/hook?token=t');
    expect(JSON.parse(body)).toEqual(DELIVERY.notification);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'dlv_1',
      'webhook-timestamp': String(NOW.getTime() / 1000),
      'webhook-signature': `v1,${expected}`,
    });
  });

  test('does_not_follow_a_redirect', async () => {
    await using elsewhere = await startReceiver((response) => response.writeHead(204).end());
    await using receiver = await startReceiver((response) =>
      response.writeHead(307, { location: elsewhere.url.href }).end(),
    );

    await expect(send(options(receiver.url))).rejects.toThrow('HTTP 307: redirects are not followed');
    expect(elsewhere.received).toEqual([]);
  });

  test('tells_what_the_receiver_wants', async () => {
    await using busy = await startReceiver((response) => response.writeHead(503, { 'retry-after': '90' }).end());
    await using gone = await startReceiver((response) => response.writeHead(410).end());

    await expect(send(options(busy.url))).rejects.toMatchObject({ message: 'HTTP 503', retryAfterMs: 90_000 });
    await expect(send(options(gone.url))).rejects.toMatchObject({ isFinal: true });
  });

  test('gives_up_on_a_receiver_that_never_answers', async () => {
    await using receiver = await startReceiver(() => undefined);

    await expect(send(options(receiver.url, { timeoutMs: 100 }))).rejects.toThrow('no answer in time');
  });

  test('is_not_held_by_an_answer_without_end', async () => {
    await using receiver = await startReceiver((response) => {
      response.writeHead(200);
      response.write('x'.repeat(1000));
    });

    await expect(send(options(receiver.url))).resolves.toBeUndefined();
  });

  test('dials_no_address_that_is_not_allowed', async () => {
    await using receiver = await startReceiver((response) => response.writeHead(204).end());
    const named = new URL(receiver.url);
    named.hostname = 'localhost';

    await expect(send(options(receiver.url, { network: 'public' }))).rejects.toThrow('not one a sink may have');
    await expect(send(options(named, { network: 'public' }))).rejects.toThrow('not one a sink may have');
    expect(receiver.received).toEqual([]);
  });

  test('goes_through_the_proxy_that_is_configured', async () => {
    await using proxy = await startReceiver((response) => response.writeHead(204).end());
    const target = new URL('http://siem.example/hook');

    await send(options(target, { proxyEnvironment: { http_proxy: `http://${proxy.url.host}` } }));

    expect(proxy.received.map(({ path }) => path)).toEqual(['http://siem.example/hook']);
  });

  test('has_a_name_without_credentials_and_an_id_by_its_address', () => {
    const sink = webhookSink(options(new URL('https://user:pw@siem.example/hook?token=t')));

    expect(sink.name).toBe('https://siem.example/hook');
    expect(sink.id).toMatch(/^snk_[0-9a-f]{32}$/);
  });
});
