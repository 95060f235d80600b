import { describe, expect, test } from '@jest/globals';
import { isFault } from '@bulkhead/core-base';
import fc from 'fast-check';
import { allows, isScope } from './index.ts';
import { checkTokenRequest, hashOf, mintToken, partsOf, plaintextOf, proves } from './token.ts';
import type { TokenRequest } from './token.ts';

const NOW = new Date('2026-11-22T00:00:00Z');

describe('a scope', () => {
  test('is_noun_verb_or_a_wildcard', () => {
    expect(['*', 'image:read', 'image:*', 'incident-response:write'].every(isScope)).toBe(true);
    expect(['', 'image', 'image:', ':read', 'Image:read', '*:*', 'image:read:x', 'authenticated'].some(isScope)).toBe(
      false,
    );
  });

  test('is_held_directly_by_noun_or_by_all', () => {
    const holding = (...scopes: string[]) => ({ subject: 'a', scopes });

    expect(allows(holding('image:read'), 'image:read')).toBe(true);
    expect(allows(holding('image:*'), 'image:write')).toBe(true);
    expect(allows(holding('*'), 'token:write')).toBe(true);
    expect(allows(holding(), 'authenticated')).toBe(true);
  });

  test('is_not_held_by_looking_alike', () => {
    const principal = { subject: 'a', scopes: ['image:read', 'im:*', 'authenticated'] };

    expect(['image:write', 'images:read', 'image', 'image:*', '*', ''].some((scope) => allows(principal, scope))).toBe(
      false,
    );
  });
});

describe('a token', () => {
  test('comes_apart_into_what_it_was_made_of', () => {
    const parts = mintToken();

    expect(plaintextOf(parts)).toMatch(/^bh_[0-9a-f]{16}_[\w-]{43}$/);
    expect(partsOf(plaintextOf(parts))).toEqual(parts);
  });

  test('is_proved_by_its_own_secret_only', () => {
    const { secret } = mintToken();

    expect(proves(secret, hashOf(secret))).toBe(true);
    expect(proves(mintToken().secret, hashOf(secret))).toBe(false);
    expect(proves(secret, 'short')).toBe(false);
  });

  test('may_be_chosen_by_an_operator_and_then_names_itself_without_showing_itself', () => {
    const parts = partsOf('my-own-admin-token');

    expect(parts?.secret).toBe('my-own-admin-token');
    expect(parts?.id).toMatch(/^[0-9a-f]{16}$/);
    expect(partsOf('too short')).toBeUndefined();
  });

  test('is_taken_apart_from_any_text_without_throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => expect(() => partsOf(text)).not.toThrow()));
  });
});

describe('asking for a token', () => {
  const code = (request: TokenRequest): string => {
    try {
      checkTokenRequest(request, NOW);
      return 'fine';
    } catch (error) {
      return isFault(error) ? error.code : 'other';
    }
  };

  test('needs_a_subject_scopes_and_an_expiry_in_the_future', () => {
    expect(code({ subject: 'ci@team/build-1', scopes: ['image:read'], expiresAt: new Date(NOW.getTime() + 1) })).toBe(
      'fine',
    );
    expect(code({ subject: '', scopes: ['*'] })).toBe('TOKEN_SUBJECT_INVALID');
    expect(code({ subject: 'a\nb', scopes: ['*'] })).toBe('TOKEN_SUBJECT_INVALID');
    expect(code({ subject: 'a', scopes: [] })).toBe('TOKEN_SCOPE_INVALID');
    expect(code({ subject: 'a', scopes: ['everything'] })).toBe('TOKEN_SCOPE_INVALID');
    expect(code({ subject: 'a', scopes: Array(65).fill('image:read') as string[] })).toBe('TOKEN_SCOPE_INVALID');
    expect(code({ subject: 'a', scopes: ['*'], expiresAt: NOW })).toBe('TOKEN_EXPIRY_INVALID');
    expect(code({ subject: 'a', scopes: ['*'], expiresAt: new Date('nonsense') })).toBe('TOKEN_EXPIRY_INVALID');
  });
});
