import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const setuidProgramsDumpNoCore = sysctlCheck({
  id: 'setuid-programs-dump-no-core',
  title: 'Programs that changed their privilege leave no core dump',
  rationale: 'A dump of a privileged program puts its secrets on disk where its caller may read them.',
  severity: 'MEDIUM',
  controls: [dil('1.5.1'), nist('4.5.1')],
  keys: ['fs.suid_dumpable'],
  want: '0',
});
