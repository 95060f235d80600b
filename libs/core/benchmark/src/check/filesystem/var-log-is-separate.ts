import { dil, nist } from '../../check.ts';
import { partitionCheck } from '../../rule/mount.ts';

export const varLogIsSeparate = partitionCheck({
  id: 'var-log-is-separate',
  title: '/var/log is a mount of its own',
  rationale: 'A flood of anything else must not stop the logs, nor a flood of logs the host.',
  remediation: 'Put /var/log on a partition or volume of its own.',
  severity: 'LOW',
  controls: [dil('1.1.11'), nist('4.5.1')],
  target: '/var/log',
});
