import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const kernelLogRestricted = sysctlCheck({
  id: 'kernel-log-restricted',
  title: 'Only administrators read the kernel log',
  rationale: 'The kernel log holds addresses, device names and traces of other tenants that help to prepare an attack.',
  severity: 'LOW',
  controls: [nist('4.5.1')],
  keys: ['kernel.dmesg_restrict'],
  want: '1',
});
