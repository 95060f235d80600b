import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const pipesAndFilesProtected = sysctlCheck({
  id: 'pipes-and-files-protected',
  title: 'Planted pipes and files in shared folders are not opened for writing',
  rationale:
    'A program that believes it creates its own file may else write its data into one prepared by somebody else.',
  severity: 'LOW',
  controls: [nist('4.5.1')],
  keys: ['fs.protected_fifos', 'fs.protected_regular'],
  want: '2',
  accept: ['1'],
});
