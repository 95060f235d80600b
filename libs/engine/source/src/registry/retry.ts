import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../fault.ts';

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 60_000;

/** Waits; tests put their own in its place. */
export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** Waits for real. Rejects when the signal is aborted. */
export const waitForReal: Wait = (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {});

/** Statuses after which the same request may succeed. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status === 500 || (status >= 502 && status <= 504);
}

/** Errors of a connection that another attempt may not meet. TLS and name errors stay what they are. */
export function isConnectionLost(error: unknown): boolean {
  return LOST.test(codeOf(error));
}

const LOST = /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|REGISTRY_UNAVAILABLE)$/;

/** How long to wait before attempt `attempt + 1`: what Retry-After says (RFC 9110), else twice as long each time. */
export function delayBefore(attempt: number, response?: IncomingMessage): number {
  const stated = retryAfter(response?.headers['retry-after'], response?.headers.date);
  return Math.min(LONGEST_DELAY_MS, stated ?? FIRST_DELAY_MS * 2 ** attempt);
}

function retryAfter(header: string | undefined, date: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  // A date is told by the registry's clock, so it is compared with what that clock says now.
  const until = Date.parse(header) - Date.parse(date ?? '');
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}
