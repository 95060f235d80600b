import { defineScheme } from '../define-scheme.ts';
import { MARK } from '../key.ts';
import { rpmvercmpKey } from './rpmvercmp.ts';

/** RPM versions: `[epoch:]version[-release]`, ordered as rpm 4.18 does (rpmvercmp with `~` and `^`). */
export const rpm = defineScheme({ name: 'rpm', key: rpmKey, accepts: isRpmVersion });

const RPM_VERSION = /^(?:\d{1,10}:)?[^\s:]+$/;

function isRpmVersion(text: string): boolean {
  return RPM_VERSION.test(text.trim());
}

function rpmKey(text: string): string {
  const { epoch, version, release } = splitRpm(text.trim());
  const releaseKey = release === undefined ? MARK.lowest : MARK.low + rpmvercmpKey(release);
  return rpmvercmpKey(epoch) + rpmvercmpKey(version) + releaseKey;
}

/** The parts of `[epoch:]version[-release]`; no epoch is epoch 0. */
export function splitRpm(text: string): { epoch: string; version: string; release: string | undefined } {
  const colon = text.indexOf(':');
  const epoch = colon > 0 ? text.slice(0, colon) : '0';
  const rest = text.slice(colon + 1);
  const hyphen = rest.lastIndexOf('-');
  if (hyphen === -1) return { epoch, version: rest, release: undefined };
  return { epoch, version: rest.slice(0, hyphen), release: rest.slice(hyphen + 1) };
}
