import { nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const linksProtected = sysctlCheck({
  id: 'links-protected',
  title: 'Links in shared folders are followed only for their owner',
  rationale: 'Planted links in /tmp make a privileged program write or read where the attacker wants.',
  severity: 'MEDIUM',
  controls: [nist('4.5.1')],
  keys: ['fs.protected_hardlinks', 'fs.protected_symlinks'],
  want: '1',
});
