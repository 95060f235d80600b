import { Fault } from '@bulkhead/core-base';
import type { MongoEngineFault } from '../fault.ts';

/** A Unix socket, or a loopback port (0 chooses one). */
export type Listen = { readonly socket: string } | { readonly host: '127.0.0.1'; readonly port: number };

/** Longest path the kernel takes for a Unix socket (sun_path without its end). */
const LONGEST_SOCKET_PATH = 107;

/** A fault of the address an engine is asked to listen on. */
export function addressFault(code: MongoEngineFault, message: string, advice: string): Fault<MongoEngineFault> {
  return new Fault('invalid', code, message, { advice });
}

/** Checks a socket path before anything is started. */
export function checkSocketPath(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes <= LONGEST_SOCKET_PATH) return;
  throw addressFault(
    'ENGINE_SOCKET_PATH_TOO_LONG',
    `the socket path has ${bytes} bytes and the kernel allows ${LONGEST_SOCKET_PATH}: ${path}`,
    'Choose a data directory with a shorter path.',
  );
}
