import { defineCheck, dil, nist } from '../../check.ts';

const EXPECTED = 'the primary group of root is GID 0';

export const rootHasItsOwnGroup = defineCheck({
  id: 'root-has-its-own-group',
  title: 'The group of root is GID 0',
  rationale: 'Files that root makes would else belong to a group with other members.',
  remediation: 'Run "usermod -g 0 root".',
  severity: 'MEDIUM',
  controls: [dil('5.4.3'), nist('4.5.4')],
  requires: ['users'],
  evaluate({ users }) {
    const root = users.find(({ name }) => name === 'root');
    if (root === undefined) return { state: 'FAIL', expected: EXPECTED, actual: 'there is no root', evidence: [] };
    const evidence = [{ fact: 'users/root', value: `gid ${root.gid}` }];
    return { state: root.gid === 0 ? 'PASS' : 'FAIL', expected: EXPECTED, actual: `GID ${root.gid}`, evidence };
  },
});
