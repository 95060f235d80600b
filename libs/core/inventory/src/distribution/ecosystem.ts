/** The words of os-release that decide where advisories are looked up. */
export interface ReleaseWords {
  readonly id: string;
  readonly versionId: string;
  readonly codename: string;
}

/**
 * The OSV ecosystem of a distribution, with its release where OSV files by release (OSV schema, "affected[].package").
 * `null` when OSV has none: a derivative is not its parent (its versions differ), so nothing is guessed.
 */
export function ecosystemOf({ id, versionId }: ReleaseWords): string | null {
  const major = /^\d+/.exec(versionId)?.[0] ?? '';
  switch (id) {
    case 'debian':
      return suffixed('Debian', major);
    case 'ubuntu':
      return suffixed('Ubuntu', isUbuntuLts(versionId) ? `${versionId}:LTS` : versionId);
    case 'alpine':
      return suffixed('Alpine', alpineBranch(versionId));
    case 'wolfi':
      return 'Wolfi';
    case 'chainguard':
      return 'Chainguard';
    case 'rocky':
      return suffixed('Rocky Linux', major);
    case 'almalinux':
      return suffixed('AlmaLinux', major);
    case 'rhel':
      return 'Red Hat';
    case 'mageia':
      return suffixed('Mageia', major);
    case 'photon':
      return suffixed('Photon OS', versionId);
    case 'opensuse-leap':
      return suffixed('openSUSE', versionId === '' ? '' : `Leap ${versionId}`);
    case 'opensuse-tumbleweed':
      return 'openSUSE:Tumbleweed';
    case 'azurelinux':
    case 'mariner':
      return suffixed('Azure Linux', major);
    default:
      return null;
  }
}

function suffixed(name: string, release: string): string {
  return release === '' ? name : `${name}:${release}`;
}

// Even years, April: 14.04, 16.04 ... 26.04.
function isUbuntuLts(versionId: string): boolean {
  const match = /^(\d\d)\.04$/.exec(versionId);
  return match !== null && Number(match[1]) % 2 === 0;
}

// `3.18.4` is of branch v3.18; `3.19_alpha20230901` is edge, for which OSV has no ecosystem of its own.
function alpineBranch(versionId: string): string {
  const match = /^(\d+\.\d+)(?:\.\d+)*$/.exec(versionId);
  return match?.[1] === undefined ? '' : `v${match[1]}`;
}
