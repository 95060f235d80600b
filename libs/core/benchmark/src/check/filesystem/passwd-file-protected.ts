import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const passwdFileProtected = fileCheck({
  id: 'passwd-file-protected',
  title: 'Only root changes the list of accounts',
  rationale: 'Whoever writes /etc/passwd makes himself root.',
  severity: 'HIGH',
  controls: [dil('6.1.2'), dil('6.1.6'), nist('4.5.5')],
  paths: ['/etc/passwd', '/etc/passwd-'],
  mode: 0o644,
  absent: 'FAIL',
});
