import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const bpfJitHardened = sysctlCheck({
  id: 'bpf-jit-hardened',
  title: 'Compiled BPF programs are hardened',
  rationale: 'Constant blinding keeps an attacker from spraying chosen instructions through the BPF compiler.',
  severity: 'LOW',
  controls: [nist('4.5.1')],
  keys: ['net.core.bpf_jit_harden'],
  want: '2',
  absent: 'NOT_APPLICABLE',
});
