import { dil, nist } from '../../check.ts';
import { mountOptionCheck } from '../../rule/mount.ts';

export const tmpMountOptions = mountOptionCheck({
  id: 'tmp-mount-options',
  title: 'Nothing in /tmp runs, is setuid or is a device',
  rationale: 'Everybody writes there; noexec, nosuid and nodev keep it from being a stage for tools.',
  severity: 'MEDIUM',
  controls: [dil('1.1.3'), dil('1.1.4'), dil('1.1.5'), nist('4.5.5')],
  target: '/tmp',
  options: ['nodev', 'nosuid', 'noexec'],
});
