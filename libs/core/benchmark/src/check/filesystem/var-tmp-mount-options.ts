import { dil, nist } from '../../check.ts';
import { mountOptionCheck } from '../../rule/mount.ts';

export const varTmpMountOptions = mountOptionCheck({
  id: 'var-tmp-mount-options',
  title: 'Nothing in /var/tmp runs, is setuid or is a device',
  rationale: 'It is /tmp that survives a restart.',
  severity: 'MEDIUM',
  controls: [dil('1.1.8'), dil('1.1.9'), dil('1.1.10'), nist('4.5.5')],
  target: '/var/tmp',
  options: ['nodev', 'nosuid', 'noexec'],
});
