import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import { sourceFault } from '../fault.ts';
import type { RegistryOptions } from './registry-options.ts';

const DEFAULT_TIMEOUT_MS = 60_000;

/** One HTTP request. */
export interface HttpRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** Connections to registries: kept alive, through the proxy and with the certificates the user named. */
export class Transport implements Disposable {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;
  readonly #timeoutMs: number;

  constructor(options: RegistryOptions) {
    const proxy = options.proxy === undefined ? {} : { proxyEnv: options.proxy };
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#http = new HttpAgent({ keepAlive: true, ...proxy });
    const ca = options.ca === undefined ? {} : { ca: [...rootCertificates, ...options.ca] };
    this.#https = new HttpsAgent({ keepAlive: true, ...ca, ...proxy });
  }

  /** The answer with its body unread. Rejects with the error of the connection, or when nothing comes for too long. */
  get({ url, headers, signal }: HttpRequest): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const isTls = url.protocol === 'https:';
      const send = isTls ? httpsRequest : httpRequest;
      const request = send(url, { headers, agent: isTls ? this.#https : this.#http, ...(signal ? { signal } : {}) });
      request.setTimeout(this.#timeoutMs, () =>
        request.destroy(sourceFault('REGISTRY_UNAVAILABLE', `${url.host} sent nothing for ${this.#timeoutMs} ms.`)),
      );
      request.once('response', resolve);
      request.once('error', reject);
      request.end();
    });
  }

  [Symbol.dispose](): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}

/**
 * The body, no longer than `maxBytes`.
 *
 * @throws Fault REGISTRY_UNAVAILABLE when it is longer
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > maxBytes) {
      response.destroy();
      throw sourceFault('REGISTRY_UNAVAILABLE', `The registry sent a document of more than ${maxBytes} bytes.`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Lets go of an answer whose body is of no interest, so that its connection can be used again. */
export function discard(response: IncomingMessage): void {
  response.resume();
  response.once('error', () => undefined);
}
