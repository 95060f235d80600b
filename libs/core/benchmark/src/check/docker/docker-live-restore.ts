import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerLiveRestore = dockerCheck({
  id: 'docker-live-restore',
  title: 'Containers outlive a restart of the daemon',
  rationale: 'A daemon that can be restarted without an outage gets its updates.',
  severity: 'LOW',
  controls: [cisDocker('2.15'), nist('4.4.1')],
  key: 'live-restore',
  fallback: ['false'],
  want: 'true',
  accepts: (values) => values[0] === 'true',
});
