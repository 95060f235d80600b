import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

/** 4: keyboard control (secure attention); 16: sync; 176: sync, remount read-only and reboot. */
export const magicKeysLimited = sysctlCheck({
  id: 'magic-keys-limited',
  title: 'The magic key combination cannot dump or kill',
  rationale:
    'Whoever reaches a console, also a remote one, otherwise kills processes and dumps memory without logging in.',
  severity: 'LOW',
  controls: [nist('4.5.1')],
  keys: ['kernel.sysrq'],
  want: '0',
  accept: ['4', '16', '176'],
  absent: 'NOT_APPLICABLE',
});
