import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { main } from './main.ts';

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process and keeps what it writes. */
async function say(...words: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said.out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said.err += String(text)), true));
  const code = await main(words);
  jest.restoreAllMocks();
  return { code, ...said };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the command line', () => {
  test('says_what_there_is_when_asked_and_exits_0', async () => {
    const { code, out, err } = await say('help');

    expect([code, err]).toEqual([0, '']);
    for (const name of ['scan', 'check', 'host', 'advisories', 'events', 'query', 'status', 'token'])
      expect(out).toContain(`  ${name} `);
  });

  test('helps_with_every_command', async () => {
    for (const name of ['scan', 'check', 'host', 'advisories', 'events', 'query', 'status', 'token']) {
      const { code, out } = await say(name, '--help');
      expect([name, code, out]).toEqual([name, 0, expect.stringContaining(`bulkhead ${name}`)]);
    }
  });

  test('exits_2_and_keeps_standard_output_clean_when_it_is_not_understood', async () => {
    for (const words of [['scna'], ['scan'], ['constructor'], ['token', 'toString'], ['scan', '--nope', 'x']]) {
      const { code, out, err } = await say(...words);
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^bulkhead: /);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });

  test('tells_a_fault_by_its_sentence_its_code_and_what_to_do', async () => {
    const { code, err } = await say('status', '--server', 'http://127.0.0.1:1');

    expect(code).toBe(2);
    expect(err).toMatch(
      /^bulkhead: http:\/\/127\.0\.0\.1:1 does not answer: .* \(SERVER_UNREACHABLE\)\n {2}start it with/,
    );
  });

  test('tells_what_a_server_refused_in_the_words_of_the_server', async () => {
    const server = createServer((_request, response) => {
      const error = {
        code: 'UNAUTHENTICATED',
        fault: 'TOKEN_UNKNOWN',
        message: 'the token is not known',
        advice: 'ask for one',
      };
      response.writeHead(401, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const { code, err } = await say('query', '{ a }', '--server', url, '--token', 'bh_wrong');
    server.close();
    server.closeAllConnections();

    expect(code).toBe(2);
    expect(err).toBe('bulkhead: the token is not known (TOKEN_UNKNOWN) (SERVER_REFUSED)\n  ask for one\n');
  });
});
