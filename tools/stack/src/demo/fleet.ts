// A small fleet that is easy to recognise in answers: one cluster, two teams, three workloads, two images.
import { createHash } from 'node:crypto';

function digestOf(name: string): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(`bulkhead demo ${name}`).digest('hex')}`;
}

export const CHECKOUT_IMAGE = digestOf('checkout');
export const SEARCH_IMAGE = digestOf('search');
const CLUSTER = 'clu_demo';

interface DemoWorkload {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly digest: string;
  readonly exposure: string;
  readonly privileged: boolean;
}

const WORKLOADS: readonly DemoWorkload[] = [
  {
    namespace: 'shop',
    name: 'checkout',
    image: 'registry.example/shop/checkout:1.4',
    digest: CHECKOUT_IMAGE,
    exposure: 'INTERNET',
    privileged: false,
  },
  {
    namespace: 'shop',
    name: 'invoice-worker',
    image: 'registry.example/shop/checkout:1.4',
    digest: CHECKOUT_IMAGE,
    exposure: 'NONE',
    privileged: false,
  },
  {
    namespace: 'search',
    name: 'indexer',
    image: 'registry.example/search/indexer:2.0',
    digest: SEARCH_IMAGE,
    exposure: 'CLUSTER',
    privileged: true,
  },
];

/** What an agent in the demo cluster would report. */
export function demoEvents(at: Date, hostId: string): readonly unknown[] {
  const observedAt = at.toISOString();
  const cluster = {
    name: 'demo',
    orchestrator: 'KUBERNETES',
    version: '1.33',
    stage: 'PROD',
    labels: { region: 'eu' },
  };
  return [
    { id: `demo-cluster-${observedAt}`, type: 'cluster.observed', clusterId: CLUSTER, observedAt, payload: cluster },
    ...WORKLOADS.map((workload) => ({
      id: `demo-${workload.name}-${observedAt}`,
      type: 'workload.observed',
      clusterId: CLUSTER,
      observedAt,
      payload: {
        manifest: manifestOf(workload),
        images: { app: workload.digest },
        hostIds: [hostId],
        exposure: workload.exposure,
      },
    })),
  ];
}

function manifestOf({ namespace, name, image, privileged }: DemoWorkload): unknown {
  const securityContext = privileged
    ? { privileged: true }
    : { allowPrivilegeEscalation: false, runAsNonRoot: true, readOnlyRootFilesystem: true };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name, uid: `demo-${name}`, labels: { app: name } },
    spec: { replicas: 2, template: { spec: { containers: [{ name: 'app', image, securityContext }] } } },
  };
}

/** Who answers for which namespace. */
export const DEMO_TEAMS: readonly { readonly name: string; readonly namespace: string; readonly address: string }[] = [
  { name: 'payments', namespace: 'shop', address: 'payments@example.com' },
  { name: 'search', namespace: 'search', address: 'search@example.com' },
];
