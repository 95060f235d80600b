import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const gshadowFileProtected = fileCheck({
  id: 'gshadow-file-protected',
  title: 'Nobody but root reads the group passwords',
  rationale: 'Group passwords open groups to users who are no members.',
  severity: 'MEDIUM',
  controls: [dil('6.1.5'), dil('6.1.9'), nist('4.5.5')],
  paths: ['/etc/gshadow', '/etc/gshadow-'],
  mode: 0o640,
  groups: ['shadow'],
  absent: 'NOT_APPLICABLE',
});
