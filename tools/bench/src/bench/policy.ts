import { builtInPolicies, compilePolicies, evaluate } from '@bulkhead/core-policy';
import type { PolicyInput } from '@bulkhead/core-policy';
import { readWorkload } from '@bulkhead/core-workload';
import { inPairs, measured } from '../pair.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';

const PAIRS = 15;
const ROUNDS = 1000;
const AS_OF = '2026-06-01';
const FINDINGS = 20;

export const policyBench: Bench = {
  name: 'policy',
  async run() {
    const policies = builtInPolicies().map(({ policy }) => policy);
    const compiled = compilePolicies(policies);
    const text = JSON.stringify(input());
    const judge = (): number =>
      evaluate(compiled, JSON.parse(text) as PolicyInput, { point: 'DEPLOY', asOf: AS_OF }).reasons.length;
    const expected = judge();
    if (expected === 0) throw new Error('nothing was found in a workload that breaks policies');
    for (let round = 0; round < ROUNDS; round += 1) judge();
    const pairs = await inPairs(
      PAIRS,
      () =>
        measured(() => {
          for (let round = 0; round < ROUNDS; round += 1) if (judge() !== expected) throw new Error('judged otherwise');
        }),
      () =>
        measured(() => {
          for (let round = 0; round < ROUNDS; round += 1) {
            if ((JSON.parse(text) as PolicyInput).workload === undefined) throw new Error('no workload');
          }
        }),
    );
    const each = (wall: number): string => `${((wall * 1000) / ROUNDS).toFixed(1)} us`;
    return [
      {
        name: 'policy',
        what: `a workload of ${(text.length / 1024).toFixed(1)} KiB with ${FINDINGS} findings in its image, parsed and judged by the ${policies.length} policies of the built-in pack (${expected} reasons)`,
        yardstick: 'JSON.parse of the same input',
        ...timesAsLong(pairs),
        figures: `${each(medianWall(pairs.products))}, ${each(medianWall(pairs.yardsticks))}`,
      },
    ];
  },
};

function input(): PolicyInput {
  const reference = 'registry.example/shop/checkout:latest';
  const container = {
    name: 'app',
    image: reference,
    securityContext: { privileged: true, capabilities: { add: ['SYS_ADMIN', 'NET_RAW'] } },
    env: [{ name: 'DB_PASSWORD', value: 'not a secret' }],
    ports: [{ containerPort: 8080 }],
  };
  const { workload } = readWorkload({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name: 'checkout', labels: { app: 'checkout' } },
    spec: { replicas: 2, template: { spec: { hostNetwork: true, hostPID: true, containers: [container] } } },
  });
  if (workload === undefined) throw new Error('the workload is not read');
  const findings = Array.from({ length: FINDINGS }, (_, at) => ({
    id: `CVE-2026-${1000 + at}`,
    aliases: [],
    severity: at % 4 === 0 ? ('CRITICAL' as const) : ('MEDIUM' as const),
    cvss: at % 4 === 0 ? 9.8 : 5.5,
    component: `package-${at}`,
    version: '1.0.0',
    ecosystem: 'npm',
    fixedIn: at % 2 === 0 ? ['1.0.1'] : [],
    state: 'ACTIVE',
    firstSeen: '2026-05-01T00:00:00Z',
  }));
  return {
    subject: { kind: 'workload', id: 'lin_bench', name: 'shop/checkout' },
    context: { clusterName: 'bench', stage: 'PROD', namespace: 'shop' },
    workload,
    images: { [reference]: { reference, scan: 'JUDGED', user: '', findings, matchedAt: '2026-05-31T00:00:00Z' } },
  };
}
