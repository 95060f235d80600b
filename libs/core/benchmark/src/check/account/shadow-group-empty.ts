import { defineCheck, dil, nist } from '../../check.ts';

const EXPECTED = 'nobody is a member of the shadow group';

export const shadowGroupEmpty = defineCheck({
  id: 'shadow-group-empty',
  title: 'Nobody is a member of the shadow group',
  rationale: 'Its members read every password hash.',
  remediation: 'Run "gpasswd -d <user> shadow", and "usermod -g" where it is the primary group.',
  severity: 'HIGH',
  controls: [dil('6.2.20'), nist('4.5.4')],
  requires: ['users', 'groups'],
  evaluate({ users, groups }) {
    const group = groups.find(({ name }) => name === 'shadow');
    if (group === undefined) {
      return { state: 'NOT_APPLICABLE', expected: EXPECTED, actual: 'there is no shadow group', evidence: [] };
    }
    const primary = users.filter(({ gid }) => gid === group.gid).map(({ name }) => name);
    const members = [...new Set([...group.members, ...primary])].sort();
    const evidence = members.map((name) => ({ fact: 'groups/shadow', value: name }));
    if (members.length === 0) return { state: 'PASS', expected: EXPECTED, actual: 'nobody', evidence };
    return { state: 'FAIL', expected: EXPECTED, actual: members.join(', '), evidence };
  },
});
