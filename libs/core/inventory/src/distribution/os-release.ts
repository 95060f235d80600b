import { lines } from '../text/stanza.ts';

const MAX_KEYS = 256;

/**
 * Reads os-release(5): `KEY=value` lines of shell-compatible assignments, quoted or not, `#` comments. Lines that are
 * neither are passed over; the last of repeated keys counts, as in a shell.
 */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines(text)) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined || values.size >= MAX_KEYS) continue;
    values.set(match[1], unquote(match[2].trim()));
  }
  return values;
}

function unquote(value: string): string {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return value.replaceAll(/\\(.)/g, '$1');
  const end = value.lastIndexOf(quote);
  const inner = value.slice(1, end > 0 ? end : undefined);
  return quote === '"' ? inner.replaceAll(/\\(["$`\\])/g, '$1') : inner;
}
