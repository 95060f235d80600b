import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { WORKLOAD_KINDS, parseQuantity, readWorkload } from './index.ts';
import type { Container, Workload } from './index.ts';

const DATA = resolve(process.env['BULKHEAD_TEST_DATA'] ?? '../shared/data', 'workload');

function aPod(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { containers: [{ name: 'app', image: 'nginx:1.27' }], ...spec },
  };
}

function workloadOf(object: unknown): Workload {
  const { workload, problems } = readWorkload(object);
  expect(problems).toEqual([]);
  if (workload === undefined) throw new Error('no workload was read');
  return workload;
}

function onlyContainer(container: object, spec: object = {}): Container {
  const workload = workloadOf(aPod({ ...spec, containers: [{ name: 'app', image: 'nginx', ...container }] }));
  return workload.containers[0] as Container;
}

describe('a workload', () => {
  test('says_the_same_of_a_pod_whatever_object_declares_it', () => {
    const template = {
      metadata: { labels: { app: 'web' } },
      spec: { hostPID: true, containers: [{ name: 'a', image: 'b' }] },
    };
    const objects = WORKLOAD_KINDS.map((kind) => {
      if (kind === 'Pod') return { kind, ...template };
      if (kind === 'PodTemplate') return { kind, template };
      return { kind, spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template } };
    });

    for (const object of objects) {
      expect(workloadOf(object)).toMatchObject({ kind: object.kind, hostPID: true, podLabels: { app: 'web' } });
      expect(workloadOf(object).containers).toHaveLength(1);
    }
  });

  test('lists_init_sidecar_ordinary_and_ephemeral_containers', () => {
    const workload = workloadOf(
      aPod({
        initContainers: [
          { name: 'setup', image: 'i' },
          { name: 'proxy', image: 'p', restartPolicy: 'Always' },
        ],
        ephemeralContainers: [{ name: 'debug', image: 'd' }],
      }),
    );

    expect(workload.containers.map((container) => [container.name, container.role])).toEqual([
      ['setup', 'INIT'],
      ['proxy', 'SIDECAR'],
      ['app', 'APP'],
      ['debug', 'EPHEMERAL'],
    ]);
  });

  test('mounts_a_service_account_token_unless_told_not_to', () => {
    expect(workloadOf(aPod()).automountServiceAccountToken).toBe(true);
    expect(workloadOf(aPod({ automountServiceAccountToken: false })).automountServiceAccountToken).toBe(false);
    expect(workloadOf(aPod({ serviceAccount: 'old' })).serviceAccount).toBe('old');
  });

  test('knows_its_controller_and_its_volumes', () => {
    const workload = workloadOf(
      aPod(
        { volumes: [{ name: 'docker', hostPath: { path: '/var/run/docker.sock' } }, { name: 'tmp' }] },
        { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-7', uid: 'u', controller: true }] },
      ),
    );

    expect(workload.controller).toEqual({ kind: 'ReplicaSet', name: 'web-7', uid: 'u' });
    expect(workload.volumes).toEqual([
      { name: 'docker', type: 'hostPath', source: '/var/run/docker.sock' },
      { name: 'tmp', type: 'emptyDir', source: undefined },
    ]);
  });
});

describe('an effective security context', () => {
  test('takes_the_containers_value_over_the_pods', () => {
    const pod = {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    };

    expect(onlyContainer({}, pod).securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccomp: { type: 'RuntimeDefault' },
    });
    const own = { securityContext: { runAsNonRoot: false, runAsUser: 0, seccompProfile: { type: 'Unconfined' } } };
    expect(onlyContainer(own, pod).securityContext).toMatchObject({
      runAsNonRoot: false,
      runAsUser: 0,
      seccomp: { type: 'Unconfined' },
    });
  });

  test('has_the_defaults_of_kubernetes_where_nothing_is_said', () => {
    expect(onlyContainer({}).securityContext).toMatchObject({
      privileged: false,
      readOnlyRootFilesystem: false,
      allowPrivilegeEscalation: true,
      procMount: 'Default',
      runAsNonRoot: undefined,
      seccomp: undefined,
    });
  });

  test('reads_the_annotations_that_came_before_the_fields', () => {
    const annotations = {
      'container.apparmor.security.beta.kubernetes.io/app': 'unconfined',
      'seccomp.security.alpha.kubernetes.io/pod': 'localhost/audit.json',
    };

    const [container] = workloadOf(aPod({}, { annotations })).containers;

    expect(container?.securityContext.appArmor?.type).toBe('Unconfined');
    expect(container?.securityContext.seccomp).toEqual({ type: 'Localhost', localhost: 'audit.json' });
  });
});

describe('a container', () => {
  test('reads_limits_in_cores_and_bytes', () => {
    const resources = { limits: { cpu: '250m', memory: '64Mi' }, requests: { cpu: 1, memory: '1e3' } };

    expect(onlyContainer({ resources }).resources).toMatchObject({
      cpuLimit: 0.25,
      memoryLimit: 67_108_864,
      cpuRequest: 1,
      memoryRequest: 1000,
    });
  });

  test('says_where_each_environment_variable_comes_from', () => {
    const env = [
      { name: 'PASSWORD', value: 'hunter2' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ];

    expect(onlyContainer({ env }).environment.map(({ name, source }) => [name, source])).toEqual([
      ['PASSWORD', 'RAW'],
      ['TOKEN', 'SECRET_KEY'],
      ['NODE', 'FIELD'],
    ]);
  });

  test('lists_the_hosts_its_probes_and_hooks_name', () => {
    const container = onlyContainer({
      livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } },
      lifecycle: { preStop: { tcpSocket: { host: 'db', port: 1 } } },
    });

    expect(container.probeHosts).toEqual(['10.0.0.1', 'db']);
    expect([container.livenessProbe, container.readinessProbe]).toEqual([true, false]);
  });
});

describe('odd input', () => {
  test('is_named_with_its_path_and_read_as_absent', () => {
    const { workload, problems } = readWorkload(
      aPod({ hostNetwork: 'yes', containers: [{ name: 'app', image: 'x', securityContext: { privileged: 1 } }, 7] }),
    );

    expect(workload?.hostNetwork).toBe(false);
    expect(problems).toEqual([
      { path: 'spec.hostNetwork', message: 'is a string, not true or false; it is read as absent' },
      { path: 'spec.containers[1]', message: 'is a number, not an object; it is read as absent' },
      {
        path: 'spec.containers[0].securityContext.privileged',
        message: 'is a number, not true or false; it is read as absent',
      },
    ]);
  });

  test('gives_no_workload_for_what_holds_no_pod', () => {
    expect(readWorkload({ kind: 'Service' })).toEqual({
      workload: undefined,
      problems: [{ path: 'kind', message: 'Service holds no pod specification' }],
    });
    expect(readWorkload(null).workload).toBeUndefined();
    expect(readWorkload({ kind: 'Pod' }).problems).toEqual([
      { path: 'spec', message: 'there is no pod specification' },
    ]);
  });

  test('never_throws_and_lists_a_bounded_number_of_problems', () => {
    const names = fc.constantFrom(
      'kind',
      'spec',
      'template',
      'containers',
      'metadata',
      'env',
      'securityContext',
      'volumes',
      'labels',
    );
    const { object } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(...WORKLOAD_KINDS),
        fc.array(tie('value'), { maxLength: 4 }),
        tie('object'),
      ),
      object: fc.dictionary(names, tie('value'), { maxKeys: 9 }),
    }));

    fc.assert(
      fc.property(object, fc.constantFrom(...WORKLOAD_KINDS), (some, kind) => {
        expect(readWorkload({ ...(some as object), kind }).problems.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('a quantity', () => {
  test.each([
    ['0.5', 0.5],
    ['100m', 0.1],
    ['1Ki', 1024],
    ['2G', 2e9],
    ['1e3', 1000],
    ['-1', -1],
    ['1 Gi', undefined],
    ['', undefined],
    ['1K', undefined],
  ])('%s_is_%s', (text, amount) => {
    expect(parseQuantity(text)).toBe(amount);
  });
});

if (existsSync(join(DATA, 'psa'))) {
  describe('published workloads', () => {
    test('all_of_the_pod_security_pods_are_read_without_a_problem', () => {
      const files = readFileSync(join(DATA, 'psa/cases.tsv'), 'utf8').trim().split('\n').slice(1);
      const text = execFileSync('tar', ['xzOf', join(DATA, 'psa/pods.tar.gz')], {
        maxBuffer: 64_000_000,
        encoding: 'utf8',
      });

      const pods = text.split(/^(?=apiVersion:)/m).map((pod) => parseAllDocuments(pod)[0]?.toJS() as unknown);

      process.stdout.write(`psa: ${pods.length} pods of ${files.length} cases\n`);
      expect(pods).toHaveLength(files.length);
      for (const pod of pods) workloadOf(pod);
    });
  });
}
