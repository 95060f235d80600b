import dns from 'node:dns';
import net from 'node:net';
import { expect, test } from '@jest/globals';
import { startEngines } from '@bulkhead/testing';
import { serve, startGateway, startServices } from './__fixtures__/running.suite.ts';

interface Spy extends Disposable {
  readonly dialled: string[];
}

/** Notes every address that anything in this process connects to or looks up. */
function watchTheNetwork(): Spy {
  const dialled: string[] = [];
  // Called with `apply` below.
  // oxlint-disable-next-line typescript/unbound-method
  const connect = net.Socket.prototype.connect as (...all: unknown[]) => net.Socket;
  const lookup = dns.lookup;
  net.Socket.prototype.connect = function watched(this: net.Socket, ...args: unknown[]) {
    // node:net hands on its arguments as one normalised array.
    const first = Array.isArray(args[0]) ? (args[0][0] as unknown) : args[0];
    const { path, host } = (typeof first === 'object' ? first : {}) as { path?: string; host?: string };
    dialled.push(path ?? host ?? String(first));
    return connect.apply(this, args);
  };
  const watchedLookup = (name: string, ...rest: unknown[]): void => {
    dialled.push(name);
    (lookup as unknown as (...all: unknown[]) => void)(name, ...rest);
  };
  dns.lookup = watchedLookup as unknown as typeof lookup;
  return {
    dialled,
    [Symbol.dispose]: () => {
      net.Socket.prototype.connect = connect;
      dns.lookup = lookup;
    },
  };
}

function isLoopback(address: string): boolean {
  return address.startsWith('/') || /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/.test(address);
}

test('nothing_but_this_machine_is_dialled_while_a_gateway_starts_serves_and_stops', async () => {
  const ambient = {
    APOLLO_KEY: 'service:someone:key',
    APOLLO_GRAPH_REF: 'someone@current',
    APOLLO_SCHEMA_REPORTING: 'true',
  };
  Object.assign(process.env, ambient, { APOLLO_TELEMETRY_DISABLED: 'false' });
  using spy = watchTheNetwork();
  await using engines = await startEngines();
  await using services = await startServices(engines);
  using scanning = await serve(services.scanning.http);
  const gateway = await startGateway(engines, { ingestion: services.ingestion, scanning: { url: scanning.url } });

  await gateway.ask('{ images(first: 1) { nodes { label } } }');
  await gateway.ask('{ nothing }');
  await gateway.send('/', { token: null });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await gateway[Symbol.asyncDispose]();

  expect(spy.dialled.length).toBeGreaterThan(5);
  expect(spy.dialled.filter((address) => !isLoopback(address))).toEqual([]);
  for (const name of Object.keys(ambient)) expect(process.env[name]).toBeUndefined();
}, 90_000);

test('the_watch_itself_sees_what_goes_elsewhere', async () => {
  using spy = watchTheNetwork();

  const socket = net.connect({ host: '192.0.2.1', port: 9 });
  socket.on('error', () => undefined);
  socket.destroy();
  await fetch('http://example.invalid').catch(() => undefined);

  expect(spy.dialled.filter((address) => !isLoopback(address))).toEqual(
    expect.arrayContaining(['192.0.2.1', 'example.invalid']),
  );
});
