import { defineCheck, nist } from '../../check.ts';

const EXPECTED = 'control groups version 2 alone';

export const controlGroupsV2 = defineCheck({
  id: 'control-groups-v2',
  title: 'Control groups are version 2',
  rationale:
    'Version 2 delegates safely and limits memory, processes and I/O together; release agents of version 1 were a way out of containers.',
  remediation: 'Boot with "systemd.unified_cgroup_hierarchy=1" or a distribution that does.',
  severity: 'LOW',
  controls: [nist('4.4.3'), nist('4.5.1')],
  requires: ['cgroup'],
  evaluate({ cgroup }) {
    const evidence = [{ fact: 'cgroup/version', value: cgroup.version }];
    return { state: cgroup.version === 'v2' ? 'PASS' : 'FAIL', expected: EXPECTED, actual: cgroup.version, evidence };
  },
});
