import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerUserlandProxyOff = dockerCheck({
  id: 'docker-userland-proxy-off',
  title: 'No proxy process per published port',
  rationale:
    'The kernel forwards ports itself; the proxy is one more program that runs as root and hides the address of the client.',
  severity: 'LOW',
  controls: [cisDocker('2.16'), nist('4.5.1')],
  key: 'userland-proxy',
  fallback: ['true'],
  want: 'false',
  accepts: (values) => values[0] === 'false',
});
