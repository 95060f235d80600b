import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import type { TestImage } from './image.ts';

/** How a test registry behaves. */
export interface RegistryBehaviour {
  readonly auth?: 'anonymous' | 'basic' | 'bearer';
  readonly username?: string;
  readonly password?: string;
  /** Statuses given to the first requests for a manifest or blob, in the place of an answer. */
  readonly failures?: readonly { readonly status: number; readonly retryAfter?: string }[];
  /** The first answers to a blob break off after this many bytes. */
  readonly breaks?: readonly number[];
  /** Whether a Range header is honoured. */
  readonly hasRanges?: boolean;
  /** Blobs are served from another origin, as clouds do it. */
  readonly isRedirecting?: boolean;
  /** Content given for a digest in the place of the right one. */
  readonly forged?: ReadonlyMap<Digest, Buffer>;
}

/** A registry on loopback that speaks the pull half of the OCI distribution-spec over plain HTTP. */
export interface TestRegistry extends AsyncDisposable {
  /** `127.0.0.1:<port>`. */
  readonly host: string;
  /** What was asked, in order: method, path and whether it came with an Authorization header. */
  readonly requests: {
    readonly path: string;
    readonly authorization: string | undefined;
    readonly range: string | undefined;
  }[];
}

const TOKEN = 'a-token-of-the-test-registry';

/**
 * Starts a registry that holds these images under `<repository>`, by their names' tags and by digest. An index of all of
 * them is held under the tag `index`.
 */
export async function startRegistry(
  repository: string,
  images: readonly TestImage[],
  behaviour: RegistryBehaviour = {},
): Promise<TestRegistry> {
  const requests: TestRegistry['requests'] = [];
  const store = new Store(images);
  const failures = [...(behaviour.failures ?? [])];
  const breaks = [...(behaviour.breaks ?? [])];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const { authorization, range } = request.headers;
    requests.push({ path: `${url.pathname}${url.search}`, authorization, range });
    const context = { request, response, url, repository, behaviour, store, failures, breaks };
    answer(context);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Context {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly repository: string;
  readonly behaviour: RegistryBehaviour;
  readonly store: Store;
  readonly failures: { readonly status: number; readonly retryAfter?: string }[];
  readonly breaks: number[];
}

function answer(context: Context): void {
  const { response, url, repository, behaviour } = context;
  if (url.pathname === '/token') return giveToken(context);
  if (url.pathname.startsWith('/elsewhere/'))
    return giveBlob(context, url.pathname.slice('/elsewhere/'.length) as Digest);
  if (!isAdmitted(context)) return refuse(context);
  if (url.pathname === '/v2/') return void response.writeHead(200).end('{}');
  const match = new RegExp(`^/v2/${repository}/(manifests|blobs)/(.+)$`).exec(url.pathname);
  if (match === null) return void response.writeHead(404).end();
  const failure = context.failures.shift();
  if (failure !== undefined) {
    const headers = failure.retryAfter === undefined ? {} : { 'retry-after': failure.retryAfter };
    return void response.writeHead(failure.status, headers).end();
  }
  if (match[1] === 'manifests') return giveManifest(context, match[2] ?? '');
  if (behaviour.isRedirecting !== true) return giveBlob(context, match[2] as Digest);
  // The same server under another name is another origin.
  response.writeHead(307, { location: `http://localhost:${url.port}/elsewhere/${match[2]}` }).end();
}

function isAdmitted({ request, behaviour }: Context): boolean {
  const { auth = 'anonymous' } = behaviour;
  if (auth === 'anonymous') return true;
  const expected = auth === 'bearer' ? `Bearer ${TOKEN}` : basic(behaviour);
  return request.headers.authorization === expected;
}

function refuse({ response, url, behaviour, repository }: Context): void {
  const bearer = `Bearer realm="http://${url.host}/token",service="test",scope="repository:${repository}:pull"`;
  const challenge = behaviour.auth === 'bearer' ? bearer : 'Basic realm="test"';
  response.writeHead(401, { 'www-authenticate': challenge }).end();
}

function giveToken({ request, response, behaviour }: Context): void {
  const isKnown = behaviour.username === undefined || request.headers.authorization === basic(behaviour);
  if (isKnown) response.writeHead(200).end(JSON.stringify({ token: TOKEN }));
  else response.writeHead(401).end();
}

function giveManifest({ response, store, behaviour }: Context, reference: string): void {
  const found = store.manifest(reference);
  if (found === undefined) return void response.writeHead(404).end();
  const bytes = behaviour.forged?.get(found.digest) ?? found.bytes;
  response.writeHead(200, { 'docker-content-digest': found.digest, 'content-length': bytes.length }).end(bytes);
}

function giveBlob({ request, response, store, behaviour, breaks }: Context, digest: Digest): void {
  const blob = behaviour.forged?.get(digest) ?? store.blob(digest);
  if (blob === undefined) return void response.writeHead(404).end();
  const start =
    behaviour.hasRanges === false ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = blob.subarray(start);
  const range = start === 0 ? {} : { 'content-range': `bytes ${start}-${blob.length - 1}/${blob.length}` };
  response.writeHead(start === 0 ? 200 : 206, { 'content-length': rest.length, ...range });
  const broken = breaks.shift();
  if (broken === undefined) return void response.end(rest);
  response.write(rest.subarray(0, broken), () => response.destroy());
}

function basic({ username = '', password = '' }: RegistryBehaviour): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

class Store {
  readonly #manifests = new Map<string, { digest: Digest; bytes: Buffer }>();
  readonly #blobs = new Map<Digest, Buffer>();

  constructor(images: readonly TestImage[]) {
    for (const image of images) {
      const entry = { digest: image.digest, bytes: image.manifest };
      this.#manifests.set(image.digest, entry);
      this.#manifests.set(image.name.split(':').at(-1) ?? '', entry);
      for (const [digest, blob] of image.blobs) this.#blobs.set(digest, blob);
    }
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const bytes = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType, manifests: images.map((one) => one.descriptor) }),
    );
    this.#manifests.set('index', { digest: sha256(bytes), bytes });
  }

  manifest(reference: string): { digest: Digest; bytes: Buffer } | undefined {
    return this.#manifests.get(reference);
  }

  blob(digest: Digest): Buffer | undefined {
    return this.#blobs.get(digest);
  }
}
