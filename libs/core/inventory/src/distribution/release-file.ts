/** What a distribution's own release file says. */
export interface Release {
  readonly id: string;
  readonly versionId: string;
  readonly name: string;
  readonly prettyName: string;
  readonly path: string;
}

// `Rocky Linux release 8.10 (Green Obsidian)`: the words before "release" name the distribution.
const RED_HAT_FAMILY: readonly (readonly [RegExp, string])[] = [
  [/^Red Hat Enterprise Linux/, 'rhel'],
  [/^Rocky Linux/, 'rocky'],
  [/^AlmaLinux/, 'almalinux'],
  [/^CentOS/, 'centos'],
  [/^Scientific Linux/, 'scientific'],
  [/^Oracle Linux/, 'ol'],
  [/^Fedora/, 'fedora'],
  [/^Amazon Linux/, 'amzn'],
];

/** The first of these release files that can be read. */
export function readReleaseFiles(files: ReadonlyMap<string, string>, paths: readonly string[]): Release | undefined {
  for (const path of paths) {
    const text = files.get(path);
    const found = text === undefined ? undefined : readReleaseFile(path, text.trim());
    if (found !== undefined) return { ...found, path };
  }
  return undefined;
}

function readReleaseFile(path: string, text: string): Omit<Release, 'path'> | undefined {
  switch (path) {
    case 'etc/alpine-release':
      return versioned('alpine', 'Alpine Linux', /^\d[\w.]*/.exec(text)?.[0]);
    case 'etc/debian_version':
      // Ubuntu has this file too (with Debian's name in it), but never without an os-release.
      return versioned('debian', 'Debian GNU/Linux', /^\d+(?:\.\d+)*/.exec(text)?.[0]);
    case 'etc/arch-release':
      return { id: 'arch', versionId: '', name: 'Arch Linux', prettyName: 'Arch Linux' };
    case 'etc/system-release-cpe':
      return fromCpe(text);
    case 'etc/lsb-release':
      return fromLsb(text);
    default:
      return fromSentence(text);
  }
}

function versioned(id: string, name: string, versionId: string | undefined): Omit<Release, 'path'> | undefined {
  return versionId === undefined ? undefined : { id, versionId, name, prettyName: `${name} ${versionId}` };
}

function fromSentence(text: string): Omit<Release, 'path'> | undefined {
  const [first = ''] = text.split('\n', 1);
  const id = RED_HAT_FAMILY.find(([pattern]) => pattern.test(first))?.[1];
  const match = /^(.*?)\s+(?:release\s+)?(\d+(?:\.\d+)*)/.exec(first);
  if (id === undefined || match?.[1] === undefined || match[2] === undefined) return undefined;
  return { id, versionId: match[2], name: match[1].replace(/\s+release$/, ''), prettyName: first.slice(0, 200) };
}

function fromCpe(text: string): Omit<Release, 'path'> | undefined {
  // cpe:/o:centos:linux:6:GA
  const [, , vendor = '', , version = ''] = text.split(':');
  const id = { redhat: 'rhel', centos: 'centos', oracle: 'ol', fedoraproject: 'fedora', amazon: 'amzn' }[vendor];
  return id === undefined || version === '' ? undefined : { id, versionId: version, name: '', prettyName: '' };
}

function fromLsb(text: string): Omit<Release, 'path'> | undefined {
  const value = (key: string): string => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.trim() ?? '';
  const name = value('DISTRIB_ID');
  if (name === '') return undefined;
  return {
    id: name.toLowerCase(),
    versionId: value('DISTRIB_RELEASE'),
    name,
    prettyName: value('DISTRIB_DESCRIPTION'),
  };
}
