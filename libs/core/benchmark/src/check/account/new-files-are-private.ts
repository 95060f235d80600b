import { dil, nist } from '../../check.ts';
import { loginCheck } from '../../rule/login.ts';

export const newFilesArePrivate = loginCheck({
  id: 'new-files-are-private',
  title: 'New files are closed to strangers',
  rationale: 'With an open mask every file a person makes is readable by every account, also that of a broken service.',
  severity: 'LOW',
  controls: [dil('5.4.4'), nist('4.5.4')],
  key: 'UMASK',
  want: '027',
  accepts: (value) => /^0?[0-7]{3}$/.test(value) && (Number.parseInt(value, 8) & 0o027) === 0o027,
});
