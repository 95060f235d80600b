import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PRINCIPAL_HEADERS, PrincipalVerifier, bodyDigest, signPrincipal } from './index.ts';

const SECRET = 'x'.repeat(32);
const NOW = new Date('2026-11-22T00:00:00Z');
const PRINCIPAL = { subject: 'ada', scopes: ['image:read'], tokenId: 't1' };
const REQUEST = { method: 'POST', path: '/graphql', body: '{"query":"{a}"}' };

function later(milliseconds: number): Date {
  return new Date(NOW.getTime() + milliseconds);
}

describe('a signed principal', () => {
  test('arrives_as_it_was_sent_with_the_digest_of_its_body', () => {
    const headers = signPrincipal(PRINCIPAL, REQUEST, { secret: SECRET, now: NOW });

    const verified = new PrincipalVerifier(SECRET).verify({ ...REQUEST, headers }, later(1000));

    expect(verified).toEqual({ principal: PRINCIPAL, bodyDigest: bodyDigest(REQUEST.body) });
  });

  test('may_leave_a_streamed_body_uncovered_and_says_so', () => {
    const headers = signPrincipal(PRINCIPAL, { method: 'POST', path: '/graphql' }, { secret: SECRET, now: NOW });

    expect(new PrincipalVerifier(SECRET).verify({ ...REQUEST, headers }, NOW)?.bodyDigest).toBe('streamed');
  });

  test('is_taken_once', () => {
    const verifier = new PrincipalVerifier(SECRET);
    const headers = signPrincipal(PRINCIPAL, REQUEST, { secret: SECRET, now: NOW });
    verifier.verify({ ...REQUEST, headers }, NOW);

    expect(verifier.verify({ ...REQUEST, headers }, later(1))).toBeUndefined();
  });

  test('is_taken_within_its_window_only', () => {
    const headers = signPrincipal(PRINCIPAL, REQUEST, { secret: SECRET, now: NOW });

    expect(new PrincipalVerifier(SECRET).verify({ ...REQUEST, headers }, later(30_001))).toBeUndefined();
    expect(new PrincipalVerifier(SECRET).verify({ ...REQUEST, headers }, later(-30_001))).toBeUndefined();
  });

  test('is_refused_when_anything_about_it_was_changed', () => {
    const signed = signPrincipal(PRINCIPAL, REQUEST, { secret: SECRET, now: NOW });
    const more = Buffer.from(JSON.stringify({ ...PRINCIPAL, scopes: ['*'] })).toString('base64url');
    const changes = [
      { ...REQUEST, headers: { ...signed, [PRINCIPAL_HEADERS.principal]: more } },
      { ...REQUEST, headers: { ...signed, [PRINCIPAL_HEADERS.body]: bodyDigest('other') } },
      { ...REQUEST, headers: { ...signed, [PRINCIPAL_HEADERS.nonce]: 'other' } },
      { ...REQUEST, headers: { ...signed, [PRINCIPAL_HEADERS.signedAt]: String(later(1).getTime()) } },
      { ...REQUEST, method: 'GET', headers: signed },
      { ...REQUEST, path: '/graphql?x', headers: signed },
      { ...REQUEST, headers: {} },
    ];

    for (const change of changes) expect(new PrincipalVerifier(SECRET).verify(change, NOW)).toBeUndefined();
    expect(new PrincipalVerifier('y'.repeat(32)).verify({ ...REQUEST, headers: signed }, NOW)).toBeUndefined();
  });

  test('never_makes_the_receiver_throw', () => {
    const text = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(text, text, text, text, text), (values) => {
        const headers = Object.fromEntries(
          Object.values(PRINCIPAL_HEADERS).map((name, index) => [name, values[index]]),
        );
        expect(new PrincipalVerifier(SECRET).verify({ ...REQUEST, headers }, NOW)).toBeUndefined();
      }),
    );
  });
});
