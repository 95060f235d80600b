import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseGroup, parsePasswd, parseShadow } from './account.ts';
import { parseDaemonJson, parseDockerFlags } from './docker-config.ts';
import { parseAssignments, parseLoginDefs } from './key-value.ts';
import { parseMountinfo } from './mountinfo.ts';
import { parseSockets } from './socket.ts';
import { parseSshdLines, takeSetting, type SshdState } from './sshd-config.ts';

describe('accounts', () => {
  const shadow = parseShadow('root:*:1::::::\nann:$y$j9T$abc$def:1::::::\nbob::1::::::\nold:$1$ab$cdef:1:\n');

  test('passwords_become_flags_and_no_hash_is_kept', () => {
    const text = [
      'root:x:0:0:root:/root:/bin/bash',
      'ann:x:1000:1000::/home/ann:/bin/sh',
      'bob:x:1:1::/:/bin/sh',
      'old:x:2:2::/:',
    ];
    const { entries } = parsePasswd(text.join('\n'), shadow);

    expect(entries.map(({ name, password, hashScheme }) => [name, password, hashScheme])).toEqual([
      ['root', 'LOCKED', undefined],
      ['ann', 'SET', 'yescrypt'],
      ['bob', 'EMPTY', undefined],
      ['old', 'SET', 'md5'],
    ]);
    expect(JSON.stringify(entries)).not.toContain('$');
  });

  test('a_hash_in_passwd_itself_and_a_missing_shadow_line_are_told_apart', () => {
    const { entries } = parsePasswd('a:ab0123456789.:5:5::/:/bin/sh\nb::6:6::/:/bin/sh\nc:x:7:7::/:/bin/sh', shadow);

    expect(entries.map(({ password }) => password)).toEqual(['SET', 'EMPTY', 'UNKNOWN']);
  });

  test('lines_that_are_none_are_counted_and_left_out', () => {
    expect(parsePasswd('root:x:0\n\n# comment\nx:x:-1:0::/:/bin/sh\n', shadow)).toEqual({
      entries: [],
      malformed: [1, 4],
    });
    expect(parseGroup('wheel:x:10:ann, bob\nbroken\nhuge:x:99999999999:')).toEqual({
      entries: [{ name: 'wheel', gid: 10, members: ['ann', 'bob'] }],
      malformed: [2, 3],
    });
  });

  test('a_legacy_entry_is_kept_to_be_told', () => {
    expect(parsePasswd('+::::::', shadow).entries).toMatchObject([{ name: '+', uid: 65_534 }]);
  });
});

describe('key and value files', () => {
  test('os_release_quotes_are_undone', () => {
    const values = parseAssignments(`ID=debian\nPRETTY_NAME="A \\"quoted\\" name"\nNAME='x y'\nrm -rf /\n`);

    expect(Object.fromEntries(values)).toEqual({ ID: 'debian', PRETTY_NAME: 'A "quoted" name', NAME: 'x y' });
  });

  test('login_defs_last_line_counts', () => {
    expect(Object.fromEntries(parseLoginDefs('UMASK\t022\n#UMASK 077\n UMASK 027 # stricter\n'))).toEqual({
      UMASK: '027',
    });
  });
});

describe('mounts', () => {
  test('are_read_with_their_escapes_in_order', () => {
    const text = [
      '27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard',
      '28 27 0:25 / /mnt/a\\040b rw,nosuid - tmpfs none ro,size=4k',
      'nonsense',
    ].join('\n');

    expect(parseMountinfo(text)).toEqual([
      { target: '/', source: '/dev/vda', fsType: 'ext4', options: ['rw', 'relatime'] },
      { target: '/mnt/a b', source: 'none', fsType: 'tmpfs', options: ['rw', 'nosuid', 'ro'] },
    ]);
  });
});

describe('sockets', () => {
  const row = (local: string, state: string, uid = '0'): string =>
    `  0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000 ${uid} 0 1153 1 0 100 0 0 10 0`;

  test('only_those_that_listen_are_told_with_their_address', () => {
    const text = ['header', row('0100007F:0277', '0A'), row('00000000:0016', '0A'), row('0100007F:1F90', '01')].join(
      '\n',
    );

    expect(parseSockets(text, 'tcp')).toEqual([
      { protocol: 'tcp', address: '127.0.0.1', port: 631, uid: 0, inode: '1153' },
      { protocol: 'tcp', address: '0.0.0.0', port: 22, uid: 0, inode: '1153' },
    ]);
  });

  test.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000001000000', '::1'],
    ['0000000000000000FFFF00000100007F', '::ffff:127.0.0.1'],
    ['B80D0120000000000000000001000000', '2001:db8::1'],
  ])('version_6_address_%s_is_%s', (hex, address) => {
    const text = ['header', row(`${hex}:0016`, '07', '7')].join('\n');

    expect(parseSockets(text, 'udp6')).toMatchObject([{ address, port: 22, uid: 7 }]);
  });
});

describe('the configuration of the SSH server', () => {
  test('the_first_value_is_in_force_and_match_blocks_are_noted', () => {
    const state: SshdState = { settings: new Map(), conditional: new Set() };
    for (const line of parseSshdLines(
      'PermitRootLogin no # never\npermitrootlogin yes\nMaxAuthTries="3"\nBanner /etc/issue',
    )) {
      takeSetting(state, line, false);
    }
    takeSetting(state, { keyword: 'x11forwarding', value: 'yes' }, true);

    expect(Object.fromEntries(state.settings)).toEqual({ permitrootlogin: 'no', maxauthtries: '3' });
    expect([...state.conditional]).toEqual(['x11forwarding']);
  });
});

describe('the configuration of the Docker daemon', () => {
  test('known_keys_become_text_and_others_stay_on_the_host', () => {
    const text =
      '{"icc":false,"hosts":["unix:///run/docker.sock"],"proxies":{"http-proxy":"http://u:p@x"},"__proto__":{"icc":true}}';

    expect(parseDaemonJson(text)).toEqual({ icc: ['false'], hosts: ['unix:///run/docker.sock'] });
    expect(parseDaemonJson('')).toEqual({});
    expect(parseDaemonJson('[1]')).toBeUndefined();
    expect(parseDaemonJson('{')).toBeUndefined();
  });

  test('flags_are_read_in_every_way_of_writing', () => {
    const flags = parseDockerFlags([
      '-H',
      'fd://',
      '--host=tcp://0.0.0.0:2375',
      '--icc=false',
      '--tlsverify',
      '--storage-driver',
      'zfs',
    ]);

    expect(flags).toEqual({
      hosts: ['fd://', 'tcp://0.0.0.0:2375'],
      icc: ['false'],
      tlsverify: ['true'],
      'storage-driver': ['zfs'],
    });
  });
});

describe('every parser', () => {
  test('never_throws_on_text', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[:x0-9\n$*= "\\{}-]{0,80}$/),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const everything = (): unknown[] => [
          parsePasswd(text, parseShadow(text)),
          parseGroup(text),
          parseAssignments(text),
          parseLoginDefs(text),
          parseMountinfo(text),
          parseSockets(text, 'tcp6'),
          parseSshdLines(text),
          parseDaemonJson(text),
          parseDockerFlags(text.split(' ')),
        ];
        expect(everything).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
