import { cisDocker, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const dockerConfigProtected = fileCheck({
  id: 'docker-config-protected',
  title: 'Only root changes the configuration of the Docker daemon',
  rationale: 'A changed daemon.json opens the API or turns isolation off.',
  severity: 'HIGH',
  controls: [cisDocker('3.17'), cisDocker('3.18'), nist('4.4.3'), nist('4.5.5')],
  paths: ['/etc/docker/daemon.json'],
  mode: 0o644,
  absent: 'NOT_APPLICABLE',
});
