import type { IncomingMessage } from 'node:http';
import type { ImageReference } from '@bulkhead/core-image';
import { isFault, messageOf } from '@bulkhead/core-base';
import { codeOf, sourceFault, throwIfAborted } from '../fault.ts';
import { Authorizer } from './authorizer.ts';
import { parseChallenge } from './challenge.ts';
import { Transport, discard } from './exchange.ts';
import type { RegistryOptions } from './registry-options.ts';
import { delayBefore, isConnectionLost, isTransient, waitForReal } from './retry.ts';

const MAX_REDIRECTS = 5;
const DEFAULT_ATTEMPTS = 4;
const USER_AGENT = 'bulkhead';

/** Speaks the OCI distribution-spec with one registry about one repository. Pull only. */
export class RegistryClient implements Disposable {
  readonly #reference: ImageReference;
  readonly #options: RegistryOptions;
  readonly #transport: Transport;
  readonly #authorizer: Authorizer;
  #protocol: 'https:' | 'http:' | undefined;

  constructor(reference: ImageReference, options: RegistryOptions) {
    this.#reference = reference;
    this.#options = options;
    this.#transport = new Transport(options);
    this.#authorizer = new Authorizer({
      transport: this.#transport,
      registry: reference.registry,
      scope: `repository:${reference.repository}:pull`,
      credentials: options.credentials?.(reference.registry),
      isTrusted: (url) => url.protocol === 'https:' || this.#mayBePlain(url.host),
    });
  }

  /**
   * The answer to `GET /v2/<repository>/<path>` when its status is 2xx, its body unread. Transient failures are tried
   * again, challenges answered, redirects followed (without credentials to another host).
   *
   * @throws Fault SOURCE_NOT_FOUND, REGISTRY_UNAUTHORIZED, REGISTRY_FORBIDDEN, REGISTRY_RATE_LIMITED,
   * REGISTRY_UNAVAILABLE, SOURCE_ABORTED
   */
  async get(path: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<IncomingMessage> {
    const attempts = this.#options.attempts ?? DEFAULT_ATTEMPTS;
    for (let attempt = 0; ; attempt += 1) {
      throwIfAborted(signal);
      const isLast = attempt + 1 >= attempts;
      try {
        const response = await this.#authorized(path, headers, signal);
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) return response;
        discard(response);
        if (isLast || !isTransient(status)) throw this.#refusal(status, path);
        await this.#wait(delayBefore(attempt, response), signal);
      } catch (error) {
        throwIfAborted(signal);
        if (isLast || !isConnectionLost(error) || isRefusal(error)) throw this.#unreachable(error);
        await this.#wait(delayBefore(attempt), signal);
      }
    }
  }

  [Symbol.dispose](): void {
    this.#transport[Symbol.dispose]();
  }

  async #wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      await (this.#options.wait ?? waitForReal)(milliseconds, signal);
    } finally {
      throwIfAborted(signal);
    }
  }

  async #authorized(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    const url = new URL(`${await this.#origin(signal)}/v2/${this.#reference.repository}/${path}`);
    const first = await this.#redirected(url, headers, signal);
    if (first.statusCode !== 401) return first;
    discard(first);
    const challenge = parseChallenge(first.headers['www-authenticate']);
    if (!(await this.#authorizer.answer(challenge, signal))) return first;
    return this.#redirected(url, headers, signal);
  }

  async #redirected(
    start: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    let url = start;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const { header } = this.#authorizer;
      const authorization = header !== undefined && url.origin === start.origin ? { authorization: header } : {};
      const response = await this.#transport.get({
        url,
        headers: { 'user-agent': USER_AGENT, ...headers, ...authorization },
        signal,
      });
      const location = redirectOf(response);
      if (location === undefined) return response;
      discard(response);
      const next = URL.parse(location, url.href);
      if (next === null || !this.#mayFollow(url, next)) {
        throw sourceFault(
          'REGISTRY_UNAVAILABLE',
          `${url.host} sends us to "${location.slice(0, 200)}", where we do not go.`,
        );
      }
      url = next;
    }
    throw sourceFault('REGISTRY_UNAVAILABLE', `${start.host} redirects more than ${MAX_REDIRECTS} times.`);
  }

  #mayFollow(from: URL, to: URL): boolean {
    if (to.protocol === 'https:') return true;
    return to.protocol === 'http:' && (from.protocol === 'http:' || this.#mayBePlain(to.host));
  }

  /** TLS, unless the host may do without and does. */
  async #origin(signal: AbortSignal | undefined): Promise<string> {
    const { registry } = this.#reference;
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    this.#protocol ??= this.#mayBePlain(host) ? await this.#probe(host, signal) : 'https:';
    return `${this.#protocol}//${host}`;
  }

  /** On loopback there is nobody to hide from: plain text first, which needs no certificates loaded. Elsewhere TLS first. */
  async #probe(host: string, signal: AbortSignal | undefined): Promise<'https:' | 'http:'> {
    const [first, second] = isLoopback(host) ? (['http:', 'https:'] as const) : (['https:', 'http:'] as const);
    try {
      const response = await this.#transport.get({ url: new URL(`${first}//${host}/v2/`), headers: {}, signal });
      discard(response);
      // What servers of TLS answer to plain text.
      return response.statusCode === 400 ? second : first;
    } catch (error) {
      throwIfAborted(signal);
      // A host that is not there is not there in the other way either.
      if (codeOf(error) === 'ECONNREFUSED' || codeOf(error) === 'REGISTRY_UNAVAILABLE') throw error;
      return second;
    }
  }

  #mayBePlain(host: string): boolean {
    return this.#options.insecure?.includes(host) === true || isLoopback(host);
  }

  #refusal(status: number, path: string): Error {
    const { registry, repository } = this.#reference;
    const details = { registry, repository, status };
    switch (status) {
      case 401:
        return sourceFault('REGISTRY_UNAUTHORIZED', `${registry} wants to know who is asking for ${repository}.`, {
          details,
          advice: 'Give credentials for this registry; some registries answer so when the repository does not exist.',
        });
      case 403:
        return sourceFault('REGISTRY_FORBIDDEN', `${registry} does not let us pull ${repository}.`, { details });
      case 404:
        return sourceFault('SOURCE_NOT_FOUND', `${registry} has no ${repository} ${path}.`, { details });
      case 429:
        return sourceFault('REGISTRY_RATE_LIMITED', `${registry} asks us to come back later.`, { details });
      default:
        return sourceFault('REGISTRY_UNAVAILABLE', `${registry} answered ${status} for ${repository} ${path}.`, {
          details,
        });
    }
  }

  #unreachable(error: unknown): Error {
    if (isFault(error)) return error;
    const { registry } = this.#reference;
    return sourceFault('REGISTRY_UNAVAILABLE', `${registry} cannot be reached: ${messageOf(error)}.`, { cause: error });
  }
}

/** localhost, 127.0.0.0/8 and ::1, with or without a port. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}

function isRefusal(error: unknown): boolean {
  return isFault(error) && 'status' in error.details;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}
