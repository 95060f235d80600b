import { defineCheck, dil, nist } from '../../check.ts';

const EXPECTED = 'no account or group whose name begins with +';

export const noLegacyEntries = defineCheck({
  id: 'no-legacy-entries',
  title: 'No entries that pull in accounts from NIS',
  rationale: 'A line beginning with + once inserted whatever a directory on the network said, or made a user called +.',
  remediation: 'Remove the lines from /etc/passwd and /etc/group.',
  severity: 'MEDIUM',
  controls: [dil('6.2.2'), dil('6.2.4'), nist('4.5.4')],
  requires: ['users', 'groups'],
  evaluate({ users, groups }) {
    const evidence = [
      ...users.filter(({ name }) => name.startsWith('+')).map(({ name }) => ({ fact: 'users', value: name })),
      ...groups.filter(({ name }) => name.startsWith('+')).map(({ name }) => ({ fact: 'groups', value: name })),
    ];
    if (evidence.length === 0) return { state: 'PASS', expected: EXPECTED, actual: 'none', evidence };
    return { state: 'FAIL', expected: EXPECTED, actual: `${evidence.length} entries`, evidence };
  },
});
