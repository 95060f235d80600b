import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerLogLevel = dockerCheck({
  id: 'docker-log-level',
  title: 'The Docker daemon logs at level info',
  rationale: 'Less hides what happened; debug writes more than it should.',
  severity: 'LOW',
  controls: [cisDocker('2.3'), nist('4.4.3')],
  key: 'log-level',
  fallback: ['info'],
  want: 'info',
  accepts: (values) => values[0] === 'info',
});
