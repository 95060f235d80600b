import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const unprivilegedBpfDisabled = sysctlCheck({
  id: 'unprivileged-bpf-disabled',
  title: 'Unprivileged processes may not load BPF programs',
  rationale:
    'The BPF verifier has been a repeated way from an ordinary process to the kernel, and every container on the host shares that kernel.',
  severity: 'HIGH',
  controls: [nist('4.5.1'), nist('4.5.2')],
  keys: ['kernel.unprivileged_bpf_disabled'],
  want: '1',
  accept: ['2'],
  absent: 'NOT_APPLICABLE',
});
