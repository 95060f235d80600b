import type { DestinationStream } from 'pino';

const HIDDEN = new Set(['level', 'time', 'service', 'message']);

/** Turns JSON lines into lines for people: `12:00:00.000 WARN  scanning  layer unreadable  code=...`. */
export function prettyDestination(target: { write(line: string): void }): DestinationStream {
  return { write: (line: string) => target.write(prettyLine(line)) };
}

function prettyLine(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(entry)
    .filter(([name]) => !HIDDEN.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const time = String(entry['time']).slice(11, 23);
  const level = String(entry['level']).toUpperCase().padEnd(5);
  return `${[`${time} ${level}`, entry['service'], entry['message'], ...fields].join('  ')}\n`;
}
