import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutMessage, formatSyslog, frame, syslogSeverity } from './syslog.ts';
import type { SyslogMessage } from './syslog.ts';

const MESSAGE: SyslogMessage = {
  facility: 16,
  severity: 3,
  timestamp: new Date('2026-11-22T08:00:00.123Z'),
  hostname: 'bulkhead-1',
  appName: 'bulkhead',
  procId: '-',
  messageId: 'incident.opened',
  structuredData: [{ id: 'bulkhead@32473', parameters: [['incidentId', 'inc_1']] }],
  text: 'Terminal shell in container',
};

/** RFC 5424, section 6, as a grammar: what a strict receiver accepts. */
const RFC5424 = new RegExp(
  String.raw`^<(?:\d|[1-9]\d|1[0-8]\d|19[01])>1 ` +
    String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z ` +
    String.raw`[\x21-\x7e]{1,255} [\x21-\x7e]{1,48} [\x21-\x7e]{1,128} [\x21-\x7e]{1,32} ` +
    String.raw`(?:-|(?:\[[^\s=\]"]{1,32}(?: [^\s=\]"]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*\])+)` +
    String.raw` \uFEFF[^\n]*$`,
  'u',
);

describe('a syslog message', () => {
  test('is_written_as_the_standard_says', () => {
    expect(formatSyslog(MESSAGE).toString('utf8')).toBe(
      '<131>1 2026-11-22T08:00:00.123Z bulkhead-1 bulkhead - incident.opened ' +
        '[bulkhead@32473 incidentId="inc_1"] \uFEFFTerminal shell in container',
    );
  });

  test('escapes_what_would_end_a_value', () => {
    const structuredData = [{ id: 'x@1', parameters: [['k', 'a"b\\c]d']] as const }];

    expect(formatSyslog({ ...MESSAGE, structuredData }).toString()).toContain('[x@1 k="a\\"b\\\\c\\]d"]');
  });

  test('leaves_no_way_to_write_a_record_of_ones_own', () => {
    const text = formatSyslog({ ...MESSAGE, text: 'shell\n<0>1 forged\r\u2028again' }).toString();

    expect(text).toMatch(/shell <0>1 forged again$/);
    expect(text.split('\n')).toHaveLength(1);
  });

  test('has_the_nil_value_where_nothing_printable_is_left', () => {
    const text = formatSyslog({ ...MESSAGE, hostname: 'ü', structuredData: [] }).toString();

    expect(text).toContain('Z - bulkhead - incident.opened - ');
  });

  test('fits_the_grammar_whatever_it_says', () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.tuple(anything, anything, anything), fc.nat(23), ([text, name, value], facility) => {
        const structuredData = [{ id: `${name}@1`, parameters: [[name, value]] as const }];
        const message = { ...MESSAGE, text, hostname: name, messageId: value, facility, structuredData };
        expect(formatSyslog(message).toString('utf8')).toMatch(RFC5424);
      }),
      { numRuns: 300 },
    );
  });

  test('orders_our_severities_as_theirs', () => {
    expect((['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NEGLIGIBLE', 'UNKNOWN'] as const).map(syslogSeverity)).toEqual([
      2, 3, 4, 5, 6, 4,
    ]);
  });
});

describe('on the wire', () => {
  test('a_frame_counts_bytes_and_not_characters', () => {
    expect(frame(Buffer.from('grün')).toString()).toBe('5 grün');
  });

  test('a_message_is_cut_between_characters', () => {
    const cut = cutMessage(Buffer.from('añb'), 2);

    expect(cut.toString()).toBe('a');
    expect(cutMessage(Buffer.from('añb'), 3).toString()).toBe('añ');
    expect(cutMessage(Buffer.from('añb'), 10).toString()).toBe('añb');
  });
});
