import { composeComponents } from '@bulkhead/core-inventory';
import type { Distribution, FoundPackage } from '@bulkhead/core-inventory';
import type { ScanReport } from '@bulkhead/engine-scan';
import { CHECKOUT_IMAGE, SEARCH_IMAGE } from './fleet.ts';

const DEBIAN: Distribution = {
  id: 'debian',
  versionId: '12',
  name: 'Debian GNU/Linux',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  codename: 'bookworm',
  idLike: [],
  cpe: '',
  ecosystem: 'Debian:12',
  path: 'etc/os-release',
};

const CHECKOUT: readonly FoundPackage[] = [
  { type: 'npm', name: 'minimist', version: '1.2.5', licences: ['MIT'], evidence: 'installed' },
  { type: 'npm', name: 'lodash', version: '4.17.20', licences: ['MIT'], evidence: 'installed' },
  {
    type: 'deb',
    name: 'libc6',
    version: '2.36-9+deb12u1',
    arch: 'amd64',
    source: { name: 'glibc', version: '2.36-9+deb12u1' },
    licences: [],
    evidence: 'installed',
  },
];

const SEARCH: readonly FoundPackage[] = [
  { type: 'pypi', name: 'requests', version: '2.28.0', licences: ['Apache-2.0'], evidence: 'installed' },
  { type: 'pypi', name: 'urllib3', version: '1.26.5', licences: ['MIT'], evidence: 'installed' },
];

/** Reports about the demo's images, as the scanner would have made them. */
export function demoReports(at: Date): readonly ScanReport[] {
  return [
    reportOf({ digest: CHECKOUT_IMAGE, name: 'registry.example/shop/checkout:1.4', found: CHECKOUT, at }),
    reportOf({ digest: SEARCH_IMAGE, name: 'registry.example/search/indexer:2.0', found: SEARCH, at }),
  ];
}

function reportOf({
  digest,
  name,
  found,
  at,
}: {
  digest: `sha256:${string}`;
  name: string;
  found: readonly FoundPackage[];
  at: Date;
}): ScanReport {
  const packages = found.map((each) => ({
    found: each,
    location: { path: 'demo', diffId: null, evidence: each.evidence },
  }));
  return {
    schema: 'bulkhead/scan-report/v1',
    subject: {
      kind: 'image',
      id: digest,
      digest,
      configDigest: digest,
      names: [name],
      platform: { os: 'linux', architecture: 'amd64' },
      createdAt: at.toISOString(),
      settings: {
        user: '10001',
        entrypoint: [],
        command: [],
        workingDirectory: '/app',
        exposedPorts: [],
        volumes: [],
        variables: [],
        labels: {},
      },
    },
    analyser: 'bulkhead demo data, no scan',
    distribution: DEBIAN,
    layers: [],
    components: composeComponents(packages, DEBIAN),
    problems: [],
    coverage: { lookedFor: [], notLookedFor: ['this is demo data: nothing was looked for'] },
    bytesRead: 0,
    startedAt: at.toISOString(),
    finishedAt: at.toISOString(),
  };
}
