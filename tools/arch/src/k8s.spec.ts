import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { builtInPolicies, compilePolicies, evaluate } from '@bulkhead/core-policy';
import { readWorkload } from '@bulkhead/core-workload';
import { parse, parseAllDocuments } from 'yaml';
import { DEFINITIONS, mistakesOf } from './process-setting.ts';

const FOLDER = join(import.meta.dirname, '../../../k8s');
const POLICIES = compilePolicies(builtInPolicies().map(({ policy }) => policy));

/** What our own policies may say of our own manifests, each with its reason. */
const ACCEPTED: ReadonlyMap<string, string> = new Map([
  ['image-not-judged', 'the image is built, scanned and pinned by who deploys it; the base knows only its name'],
]);

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: { readonly name: string; readonly key: string };
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
  };
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly Variable[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
}

interface Labels {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface Peer {
  readonly podSelector?: Labels;
  readonly namespaceSelector?: Labels;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly [Container]; readonly enableServiceLinks: boolean };
    };
    readonly ports: readonly { readonly port: number }[];
    readonly selector: Readonly<Record<string, string>>;
    readonly podSelector: Labels;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly { readonly from: readonly Peer[] }[];
    readonly egress?: readonly { readonly to: readonly Peer[] }[];
  };
}

const FILES = globSync('**/*.yaml', { cwd: FOLDER }).sort();
const MANIFESTS = FILES.filter((file) => basename(file) !== 'kustomization.yaml').flatMap(manifestsOf);
const DEPLOYMENTS = ofKind('Deployment');

function manifestsOf(file: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((document) => {
    if (document.errors.length > 0) throw new Error(`${file}: ${String(document.errors[0])}`);
    return document.toJS() as Manifest;
  });
}

function ofKind(kind: string): readonly Manifest[] {
  return MANIFESTS.filter((manifest) => manifest.kind === kind);
}

function containerOf(deployment: Manifest): Container {
  return deployment.spec.template.spec.containers[0];
}

/** What a container is given; secrets are not in the manifests, so a value that fits stands for them. */
function environmentOf({ env }: Container): Readonly<Record<string, string>> {
  const maps = new Map(ofKind('ConfigMap').map(({ metadata, data = {} }) => [metadata.name, data]));
  return Object.fromEntries(
    env.map(({ name, value, valueFrom }) => {
      const { configMapKeyRef: map, secretKeyRef: secret } = valueFrom ?? {};
      if (secret !== undefined) return [name, name === 'MONGODB_URI' ? 'mongodb://u:p@db/?tls=true' : 's'.repeat(64)];
      return [name, map === undefined ? (value ?? '') : (maps.get(map.name)?.[map.key] ?? `no ${map.name}/${map.key}`)];
    }),
  );
}

/** Labels of pods that a selector of the same namespace names; what is in other namespaces is not ours to know. */
function podSelectors({ spec }: Manifest): readonly Labels[] {
  const peers = [...(spec.ingress ?? []).flatMap(({ from }) => from), ...(spec.egress ?? []).flatMap(({ to }) => to)];
  const own = peers.filter(({ namespaceSelector }) => namespaceSelector === undefined);
  return [spec.podSelector, ...own.flatMap(({ podSelector }) => (podSelector === undefined ? [] : [podSelector]))];
}

function matches(pod: Readonly<Record<string, string>>, { matchLabels = {} }: Labels): boolean {
  return Object.entries(matchLabels).every(([name, value]) => pod[name] === value);
}

describe('our own manifests', () => {
  test('deploy_every_process_there_is', () => {
    expect(DEPLOYMENTS.map(({ metadata }) => metadata.name).sort()).toEqual([...DEFINITIONS.keys()].sort());
    expect(DEPLOYMENTS.map((deployment) => containerOf(deployment).args)).toEqual(
      DEPLOYMENTS.map(({ metadata }) => [metadata.name]),
    );
  });

  test.each(DEPLOYMENTS.map((deployment) => [deployment.metadata.name, deployment] as const))(
    'of_%s_are_let_in_by_our_own_policies',
    (name, deployment) => {
      const { workload, problems } = readWorkload(deployment);
      if (workload === undefined) throw new Error(JSON.stringify(problems));
      const input = { subject: { kind: 'workload', id: name, name }, workload, images: {} } as const;
      const said = (['DEPLOY', 'RUNTIME'] as const).map((point) =>
        evaluate(POLICIES, input, { point, asOf: '2026-11-22' }),
      );

      expect(problems).toEqual([]);
      expect(said.flatMap(({ errors }) => errors)).toEqual([]);
      expect(said.map(({ verdict }) => verdict)).not.toContain('DENY');
      const reasons = said.flatMap((evaluation) => evaluation.reasons);
      expect(reasons.filter(({ policy }) => !ACCEPTED.has(policy))).toEqual([]);
      // What is in the image nobody knows here; what the manifest itself says must have been judged.
      const unknowns = said.flatMap((evaluation) => evaluation.unknowns);
      expect(unknowns.filter(({ path }) => !path.includes('.image.'))).toEqual([]);
    },
  );

  test('would_be_refused_if_one_of_them_were_privileged', () => {
    const changed = JSON.parse(JSON.stringify(DEPLOYMENTS[0])) as {
      spec: { template: { spec: { containers: [{ securityContext: { privileged?: boolean } }] } } };
    };
    changed.spec.template.spec.containers[0].securityContext.privileged = true;
    const { workload } = readWorkload(changed);
    if (workload === undefined) throw new Error('no workload');

    const input = { subject: { kind: 'workload', id: 'x', name: 'x' }, workload, images: {} } as const;
    const { reasons } = evaluate(POLICIES, input, { point: 'DEPLOY', asOf: '2026-11-22' });

    expect(reasons.map(({ policy }) => policy)).toContain('privileged-container');
  });

  test.each(DEPLOYMENTS.map((deployment) => [deployment.metadata.name, deployment] as const))(
    'give_%s_settings_that_it_has_and_can_read',
    (name, deployment) => {
      expect(mistakesOf(name, environmentOf(containerOf(deployment)))).toEqual([]);
    },
  );

  test('are_held_to_the_hardening_that_no_policy_of_ours_asks_for', () => {
    const hardened = {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } },
          livenessProbe: { httpGet: { path: '/health/live' } },
        },
      ],
    };
    for (const { spec } of DEPLOYMENTS) expect(spec.template.spec).toMatchObject(hardened);
    const readiness = DEPLOYMENTS.map((deployment) => [
      deployment.metadata.name,
      (containerOf(deployment) as unknown as { readinessProbe: { httpGet: { path: string } } }).readinessProbe.httpGet
        .path,
    ]);
    expect(readiness.filter(([, path]) => path !== '/health/ready')).toEqual([['gateway', '/health/live']]);
  });

  test('hold_no_secret', () => {
    expect(ofKind('Secret')).toEqual([]);
    const values = DEPLOYMENTS.flatMap((deployment) => containerOf(deployment).env).filter(
      ({ name, valueFrom }) => /URI|SECRET|TOKEN|PASSWORD/.test(name) && valueFrom?.secretKeyRef === undefined,
    );
    expect(values).toEqual([]);
  });

  test('let_the_gateway_find_every_service', () => {
    const services = new Map(
      ofKind('Service').map(({ metadata, spec }) => [metadata.name, `http://${metadata.name}:${spec.ports[0]?.port}`]),
    );
    const gateway = DEPLOYMENTS.find(({ metadata }) => metadata.name === 'gateway');
    const given = gateway === undefined ? {} : environmentOf(containerOf(gateway));
    const urls = Object.entries(given).flatMap(([name, url]) => (name.endsWith('_URL') ? [url] : []));
    const others = [...services].flatMap(([name, url]) => (name === 'gateway' ? [] : [url]));

    expect(urls.sort()).toEqual(others.sort());
    for (const deployment of DEPLOYMENTS) {
      expect(
        ofKind('Service').filter(({ spec }) =>
          matches(deployment.spec.template.metadata.labels, { matchLabels: spec.selector }),
        ),
      ).toHaveLength(1);
      expect(services.get(deployment.metadata.name)).toMatch(
        new RegExp(`:${containerOf(deployment).ports[0]?.containerPort}$`),
      );
    }
  });

  test('deny_all_traffic_and_name_only_pods_that_exist_in_what_they_allow', () => {
    const policies = ofKind('NetworkPolicy');
    const denial = policies.find(({ metadata }) => metadata.name === 'default-deny');
    expect(denial?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

    const pods = DEPLOYMENTS.map(({ spec }) => spec.template.metadata.labels);
    const nobody = policies.filter((policy) =>
      podSelectors(policy).some((selector) => !pods.some((pod) => matches(pod, selector))),
    );
    expect(nobody.map(({ metadata }) => metadata.name)).toEqual([]);
  });

  test('are_all_listed_where_kustomize_looks', () => {
    const listed = FILES.filter((file) => basename(file) === 'kustomization.yaml').flatMap((file) => {
      const { resources } = parse(readFileSync(join(FOLDER, file), 'utf8')) as { resources: readonly string[] };
      return resources.map((name) => join(dirname(file), name));
    });

    expect(listed.sort()).toEqual(FILES.filter((file) => basename(file) !== 'kustomization.yaml'));
  });
});
