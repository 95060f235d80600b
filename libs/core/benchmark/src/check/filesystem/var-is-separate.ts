import { dil, nist } from '../../check.ts';
import { partitionCheck } from '../../rule/mount.ts';

export const varIsSeparate = partitionCheck({
  id: 'var-is-separate',
  title: '/var is a mount of its own',
  rationale: 'Logs, spools and images grow there; a full root filesystem stops the host.',
  remediation: 'Put /var on a partition or volume of its own.',
  severity: 'LOW',
  controls: [dil('1.1.6'), nist('4.5.1')],
  target: '/var',
});
