import { dil, nist } from '../../check.ts';
import { mountOptionCheck } from '../../rule/mount.ts';

export const homeHasNoDevices = mountOptionCheck({
  id: 'home-has-no-devices',
  title: 'Device files under /home do nothing',
  rationale: 'A device node made elsewhere and carried in gives raw access to disks.',
  severity: 'LOW',
  controls: [dil('1.1.14'), nist('4.5.5')],
  target: '/home',
  options: ['nodev'],
});
