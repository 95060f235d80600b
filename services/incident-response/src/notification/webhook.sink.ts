import { createHmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { computedId, messageOf } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Secret } from '@bulkhead/platform-config';
import { guardedLookup, refuseAddress } from './address-guard.ts';
import type { Network } from './address-guard.ts';
import type { Delivery } from './delivery.ts';
import type { Sink } from './notification.ports.ts';
import { SendFailure } from './send-failure.ts';

export interface WebhookOptions {
  readonly url: URL;
  /** Signs what is sent; `whsec_<base64>` or any text. */
  readonly secret: Secret;
  readonly network: Network;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY; with a proxy it is the proxy that resolves the name. */
  readonly proxyEnvironment?: Readonly<Record<string, string | undefined>>;
}

const RETRY_AFTER_LIMIT_S = 3600;

/**
 * HTTP POST of the notification as JSON, signed as Standard Webhooks 1.0 says (`webhook-id`, `webhook-timestamp`,
 * `webhook-signature`). 2xx is taken; redirects are not followed; 410 means never again.
 */
export function webhookSink(options: WebhookOptions): Sink {
  const { url } = options;
  const name = `${url.protocol}//${url.host}${url.pathname}`;
  return {
    id: computedId('snk', 'WEBHOOK', name),
    kind: 'WEBHOOK',
    name,
    send: async (delivery, signal) => {
      refuseAddress(url.hostname, options.network);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
      const response = await post(options, delivery, deadline);
      judge(response);
    },
  };
}

/** `v1,<base64>`: HMAC-SHA-256 over `<id>.<timestamp>.<body>`. */
export function signWebhook(secret: Secret, content: { id: string; timestamp: number; body: string }): string {
  const text = secret.reveal();
  const key = text.startsWith('whsec_') ? Buffer.from(text.slice('whsec_'.length), 'base64') : Buffer.from(text);
  const mac = createHmac('sha256', key).update(`${content.id}.${content.timestamp}.${content.body}`);
  return `v1,${mac.digest('base64')}`;
}

async function post(options: WebhookOptions, delivery: Delivery, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, secret, clock, network, proxyEnvironment } = options;
  const body = JSON.stringify(delivery.notification);
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  const agentOptions = proxyEnvironment === undefined ? {} : { proxyEnv: proxyEnvironment as NodeJS.ProcessEnv };
  const isTls = url.protocol === 'https:';
  const agent = isTls ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const requestOptions: RequestOptions = {
    method: 'POST',
    agent,
    signal,
    lookup: guardedLookup(network),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'bulkhead',
      'webhook-id': delivery.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(secret, { id: delivery.id, timestamp, body }),
    },
  };
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const request = (isTls ? httpsRequest : httpRequest)(url, requestOptions, (response) => {
        // The status is all that counts; the body is not read.
        response.destroy();
        resolve(response);
      });
      request.on('error', reject);
      request.end(body);
    });
  } catch (cause) {
    if (cause instanceof SendFailure) throw cause;
    throw new SendFailure(signal.aborted ? 'no answer in time' : messageOf(cause), { cause });
  } finally {
    agent.destroy();
  }
}

function judge({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 200 && statusCode < 300) return;
  if (statusCode === 410) throw new SendFailure('HTTP 410: the receiver is gone for good', { isFinal: true });
  if (statusCode >= 300 && statusCode < 400) throw new SendFailure(`HTTP ${statusCode}: redirects are not followed`);
  const seconds = Number(headers['retry-after']);
  const isGiven = Number.isFinite(seconds) && seconds > 0;
  const wait = isGiven ? { retryAfterMs: Math.min(seconds, RETRY_AFTER_LIMIT_S) * 1000 } : {};
  throw new SendFailure(`HTTP ${statusCode}`, wait);
}
