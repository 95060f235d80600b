import { chmodSync, mkdirSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, ListenOptions, Server, Socket } from 'node:net';
import { dirname } from 'node:path';
import { Fault, messageOf } from '@bulkhead/core-base';
import type { KafkaEngineFault } from '../fault.ts';
import type { Listen } from '../options.ts';

/** sun_path of Linux, less its closing zero. */
const MAX_SOCKET_PATH_BYTES = 107;

export interface Listener {
  /** `unix:/path` or `127.0.0.1:port`. */
  readonly broker: string;
  /** The TCP port, if it is one. */
  readonly port: number | undefined;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly listen: Listen;
  readonly maxConnections: number;
  readonly onConnection: (socket: Socket) => void;
}

/** @throws Fault ENGINE_LISTEN_FAILED */
export async function openListener({ listen, maxConnections, onConnection }: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.maxConnections = maxConnections;
  if ('socket' in listen) await prepareSocket(listen.socket);
  await listening(server, 'socket' in listen ? { path: listen.socket } : listen);
  if ('socket' in listen) chmodSync(listen.socket, 0o600);
  const port = 'socket' in listen ? undefined : (server.address() as AddressInfo).port;
  return {
    broker: 'socket' in listen ? `unix:${listen.socket}` : `${listen.host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listening(server: Server, where: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(failed(`cannot listen: ${error.message}`, error)));
    server.listen(where, () => resolve());
  });
}

/** The folder is nobody else's; a socket file that a killed engine left behind is taken away. */
async function prepareSocket(path: string): Promise<void> {
  if (Buffer.byteLength(path) > MAX_SOCKET_PATH_BYTES) {
    throw failed(`the socket path ${path} is longer than ${MAX_SOCKET_PATH_BYTES} bytes`);
  }
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw failed(`cannot make the folder ${folder}: ${messageOf(error)}`, error);
  }
  if ((statSync(folder).mode & 0o077) !== 0) {
    throw failed(`the folder ${folder} of the socket is open to others; it must have mode 0700`);
  }
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return;
  if (await answers(path)) throw failed(`another engine listens on ${path}`);
  unlinkSync(path);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
}

function failed(message: string, cause?: unknown): Fault<KafkaEngineFault> {
  return new Fault('unavailable', 'ENGINE_LISTEN_FAILED', message, {
    cause,
    advice: 'Give the engine a socket path in a folder of mode 0700, or a free port.',
  });
}
