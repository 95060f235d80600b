import { dil, nist } from '../../check.ts';
import { uniqueCheck } from '../../rule/unique.ts';

export const groupNamesUnique = uniqueCheck({
  id: 'group-names-unique',
  title: 'No two groups share a name',
  rationale: 'Only the first line counts when a name is looked up; members of the second are none.',
  remediation: 'Rename one of the groups.',
  severity: 'LOW',
  controls: [dil('6.2.19'), nist('4.5.4')],
  of: 'groups',
  what: 'name',
  value: (entry) => entry.name,
});
