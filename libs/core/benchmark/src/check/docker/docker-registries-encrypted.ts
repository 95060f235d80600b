import { cisDocker, nist } from '../../check.ts';
import { dockerCheck } from '../../rule/docker.ts';

export const dockerRegistriesEncrypted = dockerCheck({
  id: 'docker-registries-encrypted',
  title: 'No registry is asked without TLS',
  rationale: 'An image pulled over plain HTTP is whatever the network says it is.',
  severity: 'HIGH',
  controls: [cisDocker('2.5'), nist('4.2.1')],
  key: 'insecure-registries',
  fallback: [],
  want: 'none but loopback',
  accepts: (values) => values.every(isLoopback),
});

/** Loopback never leaves the host, so it needs no TLS. */
function isLoopback(registry: string): boolean {
  return /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[?::1\]?)(?::\d{1,5}|\/8|\/128)?$/.test(registry);
}
