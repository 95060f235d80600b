import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const shadowFileProtected = fileCheck({
  id: 'shadow-file-protected',
  title: 'Nobody but root reads the password hashes',
  rationale: 'Hashes that can be read can be guessed offline.',
  severity: 'HIGH',
  controls: [dil('6.1.3'), dil('6.1.7'), nist('4.5.5')],
  paths: ['/etc/shadow', '/etc/shadow-'],
  mode: 0o640,
  groups: ['shadow'],
  absent: 'FAIL',
});
