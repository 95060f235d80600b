import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const kernelPointersHidden = sysctlCheck({
  id: 'kernel-pointers-hidden',
  title: 'Kernel addresses are hidden from unprivileged readers',
  rationale:
    'Addresses printed under /proc defeat the randomisation of the kernel for any local process, also one in a container.',
  severity: 'MEDIUM',
  controls: [nist('4.5.1')],
  keys: ['kernel.kptr_restrict'],
  want: '2',
  accept: ['1'],
});
