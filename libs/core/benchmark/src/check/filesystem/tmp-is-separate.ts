import { dil, nist } from '../../check.ts';
import { partitionCheck } from '../../rule/mount.ts';

export const tmpIsSeparate = partitionCheck({
  id: 'tmp-is-separate',
  title: '/tmp is a mount of its own',
  rationale:
    'A folder everybody writes to can fill the root filesystem and cannot carry safe mount options of its own.',
  remediation: 'Mount a tmpfs or a partition on /tmp.',
  severity: 'LOW',
  controls: [dil('1.1.2'), nist('4.5.1')],
  target: '/tmp',
});
