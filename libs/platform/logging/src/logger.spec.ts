import { describe, expect, test } from '@jest/globals';
import { Fault } from '@bulkhead/core-base';
import { Secret } from '@bulkhead/platform-config';
import { createLogger, silentLogger } from './index.ts';
import type { LogLevel, Logger } from './index.ts';

function recording(options: { level?: LogLevel; pretty?: boolean } = {}): { logger: Logger; lines: string[] } {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const logger = createLogger({
    name: 'scanning',
    level: options.level ?? 'info',
    destination,
    pretty: options.pretty ?? false,
  });
  return { logger, lines };
}

function only(lines: readonly string[]): Record<string, unknown> {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('a log line', () => {
  test('is_one_json_object_with_a_constant_message_and_fields', () => {
    const { logger, lines } = recording();

    logger.child({ cluster: 'c1' }).info('scan done', { findings: 3 });

    expect(only(lines)).toMatchObject({
      level: 'info',
      service: 'scanning',
      message: 'scan done',
      cluster: 'c1',
      findings: 3,
    });
    expect(String(only(lines)['time'])).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('is_not_written_below_the_level', () => {
    const { logger, lines } = recording({ level: 'warn' });

    logger.info('scan done');
    logger.debug('scan step');

    expect(lines).toEqual([]);
  });

  test('keeps_secrets_by_class_and_by_name', () => {
    const { logger, lines } = recording();

    logger.info('connected', {
      uri: new Secret('hunter2'),
      nested: { key: new Secret('hunter2') },
      Authorization: 'hunter2',
    });
    logger.child({ token: 'hunter2' }).info('connected');

    expect(lines.join()).not.toContain('hunter2');
  });

  test('shows_a_fault_by_kind_and_code_without_its_stack', () => {
    const { logger, lines } = recording();
    const cause = new Fault('unavailable', 'STORE_AWAY', 'store away');

    logger.warn('scan failed', {
      error: new Fault('conflict', 'SCAN_BUSY', 'busy', { cause, details: { scan: 's1' } }),
    });

    expect(only(lines)['error']).toEqual({
      name: 'Fault',
      message: 'busy',
      kind: 'conflict',
      code: 'SCAN_BUSY',
      details: { scan: 's1' },
      cause: { name: 'Fault', message: 'store away', kind: 'unavailable', code: 'STORE_AWAY', details: {} },
    });
  });

  test('shows_a_defect_with_its_stack_and_survives_a_loop_of_causes', () => {
    const { logger, lines } = recording();
    const error = new Error('boom');
    error.cause = error;

    logger.error('scan failed', { error });

    expect((only(lines)['error'] as { stack: string }).stack).toContain('logger.spec');
  });

  test('reads_well_when_it_is_for_people', () => {
    const { logger, lines } = recording({ pretty: true });

    logger.warn('layer unreadable', { code: 'GZIP_BROKEN', layer: 2 });

    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} WARN {3}scanning {2}layer unreadable {2}code=GZIP_BROKEN {2}layer=2\n$/,
    );
  });
});

test('a_silent_logger_writes_nothing_and_has_silent_children', () => {
  expect(() => silentLogger().child({ a: 1 }).error('nothing')).not.toThrow();
});
