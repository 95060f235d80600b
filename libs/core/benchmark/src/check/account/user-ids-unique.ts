import { dil, nist } from '../../check.ts';
import { uniqueCheck } from '../../rule/unique.ts';

export const userIdsUnique = uniqueCheck({
  id: 'user-ids-unique',
  title: 'No two accounts share a UID',
  rationale:
    'The kernel knows numbers, not names: both accounts own the files of each other and logs cannot tell them apart.',
  remediation: 'Give one of the accounts a new UID and its files to it.',
  severity: 'HIGH',
  controls: [dil('6.2.16'), nist('4.5.4')],
  of: 'users',
  what: 'uid',
  value: (entry) => ('uid' in entry ? entry.uid : entry.gid),
});
