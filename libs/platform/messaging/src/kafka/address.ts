import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Fault } from '@bulkhead/core-base';
import type { ISocketFactory } from 'kafkajs';
import type { MessagingFault } from '../fault.ts';

const UNIX = 'unix:';
const HOST_PORT = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/;
const KEEP_ALIVE_MS = 60_000;

/** Where kafkajs is told to connect, and how its sockets are made. */
export interface Addresses {
  readonly brokers: string[];
  readonly socketFactory: ISocketFactory;
}

/**
 * Splits the values of KAFKA_BROKERS: `host:port`, or `unix:/path` for a Unix socket. kafkajs knows hosts and ports
 * only, so a socket path gets a host name of its own that the socket factory turns back; what such a broker says its
 * address is leads to the same socket. Throws BROKER_ADDRESS_INVALID (invalid).
 */
export function addressesOf(brokers: readonly string[]): Addresses {
  const paths = new Map<string, string>();
  const seeds = brokers.map((broker, index) => {
    if (!broker.startsWith(UNIX)) return checked(broker);
    const host = `unix-socket-${index}.invalid`;
    const path = broker.slice(UNIX.length);
    if (!path.startsWith('/')) throw invalid(broker);
    paths.set(host, path);
    return `${host}:9092`;
  });
  if (seeds.length === 0) throw invalid('');
  const only = paths.size === seeds.length && paths.size === 1 ? [...paths.values()][0] : undefined;
  return { brokers: seeds, socketFactory: (to) => open(to, paths.get(to.host) ?? only) };
}

type Target = Parameters<ISocketFactory>[0];

function open({ host, port, ssl, onConnect }: Target, path: string | undefined): ReturnType<ISocketFactory> {
  if (path !== undefined) return connectTcp({ path }, onConnect);
  // kafkajs hands over `null` for plain connections, whatever its types say.
  const tls = ssl as Target['ssl'] | null | undefined;
  const socket =
    tls === undefined || tls === null
      ? connectTcp({ host, port }, onConnect)
      : connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...tls }, onConnect);
  return socket.setKeepAlive(true, KEEP_ALIVE_MS).setNoDelay(true);
}

function checked(broker: string): string {
  if (!HOST_PORT.test(broker)) throw invalid(broker);
  return broker;
}

function invalid(broker: string): Fault<MessagingFault> {
  return new Fault('invalid', 'BROKER_ADDRESS_INVALID', 'a Kafka broker is host:port or unix:/path', {
    details: { broker },
    advice: 'check KAFKA_BROKERS',
  });
}
