import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerBridgeIsolated = dockerCheck({
  id: 'docker-bridge-isolated',
  title: 'Containers on the default bridge do not reach each other',
  rationale:
    'By default every container on the bridge talks to every other; each link should be one that somebody asked for.',
  severity: 'MEDIUM',
  controls: [cisDocker('2.2'), nist('4.3.3'), nist('4.4.3')],
  key: 'icc',
  fallback: ['true'],
  want: 'false',
  accepts: (values) => values[0] === 'false',
});
