import { describe, expect, test } from '@jest/globals';
import { guardedLookup, isAllowed, refuseAddress } from './address-guard.ts';

describe('the address of a sink', () => {
  test.each(['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254', '0.0.0.0', '::', '224.0.0.1'])(
    '%s_is_never_allowed',
    (address) => {
      expect(isAllowed(address, 'any')).toBe(false);
      expect(() => refuseAddress(address, 'any')).toThrow('not one a sink may have');
    },
  );

  test.each(['10.0.0.7', '172.16.0.1', '192.168.1.1', '127.0.0.1', '::1', 'fd12::1', '::ffff:10.0.0.7', '100.64.0.1'])(
    '%s_is_of_ones_own_network',
    (address) => {
      expect(isAllowed(address, 'any')).toBe(true);
      expect(isAllowed(address, 'public')).toBe(false);
    },
  );

  test.each(['8.8.8.8', '2606:4700::1111'])('%s_is_allowed_everywhere', (address) => {
    expect(isAllowed(address, 'public')).toBe(true);
  });

  test('in_brackets_is_judged_too_and_a_name_is_judged_later', () => {
    expect(() => refuseAddress('[fe80::1]', 'any')).toThrow('not one a sink may have');
    expect(() => refuseAddress('metadata.example', 'public')).not.toThrow();
  });

  test('is_judged_when_a_name_is_resolved_for_the_connection', async () => {
    const resolve = (network: 'any' | 'public'): Promise<string> =>
      new Promise((resolve, reject) => {
        guardedLookup(network)('localhost', { family: 4 }, (error, address) =>
          error === null ? resolve(typeof address === 'string' ? address : '') : reject(error),
        );
      });

    expect(await resolve('any')).toBe('127.0.0.1');
    await expect(resolve('public')).rejects.toThrow('localhost is not one a sink may have');
  });
});
