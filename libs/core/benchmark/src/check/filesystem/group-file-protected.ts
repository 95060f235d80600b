import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const groupFileProtected = fileCheck({
  id: 'group-file-protected',
  title: 'Only root changes the list of groups',
  rationale: 'A line in /etc/group gives the rights of docker, sudo or disk.',
  severity: 'HIGH',
  controls: [dil('6.1.4'), dil('6.1.8'), nist('4.5.5')],
  paths: ['/etc/group', '/etc/group-'],
  mode: 0o644,
  absent: 'FAIL',
});
