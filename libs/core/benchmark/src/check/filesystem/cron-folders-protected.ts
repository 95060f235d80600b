import { dil, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const cronFoldersProtected = fileCheck({
  id: 'cron-folders-protected',
  title: 'Only root reaches the folders of cron',
  rationale: 'A file dropped there runs as root within the hour.',
  severity: 'MEDIUM',
  controls: [dil('5.1.3'), dil('5.1.4'), dil('5.1.5'), dil('5.1.6'), dil('5.1.7'), nist('4.5.5')],
  paths: ['/etc/cron.hourly', '/etc/cron.daily', '/etc/cron.weekly', '/etc/cron.monthly', '/etc/cron.d'],
  mode: 0o700,
  absent: 'NOT_APPLICABLE',
});
