import type { Wait } from './retry.ts';

/** How a registry is spoken to. Nothing of it is read from the environment here: the caller says it. */
export interface RegistryOptions {
  /** Credentials for a registry host (`docker.io`, `localhost:5000`); none means anonymous. */
  readonly credentials?: (registry: string) => RegistryCredentials | undefined;
  /** Registry hosts that may be spoken to without TLS. Loopback addresses may be anyway. */
  readonly insecure?: readonly string[];
  /** Proxy settings in the form of the environment variables HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
  readonly proxy?: Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>>;
  /** PEM certificates trusted beside the system's. */
  readonly ca?: readonly string[];
  /** Attempts for a request that may succeed later; 4 when not said. */
  readonly attempts?: number;
  /** Milliseconds without a byte before a request is given up; 60,000 when not said. */
  readonly timeoutMs?: number;
  /** Waits between attempts; real time when not given. */
  readonly wait?: Wait;
}

/** A user name and password, or a bearer token a registry gave out. */
export type RegistryCredentials = { readonly username: string; readonly password: string } | { readonly token: string };
