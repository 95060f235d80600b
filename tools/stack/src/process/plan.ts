import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '@bulkhead/core-base';
import type { Environment } from '@bulkhead/platform-config';

export type PlanFault = 'SERVICES_SETTING_MISSING' | 'SERVICES_PORT_INVALID';

/** The services in the order their data flows, each with the port it listens on unless BULKHEAD_<SERVICE>_PORT says otherwise. */
const SERVICE_PORTS = {
  ingestion: 4101,
  scanning: 4102,
  policy: 4103,
  hardening: 4104,
  'incident-response': 4105,
} as const;
const GATEWAY_PORT = 4000;

/** One process to start: what it runs, with which environment, and where it answers. */
export interface PlannedProcess {
  readonly name: string;
  /** The file it runs. */
  readonly main: string;
  readonly url: string;
  readonly environment: Environment;
}

/** Everything to start: the services, and the gateway that knows where they are. */
export interface Plan {
  readonly services: readonly PlannedProcess[];
  readonly gateway: PlannedProcess;
}

/**
 * Decides ports, URLs and the secret the processes sign with (a new one unless BULKHEAD_INTERNAL_SECRET is given). All
 * share one folder for large events. A port of 0 becomes one that is free now. Faults: SERVICES_SETTING_MISSING and
 * SERVICES_PORT_INVALID (invalid).
 */
export async function planProcesses(environment: Environment, dataDir: string): Promise<Plan> {
  const missing = ['MONGODB_URI', 'KAFKA_BROKERS'].filter((name) => (environment[name] ?? '') === '');
  if (missing.length > 0) {
    throw new Fault<PlanFault>('invalid', 'SERVICES_SETTING_MISSING', `${missing.join(' and ')} must be set`, {
      advice: '`npm start` runs everything in one process and needs neither.',
    });
  }
  const every: Environment = {
    BULKHEAD_LOG_LEVEL: 'warn',
    BULKHEAD_LOG_PRETTY: 'true',
    BULKHEAD_BLOB_DIR: resolve(dataDir, 'blobs'),
    BULKHEAD_INTERNAL_SECRET: randomBytes(32).toString('base64url'),
    ...given(environment),
    BULKHEAD_DATA_DIR: dataDir,
  };
  const services = await Promise.all(
    Object.entries(SERVICE_PORTS).map(([name, port]) =>
      planned(name, every, { prefix: `BULKHEAD_${inCapitals(name)}`, port }),
    ),
  );
  const urls = services.map(({ name, url }) => [`BULKHEAD_SUBGRAPH_${inCapitals(name)}_URL`, url]);
  const all = { ...every, ...Object.fromEntries(urls) };
  return { services, gateway: await planned('gateway', all, { prefix: 'BULKHEAD', port: GATEWAY_PORT }) };
}

interface Listening {
  readonly prefix: string;
  readonly port: number;
}

async function planned(name: string, every: Environment, { prefix, port }: Listening): Promise<PlannedProcess> {
  const host = every[`${prefix}_HOST`] ?? '127.0.0.1';
  const own = await chosenPort(`${prefix}_PORT`, every[`${prefix}_PORT`] ?? String(port));
  return {
    name,
    main: join(dirname(createRequire(import.meta.url).resolve(`@bulkhead/service-${name}`)), 'main.js'),
    url: `http://${reachable(host)}:${own}`,
    environment: { ...every, [`${prefix}_PORT`]: String(own) },
  };
}

async function chosenPort(name: string, text: string): Promise<number> {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw new Fault<PlanFault>('invalid', 'SERVICES_PORT_INVALID', `${name} must be a port, 0 to 65535`);
  }
  return port === 0 ? freePort() : port;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Who listens everywhere is reached on loopback. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function inCapitals(service: string): string {
  return service.toUpperCase().replaceAll('-', '_');
}

/** Empty text counts as not set, as everywhere. */
function given(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
}
