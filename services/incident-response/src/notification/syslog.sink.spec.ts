import { describe, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { planDeliveries } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { syslogSink } from './syslog.sink.ts';
import type { SyslogOptions } from './syslog.sink.ts';
import { takeSignal } from '../incident/correlation.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');

function aDelivery(title = 'Terminal shell in container: web'): Delivery {
  const signal = {
    kind: 'RUNTIME_EVENT' as const,
    id: 'evt_1',
    at: NOW,
    title,
    summary: 'sh',
    severity: 'CRITICAL' as const,
    ownerTeamId: null,
    causeKey: null,
    lineageKeys: ['lin_1'],
    hostIds: [],
    imageDigests: [],
    techniques: [],
    remediation: [],
    violationState: null,
  };
  const decision = takeSignal(signal, { holding: undefined, byKey: [] }, { windowMs: 1, openFrom: 'LOW' });
  const [delivery] =
    decision === undefined ? [] : planDeliveries(decision, [{ id: 's', kind: 'SYSLOG', name: 's' }], NOW);
  if (delivery === undefined) throw new Error('nothing was planned');
  return delivery;
}

function options(change: Partial<SyslogOptions>): SyslogOptions {
  return {
    transport: 'udp',
    host: '127.0.0.1',
    port: 514,
    facility: 16,
    hostname: 'bulkhead-1',
    network: 'any',
    timeoutMs: 2000,
    ...change,
  };
}

const signal = new AbortController().signal;

/** A syslog receiver over TCP that keeps every byte. */
async function startTcp(): Promise<AsyncDisposable & { port: number; text: () => string }> {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => socket.on('data', (chunk: Buffer) => chunks.push(chunk)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    text: () => Buffer.concat(chunks).toString(),
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('syslog over UDP', () => {
  test('sends_one_datagram_per_delivery', async () => {
    const receiver = createSocket('udp4');
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const arrived = once(receiver, 'message') as Promise<[Buffer]>;

    await syslogSink(options({ port: receiver.address().port })).send(aDelivery(), signal);

    const [datagram] = await arrived;
    expect(datagram.toString()).toMatch(
      /^<130>1 2026-11-22T08:00:00\.000Z bulkhead-1 bulkhead - incident\.opened \[bulkhead@32473 deliveryId="dlv_/,
    );
    expect(datagram.toString()).toMatch(/\uFEFFTerminal shell in container: web$/);
    receiver.close();
  });

  test('cuts_what_no_receiver_has_to_take', async () => {
    const receiver = createSocket('udp4');
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const arrived = once(receiver, 'message') as Promise<[Buffer]>;

    await syslogSink(options({ port: receiver.address().port })).send(aDelivery('x'.repeat(5000)), signal);

    expect((await arrived)[0].length).toBe(2048);
    receiver.close();
  });
});

describe('syslog over TCP', () => {
  test('counts_the_octets_of_every_message', async () => {
    await using receiver = await startTcp();
    const sink = syslogSink(options({ transport: 'tcp', port: receiver.port }));

    await sink.send(aDelivery('one line\nand another'), signal);
    await sink.send(aDelivery('grün'), signal);

    let text = Buffer.from(receiver.text());
    const messages: string[] = [];
    while (text.length > 0) {
      const [, length = ''] = /^(\d+) /.exec(text.toString()) ?? [];
      const start = length.length + 1;
      messages.push(text.subarray(start, start + Number(length)).toString());
      text = text.subarray(start + Number(length));
    }
    expect(messages.map((message) => message.split('\uFEFF')[1])).toEqual(['one line and another', 'grün']);
  });

  test('fails_when_nobody_listens', async () => {
    const port = await (async () => {
      await using receiver = await startTcp();
      return receiver.port;
    })();

    await expect(syslogSink(options({ transport: 'tcp', port })).send(aDelivery(), signal)).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  test('fails_when_the_other_side_speaks_no_tls', async () => {
    await using receiver = await startTcp();
    const sink = syslogSink(options({ transport: 'tls', port: receiver.port, timeoutMs: 500 }));

    await expect(sink.send(aDelivery(), signal)).rejects.toThrow('no answer in time');
    expect(receiver.text()).not.toContain('Terminal');
  });

  test('dials_no_address_that_is_not_allowed', async () => {
    await using receiver = await startTcp();
    const sink = syslogSink(options({ transport: 'tcp', port: receiver.port, network: 'public' }));

    await expect(sink.send(aDelivery(), signal)).rejects.toThrow('not one a sink may have');
  });
});
