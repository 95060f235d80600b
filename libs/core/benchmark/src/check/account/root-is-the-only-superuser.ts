import { defineCheck, dil, nist } from '../../check.ts';

const EXPECTED = 'root alone has UID 0';

export const rootIsTheOnlySuperuser = defineCheck({
  id: 'root-is-the-only-superuser',
  title: 'Root is the only account with UID 0',
  rationale: 'A second name for UID 0 is the oldest back door, and its actions are logged as those of root.',
  remediation: 'Give the account a UID of its own or remove it; use sudo for what it was for.',
  severity: 'CRITICAL',
  controls: [dil('6.2.5'), nist('4.5.4')],
  requires: ['users'],
  evaluate({ users }) {
    const superusers = users.filter(({ uid }) => uid === 0).map(({ name }) => name);
    const evidence = superusers.map((name) => ({ fact: `users/${name}`, value: 'uid 0' }));
    const good = superusers.length === 1 && superusers[0] === 'root';
    const actual = superusers.length === 0 ? 'nobody has' : superusers.join(', ');
    return { state: good ? 'PASS' : 'FAIL', expected: EXPECTED, actual, evidence };
  },
});
