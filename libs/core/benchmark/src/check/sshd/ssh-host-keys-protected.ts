import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const sshHostKeysProtected = fileCheck({
  id: 'ssh-host-keys-protected',
  title: 'Only root reads the private host keys',
  rationale: 'Who holds them can pretend to be this host.',
  severity: 'HIGH',
  controls: [dil('5.2.2'), nist('4.5.4'), nist('4.5.5')],
  paths: ['/etc/ssh/ssh_host_rsa_key', '/etc/ssh/ssh_host_ecdsa_key', '/etc/ssh/ssh_host_ed25519_key'],
  mode: 0o640,
  groups: ['ssh_keys'],
  absent: 'NOT_APPLICABLE',
});
