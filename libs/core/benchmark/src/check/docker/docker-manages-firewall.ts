import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerManagesFirewall = dockerCheck({
  id: 'docker-manages-firewall',
  title: 'The Docker daemon keeps its firewall rules',
  rationale: 'Without them published ports and isolation depend on rules that somebody keeps by hand.',
  severity: 'MEDIUM',
  controls: [cisDocker('2.4'), nist('4.3.3'), nist('4.4.3')],
  key: 'iptables',
  fallback: ['true'],
  want: 'true',
  accepts: (values) => values[0] === 'true',
});
