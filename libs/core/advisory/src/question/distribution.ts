import type { Ecosystem } from '../ecosystem/ecosystem.ts';

const DEBIAN_CODENAMES: Readonly<Record<string, string>> = {
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
  forky: '14',
  duke: '15',
};

/** Distributions by the namespace of their purls and the id of their os-release; each with its ecosystem. */
const BY_ID: Readonly<Record<string, { base: string; release: (version: string) => string | undefined }>> = {
  debian: { base: 'Debian', release: (version) => DEBIAN_CODENAMES[version] ?? major(version) },
  ubuntu: { base: 'Ubuntu', release: matching(/^\d\d\.\d\d/) },
  alpine: { base: 'Alpine', release: alpineBranch },
  alpaquita: { base: 'Alpaquita', release: asIs },
  wolfi: { base: 'Wolfi', release: none },
  chainguard: { base: 'Chainguard', release: none },
  minimos: { base: 'MinimOS', release: none },
  almalinux: { base: 'AlmaLinux', release: major },
  rocky: { base: 'Rocky Linux', release: major },
  rockylinux: { base: 'Rocky Linux', release: major },
  rhel: { base: 'Red Hat', release: major },
  redhat: { base: 'Red Hat', release: major },
  ol: { base: 'Oracle Linux', release: major },
  oracle: { base: 'Oracle Linux', release: major },
  amzn: { base: 'Amazon Linux', release: asIs },
  amazon: { base: 'Amazon Linux', release: asIs },
  fedora: { base: 'Fedora', release: major },
  'opensuse-leap': { base: 'openSUSE', release: (version) => (version === '' ? undefined : `Leap ${version}`) },
  'opensuse-tumbleweed': { base: 'openSUSE', release: () => 'Tumbleweed' },
  openeuler: { base: 'openEuler', release: asIs },
  mageia: { base: 'Mageia', release: major },
  photon: { base: 'Photon OS', release: asIs },
  azurelinux: { base: 'Azure Linux', release: major },
  mariner: { base: 'Azure Linux', release: major },
  arch: { base: 'Arch Linux', release: none },
  gentoo: { base: 'Gentoo', release: none },
};

function none(): undefined {
  return undefined;
}

function asIs(version: string): string | undefined {
  return version === '' ? undefined : version;
}

function matching(pattern: RegExp): (version: string) => string | undefined {
  return (version) => pattern.exec(version)?.[0];
}

function major(version: string): string | undefined {
  return /^\d+/.exec(version)?.[0];
}

function alpineBranch(version: string): string | undefined {
  if (version.startsWith('edge')) return 'edge';
  const branch = /^v?(\d+\.\d+)(?:\.\d+)*$/.exec(version)?.[1];
  return branch === undefined ? undefined : `v${branch}`;
}

/**
 * The ecosystem of a distribution package from its purl: the namespace says which distribution, `distro`
 * (`debian-12`, `alpine-3.19.1`, `bookworm`) says which release. Undefined for a distribution without advisories.
 */
export function ecosystemOfDistribution(namespace: string, distro: string): Ecosystem | undefined {
  const lower = distro.toLowerCase();
  const id = lower.startsWith('opensuse-') ? lower.split('-').slice(0, 2).join('-') : namespace.toLowerCase();
  const rules = BY_ID[id] ?? BY_ID[lower.split('-')[0] ?? ''];
  return rules === undefined ? undefined : { base: rules.base, release: rules.release(versionIn(lower, id)) };
}

/** `debian-12` says 12, and so does `rhel-9.3` in the namespace redhat say 9.3; a bare `bookworm` is a version. */
function versionIn(distro: string, id: string): string {
  if (distro === id) return '';
  if (distro.startsWith(`${id}-`)) return distro.slice(id.length + 1);
  return distro.slice(distro.indexOf('-') + 1);
}
