import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshRhostsIgnored = sshdCheck({
  id: 'ssh-rhosts-ignored',
  title: 'Trust files of users are ignored',
  rationale: '.rhosts lets a user give his account to another machine without anybody knowing.',
  severity: 'MEDIUM',
  controls: [dil('5.2.8'), nist('4.5.4')],
  keyword: 'IgnoreRhosts',
  fallback: 'yes',
  want: 'yes',
  accepts: (value) => value === 'yes',
});
