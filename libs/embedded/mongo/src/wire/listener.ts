import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { dirname } from 'node:path';
import { Fault } from '@bulkhead/core-base';
import { LIMITS } from '../limit.ts';
import { addressFault, checkSocketPath } from './address.ts';
import type { Listen } from './address.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';

function preparePrivateFolder(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if ((statSync(folder).mode & 0o077) === 0) return;
  throw addressFault(
    'ENGINE_SOCKET_FOLDER_OPEN',
    `the folder of the socket may be entered by other users: ${folder}`,
    `Run chmod 700 ${folder}, or choose a folder of your own.`,
  );
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function prepareSocket(path: string): Promise<void> {
  checkSocketPath(path);
  preparePrivateFolder(path);
  if (!existsSync(path)) return;
  if (await answers(path)) {
    throw addressFault(
      'ENGINE_SOCKET_IN_USE',
      `another process listens on ${path}`,
      'Stop it, or choose another socket.',
    );
  }
  rmSync(path, { force: true });
}

function listening(server: Server, listen: Listen): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const place = 'socket' in listen ? listen.socket : `${listen.host}:${listen.port}`;
      const busy = error.code === 'EADDRINUSE';
      reject(
        new Fault(
          'unavailable',
          busy ? 'ENGINE_ADDRESS_IN_USE' : 'ENGINE_CANNOT_LISTEN',
          `cannot listen on ${place}: ${error.message}`,
          {
            cause: error,
            advice: busy
              ? 'Another process has this address: stop it or choose another one.'
              : 'Check the address and its permissions.',
          },
        ),
      );
    });
    if ('socket' in listen) server.listen(listen.socket, resolve);
    else server.listen(listen.port, listen.host, resolve);
  });
}

/** Accepts connections on one address. */
export class Listener {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #path: string | null;

  private constructor(server: Server, path: string | null) {
    this.#server = server;
    this.#path = path;
  }

  static async start(listen: Listen, accept: (address: string) => ConnectionOptions): Promise<Listener> {
    if ('socket' in listen) await prepareSocket(listen.socket);
    const server = createServer({ noDelay: true });
    const listener = new Listener(server, 'socket' in listen ? listen.socket : null);
    await listening(server, listen);
    if ('socket' in listen) chmodSync(listen.socket, 0o600);
    const options = accept(listener.address);
    server.on('connection', (socket) => listener.#accept(socket, options));
    return listener;
  }

  /** `host:port`, or the socket path. */
  get address(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? `${address.address}:${address.port}` : String(address);
  }

  #accept(socket: Socket, options: ConnectionOptions): void {
    if (this.#sockets.size >= LIMITS.connections) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    options.state.counters.connections = this.#sockets.size;
    socket.once('close', () => {
      this.#sockets.delete(socket);
      options.state.counters.connections = this.#sockets.size;
    });
    const connection = new Connection(socket, options);
    connection.start();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    if (this.#path !== null) rmSync(this.#path, { force: true });
  }
}
