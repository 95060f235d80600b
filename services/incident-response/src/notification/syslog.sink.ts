import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { computedId, messageOf } from '@bulkhead/core-base';
import { guardedLookup, refuseAddress } from './address-guard.ts';
import type { Network } from './address-guard.ts';
import type { Delivery } from './delivery.ts';
import type { Sink } from './notification.ports.ts';
import { SendFailure } from './send-failure.ts';
import { cutMessage, formatSyslog, frame, syslogSeverity } from './syslog.ts';
import type { StructuredElement } from './syslog.ts';

export const SYSLOG_TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export type SyslogTransport = (typeof SYSLOG_TRANSPORTS)[number];

export interface SyslogOptions {
  readonly transport: SyslogTransport;
  readonly host: string;
  readonly port: number;
  /** 0..23, RFC 5424, table 1. */
  readonly facility: number;
  /** Our own name in the header. */
  readonly hostname: string;
  readonly network: Network;
  readonly timeoutMs: number;
}

/** RFC 5426 and 5424 ask receivers for 2048 bytes at least; a larger datagram would be fragmented or lost. */
const DATAGRAM_LIMIT = 2048;
const STREAM_LIMIT = 64 * 1024;
/** 32473 is the enterprise number set aside for documentation (RFC 5612): we have none of our own. */
const ELEMENT = 'bulkhead@32473';

/**
 * RFC 5424 over UDP (RFC 5426), TCP with octet counting (RFC 6587) or TLS (RFC 5425). Syslog has no acknowledgement:
 * over TCP and TLS "delivered" means that the other side's host took every byte, over UDP that it was sent.
 */
export function syslogSink(options: SyslogOptions): Sink {
  const { transport, host, port } = options;
  const name = `${transport}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    id: computedId('snk', 'SYSLOG', name),
    kind: 'SYSLOG',
    name,
    send: async (delivery, signal) => {
      refuseAddress(host, options.network);
      const message = messageFor(delivery, options);
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
      try {
        if (transport === 'udp') await sendDatagram(options, cutMessage(message, DATAGRAM_LIMIT), deadline);
        else await sendStream(options, frame(cutMessage(message, STREAM_LIMIT)), deadline);
      } catch (cause) {
        if (cause instanceof SendFailure) throw cause;
        throw new SendFailure(deadline.aborted ? 'no answer in time' : messageOf(cause), { cause });
      }
    },
  };
}

function messageFor({ id, notification }: Delivery, { facility, hostname }: SyslogOptions): Buffer {
  const { data, type, timestamp } = notification;
  const element: StructuredElement = {
    id: ELEMENT,
    parameters: [
      ['deliveryId', id],
      ['incidentId', data.incidentId],
      ['revision', String(data.revision)],
      ['severity', data.severity],
      ['state', data.state],
      ['ownerTeamId', data.ownerTeamId ?? ''],
      ['openedAt', data.openedAt],
      ['eventCount', String(data.eventCount)],
      ['techniques', data.techniques.slice(0, 10).join(',')],
      ['hosts', data.hostIds.slice(0, 5).join(',')],
      ['images', data.imageDigests.slice(0, 5).join(',')],
      ['workloads', data.lineageKeys.slice(0, 5).join(',')],
    ],
  };
  return formatSyslog({
    facility,
    severity: syslogSeverity(data.severity),
    timestamp: new Date(timestamp),
    hostname,
    appName: 'bulkhead',
    procId: '-',
    messageId: type,
    structuredData: [element],
    text: data.title,
  });
}

async function sendDatagram(options: SyslogOptions, message: Buffer, signal: AbortSignal): Promise<void> {
  const lookup = guardedLookup(options.network);
  const { address, family } = await resolveOne(options.host, lookup);
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', signal });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      socket.send(message, options.port, address, (error) => (error === null ? resolve() : reject(error)));
    });
  } finally {
    if (!signal.aborted) socket.close();
  }
}

async function resolveOne(host: string, lookup: LookupFunction): Promise<{ address: string; family: number }> {
  const family = isIP(host);
  if (family !== 0) return { address: host, family };
  return new Promise((resolve, reject) => {
    lookup(host, { all: false }, (error, address, found) => {
      if (error === null && typeof address === 'string') resolve({ address, family: found ?? 4 });
      else reject(error ?? new SendFailure(`${host} has no address`));
    });
  });
}

/** One connection per message: notices are few, and a connection that is kept dies unseen. */
async function sendStream(options: SyslogOptions, framed: Buffer, signal: AbortSignal): Promise<void> {
  const { host, port, network, transport } = options;
  const target = { host, port, lookup: guardedLookup(network) };
  const isTls = transport === 'tls';
  const socket: Socket = isTls
    ? connectTls({ ...target, ...(isIP(host) === 0 ? { servername: host } : {}) })
    : connectTcp(target);
  // An error after the last byte is of no consequence, and without a listener it would end the process.
  socket.on('error', () => undefined);
  try {
    await once(socket, isTls ? 'secureConnect' : 'connect', { signal });
    // A receiver that closes our connection in answer to what we end has read it to the end.
    const closed = once(socket, 'close', { signal });
    socket.resume();
    socket.end(framed);
    await closed;
  } finally {
    socket.destroy();
  }
}
