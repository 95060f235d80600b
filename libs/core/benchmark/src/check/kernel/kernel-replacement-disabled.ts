import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const kernelReplacementDisabled = sysctlCheck({
  id: 'kernel-replacement-disabled',
  title: 'The running kernel cannot be replaced',
  rationale:
    'kexec starts another kernel without firmware and its signature checks; nothing in normal service needs it.',
  severity: 'LOW',
  controls: [nist('4.5.5'), nist('4.6')],
  keys: ['kernel.kexec_load_disabled'],
  want: '1',
  absent: 'NOT_APPLICABLE',
});
