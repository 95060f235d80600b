import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const ptraceRestricted = sysctlCheck({
  id: 'ptrace-restricted',
  title: 'A process may trace only its own children',
  rationale:
    'Without a limit any process of a user reads the memory, and so the secrets, of all other processes of that user.',
  severity: 'MEDIUM',
  controls: [nist('4.5.1')],
  keys: ['kernel.yama.ptrace_scope'],
  want: '1',
  accept: ['2', '3'],
});
