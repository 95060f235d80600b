import { cisDocker, nist } from '../../check.ts';
import { partitionCheck } from '../../rule/mount.ts';

export const containerStorageIsSeparate = partitionCheck({
  id: 'container-storage-is-separate',
  title: 'Images and containers have a mount of their own',
  rationale: 'Images grow without notice; the root filesystem must not fill with them.',
  remediation: 'Mount a partition or volume on the storage folder of the container runtime.',
  severity: 'LOW',
  controls: [cisDocker('1.1.1'), nist('4.5.1')],
  target: '/var/lib/docker',
  exempt: ({ docker }) => (docker?.installed === false ? 'no Docker daemon is installed' : undefined),
});
