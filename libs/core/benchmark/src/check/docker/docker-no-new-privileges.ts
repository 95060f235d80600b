import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerNoNewPrivileges = dockerCheck({
  id: 'docker-no-new-privileges',
  title: 'Containers gain no privileges by default',
  rationale: 'Setuid programs inside of images stop being a way up.',
  severity: 'MEDIUM',
  controls: [cisDocker('2.14'), nist('4.4.3')],
  key: 'no-new-privileges',
  fallback: ['false'],
  want: 'true',
  accepts: (values) => values[0] === 'true',
});
