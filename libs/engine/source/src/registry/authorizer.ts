import { sourceFault } from '../fault.ts';
import type { Challenge } from './challenge.ts';
import { readBody } from './exchange.ts';
import type { Transport } from './exchange.ts';
import type { RegistryCredentials } from './registry-options.ts';

const MAX_TOKEN_BYTES = 1024 * 1024;

export interface AuthorizerContext {
  readonly transport: Transport;
  readonly registry: string;
  /** What is asked for when the registry does not say: `repository:<name>:pull`. */
  readonly scope: string;
  readonly credentials: RegistryCredentials | undefined;
  /** Whether this URL may carry a secret: TLS, or plain text the user allowed. */
  readonly isTrusted: (url: URL) => boolean;
}

/** Answers challenges of one registry for one repository, and keeps the answer for the requests that follow. */
export class Authorizer {
  readonly #context: AuthorizerContext;
  #header: string | undefined;

  constructor(context: AuthorizerContext) {
    this.#context = context;
    const { credentials } = context;
    if (credentials !== undefined && 'token' in credentials) this.#header = `Bearer ${credentials.token}`;
  }

  /** The Authorization header of the next request; undefined while none is known. */
  get header(): string | undefined {
    return this.#header;
  }

  /**
   * Makes the header a challenge asks for. Returns false when there is nothing more to try.
   *
   * @throws Fault REGISTRY_UNAUTHORIZED, REGISTRY_UNAVAILABLE
   */
  async answer(challenge: Challenge | undefined, signal: AbortSignal | undefined): Promise<boolean> {
    const { credentials } = this.#context;
    if (challenge?.scheme === 'bearer') {
      this.#header = `Bearer ${await this.#fetchToken(challenge, signal)}`;
      return true;
    }
    if (challenge?.scheme === 'basic' && credentials !== undefined && 'password' in credentials) {
      this.#header = basic(credentials);
      return true;
    }
    return false;
  }

  // Distribution's "Token Authentication Specification".
  async #fetchToken(challenge: Challenge & { scheme: 'bearer' }, signal: AbortSignal | undefined): Promise<string> {
    const { transport, credentials, registry, scope, isTrusted } = this.#context;
    const url = realmUrl(challenge.realm);
    if (url === undefined || !isTrusted(url)) {
      throw sourceFault(
        'REGISTRY_UNAUTHORIZED',
        `${registry} sends us to "${challenge.realm}" for a token, which has no TLS.`,
      );
    }
    if (challenge.service !== '') url.searchParams.set('service', challenge.service);
    url.searchParams.set('scope', challenge.scope || scope);
    const headers = credentials !== undefined && 'password' in credentials ? { authorization: basic(credentials) } : {};
    const response = await transport.get({ url, headers, signal });
    const body = await readBody(response, MAX_TOKEN_BYTES);
    const token = response.statusCode === 200 ? tokenIn(body) : undefined;
    if (token !== undefined) return token;
    throw sourceFault(
      'REGISTRY_UNAUTHORIZED',
      `${url.host} gives us no token for ${registry} (${response.statusCode}).`,
      {
        details: { registry, status: response.statusCode ?? 0 },
        advice: 'Check the user name and the password, and that they may pull this repository.',
      },
    );
  }
}

function realmUrl(realm: string): URL | undefined {
  const url = URL.parse(realm);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

function basic({ username, password }: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function tokenIn(body: Buffer): string | undefined {
  try {
    const { token, access_token: access } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    const found = token ?? access;
    return typeof found === 'string' && /^[\x21-\x7e]+$/.test(found) ? found : undefined;
  } catch {
    return undefined;
  }
}
