import { nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const sudoersProtected = fileCheck({
  id: 'sudoers-protected',
  title: 'Only root reads and changes the rules of sudo',
  rationale: 'A line in sudoers is root.',
  severity: 'HIGH',
  controls: [nist('4.5.4'), nist('4.5.5')],
  paths: ['/etc/sudoers', '/etc/sudoers.d'],
  mode: 0o750,
  absent: 'NOT_APPLICABLE',
});
