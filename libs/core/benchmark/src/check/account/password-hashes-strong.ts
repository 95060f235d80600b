import { defineCheck, nist, unknown } from '../../check.ts';

/** crypt(5) schemes that are made to be slow. */
const STRONG = new Set(['yescrypt', 'gost-yescrypt', 'scrypt', 'bcrypt', 'argon2', 'sha512']);
const EXPECTED = 'set passwords are hashed with yescrypt, scrypt, bcrypt, Argon2 or SHA-512';

export const passwordHashesStrong = defineCheck({
  id: 'password-hashes-strong',
  title: 'Passwords are hashed with a slow function',
  rationale: 'DES and MD5 hashes are guessed by the billion; a copied shadow file is then a list of passwords.',
  remediation:
    'Set "ENCRYPT_METHOD YESCRYPT" in /etc/login.defs and let the accounts that are listed set a new password.',
  severity: 'HIGH',
  controls: [nist('4.5.4')],
  requires: ['users'],
  evaluate(facts) {
    const set = facts.users.filter(({ password }) => password === 'SET');
    const weak = set.filter(({ hashScheme }) => hashScheme === undefined || !STRONG.has(hashScheme));
    const evidence = weak.map(({ name, hashScheme }) => ({
      fact: `users/${name}`,
      value: hashScheme ?? 'unknown scheme',
    }));
    if (weak.length > 0) return { state: 'FAIL', expected: EXPECTED, actual: `${weak.length} weak`, evidence };
    if (facts.users.some(({ password }) => password === 'UNKNOWN')) return unknown(facts, ['users/password'], EXPECTED);
    return { state: 'PASS', expected: EXPECTED, actual: `${set.length} passwords`, evidence };
  },
});
