import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshX11ForwardingOff = sshdCheck({
  id: 'ssh-x11-forwarding-off',
  title: 'X11 is not forwarded',
  rationale: 'A forwarded display lets the host read the keyboard of who connects.',
  severity: 'LOW',
  controls: [dil('5.2.6'), nist('4.5.1')],
  keyword: 'X11Forwarding',
  fallback: 'no',
  want: 'no',
  accepts: (value) => value === 'no',
});
