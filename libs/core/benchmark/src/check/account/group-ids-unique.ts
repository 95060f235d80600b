import { dil, nist } from '../../check.ts';
import { uniqueCheck } from '../../rule/unique.ts';

export const groupIdsUnique = uniqueCheck({
  id: 'group-ids-unique',
  title: 'No two groups share a GID',
  rationale: 'Members of one group have the rights of the other without being listed.',
  remediation: 'Give one of the groups a new GID.',
  severity: 'MEDIUM',
  controls: [dil('6.2.17'), nist('4.5.4')],
  of: 'groups',
  what: 'gid',
  value: (entry) => entry.gid,
});
