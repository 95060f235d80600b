import { dil, nist } from '../../check.ts';
import { mountOptionCheck } from '../../rule/mount.ts';

export const sharedMemoryMountOptions = mountOptionCheck({
  id: 'shared-memory-mount-options',
  title: 'Nothing in /dev/shm runs, is setuid or is a device',
  rationale: 'Memory that everybody writes to is the usual place of fileless tools.',
  severity: 'MEDIUM',
  controls: [dil('1.1.15'), dil('1.1.16'), dil('1.1.17'), nist('4.5.5')],
  target: '/dev/shm',
  options: ['nodev', 'nosuid', 'noexec'],
});
