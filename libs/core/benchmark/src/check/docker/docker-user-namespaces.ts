import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerUserNamespaces = dockerCheck({
  id: 'docker-user-namespaces',
  title: 'Root in a container is nobody on the host',
  rationale: 'With remapped user namespaces an escape lands in an unprivileged account.',
  severity: 'MEDIUM',
  controls: [cisDocker('2.9'), nist('4.4.3'), nist('4.5.4')],
  key: 'userns-remap',
  fallback: [],
  want: 'default',
  accepts: (values) => (values[0] ?? '') !== '',
});
