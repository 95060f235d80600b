import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const sshdConfigProtected = fileCheck({
  id: 'sshd-config-protected',
  title: 'Only root reads and changes the configuration of the SSH server',
  rationale: 'A changed line opens the host to anybody.',
  severity: 'HIGH',
  controls: [dil('5.2.1'), nist('4.5.4'), nist('4.5.5')],
  paths: ['/etc/ssh/sshd_config'],
  mode: 0o600,
  absent: 'NOT_APPLICABLE',
});
