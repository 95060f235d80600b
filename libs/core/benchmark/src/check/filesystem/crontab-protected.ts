import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const crontabProtected = fileCheck({
  id: 'crontab-protected',
  title: 'Only root reads and changes the system crontab',
  rationale: 'Its lines run as root; their text tells when and what.',
  severity: 'MEDIUM',
  controls: [dil('5.1.2'), nist('4.5.5')],
  paths: ['/etc/crontab'],
  mode: 0o600,
  absent: 'NOT_APPLICABLE',
});
