import type { Severity } from '@bulkhead/core-base';

/** One message as RFC 5424 has it. */
export interface SyslogMessage {
  /** 0..23 */
  readonly facility: number;
  /** 0 (emergency) .. 7 (debug) */
  readonly severity: number;
  readonly timestamp: Date;
  readonly hostname: string;
  readonly appName: string;
  readonly procId: string;
  readonly messageId: string;
  readonly structuredData: readonly StructuredElement[];
  readonly text: string;
}

export interface StructuredElement {
  /** `name@<private enterprise number>`. */
  readonly id: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Severities of RFC 5424, 6.2.1: CRITICAL is critical (2); nothing of ours makes a system unusable. */
const SEVERITIES: Readonly<Record<Severity, number>> = {
  CRITICAL: 2,
  HIGH: 3,
  MEDIUM: 4,
  LOW: 5,
  NEGLIGIBLE: 6,
  // Nobody has judged it: a warning, so that a filter on severity does not lose it.
  UNKNOWN: 4,
};

export function syslogSeverity(severity: Severity): number {
  return SEVERITIES[severity];
}

/** The message on the wire, RFC 5424, section 6: header, structured data, and the text in UTF-8 with its mark. */
export function formatSyslog(message: SyslogMessage): Buffer {
  const priority = message.facility * 8 + message.severity;
  const header = [
    `<${priority}>1`,
    message.timestamp.toISOString(),
    printable(message.hostname, 255),
    printable(message.appName, 48),
    printable(message.procId, 128),
    printable(message.messageId, 32),
  ].join(' ');
  const data = message.structuredData.length === 0 ? '-' : message.structuredData.map(formatElement).join('');
  return Buffer.from(`${header} ${data} \uFEFF${oneLine(message.text)}`, 'utf8');
}

function formatElement({ id, parameters }: StructuredElement): string {
  const given = parameters.map(([name, value]) => ` ${dataName(name)}="${escapeValue(value)}"`);
  return `[${dataName(id)}${given.join('')}]`;
}

/** PRINTUSASCII of a bounded length; nothing left is the nil value. */
function printable(text: string, limit: number): string {
  const kept = text.replace(/[^\x21-\x7e]/g, '').slice(0, limit);
  return kept === '' ? '-' : kept;
}

/** SD-NAME: PRINTUSASCII without `=`, `]` and `"`, at most 32. */
function dataName(text: string): string {
  const kept = text.replace(/[^\x21-\x7e]|[="\]]/g, '').slice(0, 32);
  return kept === '' ? '-' : kept;
}

/** `"`, `\` and `]` are escaped in a PARAM-VALUE (6.3.3); a line break would end the record in many receivers. */
function escapeValue(text: string): string {
  return oneLine(text).replace(/["\\\]]/g, '\\$&');
}

/** Control characters, also the line breaks of Unicode, would let a title write a record of its own. */
function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Octet counting of RFC 6587, 3.4.1 (and RFC 5425): the length, a space, the message. */
export function frame(message: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${message.length} `, 'ascii'), message]);
}

/** The message cut to at most `limit` bytes, never inside of a character. */
export function cutMessage(message: Buffer, limit: number): Buffer {
  if (message.length <= limit) return message;
  let end = limit;
  while (end > 0 && ((message[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return message.subarray(0, end);
}
