import { cisDocker, nist } from '../../check.ts';
import { fileCheck } from '../../rule/file.ts';

export const dockerSocketProtected = fileCheck({
  id: 'docker-socket-protected',
  title: 'Only root and the docker group reach the container engine',
  rationale: 'Whoever writes to the socket starts a container that owns the host.',
  severity: 'CRITICAL',
  controls: [cisDocker('3.15'), cisDocker('3.16'), nist('4.4.3'), nist('4.5.4')],
  paths: ['/run/docker.sock', '/run/containerd/containerd.sock', '/run/crio/crio.sock'],
  mode: 0o660,
  groups: ['docker'],
  absent: 'NOT_APPLICABLE',
});
