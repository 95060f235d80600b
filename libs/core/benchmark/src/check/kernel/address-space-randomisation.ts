import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const addressSpaceRandomisation = sysctlCheck({
  id: 'address-space-randomisation',
  title: 'The kernel randomises where programs lie in memory',
  rationale:
    'An attacker who knows the addresses of code needs one bug less; full randomisation covers stack, libraries, heap and the program itself.',
  severity: 'HIGH',
  controls: [dil('1.5.3'), nist('4.5.1')],
  keys: ['kernel.randomize_va_space'],
  want: '2',
});
