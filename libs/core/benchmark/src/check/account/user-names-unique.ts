import { dil, nist } from '../../check.ts';
import { uniqueCheck } from '../../rule/unique.ts';

export const userNamesUnique = uniqueCheck({
  id: 'user-names-unique',
  title: 'No two accounts share a name',
  rationale: 'Only the first line counts when a name is looked up; what is read from the second is a surprise.',
  remediation: 'Rename one of the accounts.',
  severity: 'MEDIUM',
  controls: [dil('6.2.18'), nist('4.5.4')],
  of: 'users',
  what: 'name',
  value: (entry) => entry.name,
});
