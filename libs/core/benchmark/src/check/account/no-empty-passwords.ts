import { defineCheck, dil, nist, unknown } from '../../check.ts';

const EXPECTED = 'every account has a password or is locked';

export const noEmptyPasswords = defineCheck({
  id: 'no-empty-passwords',
  title: 'No account logs in without a password',
  rationale: 'An empty password field lets anybody in who knows the name.',
  remediation: 'Lock the accounts that are listed ("passwd -l <user>") or give them a password.',
  severity: 'CRITICAL',
  controls: [dil('6.2.1'), nist('4.5.4')],
  requires: ['users'],
  evaluate(facts) {
    const empty = facts.users.filter(({ password }) => password === 'EMPTY');
    const evidence = empty.map(({ name }) => ({ fact: `users/${name}`, value: 'the password is empty' }));
    if (empty.length > 0) return { state: 'FAIL', expected: EXPECTED, actual: `${empty.length} without`, evidence };
    if (facts.users.some(({ password }) => password === 'UNKNOWN')) return unknown(facts, ['users/password'], EXPECTED);
    return { state: 'PASS', expected: EXPECTED, actual: `${facts.users.length} accounts`, evidence };
  },
});
