import { z } from 'zod';
import { ecosystemOf } from './ecosystem.ts';
import { parseOsRelease } from './os-release.ts';
import { readReleaseFiles } from './release-file.ts';

/** The operating system a root filesystem holds, in the words of its os-release(5). */
export const DISTRIBUTION_SCHEMA = z.object({
  /** `ID`: debian, alpine, rhel. */
  id: z.string(),
  /** `VERSION_ID`; empty where the distribution has none (rolling) or does not say. */
  versionId: z.string(),
  name: z.string(),
  prettyName: z.string(),
  /** `VERSION_CODENAME`; empty when not said. */
  codename: z.string(),
  idLike: z.array(z.string()),
  /** `CPE_NAME`; empty when not said. */
  cpe: z.string(),
  /** Where OSV files its advisories, for example `Debian:12`; `null` when OSV has none. */
  ecosystem: z.string().nullable(),
  /** Path of the file that said so. */
  path: z.string(),
});
export type Distribution = z.output<typeof DISTRIBUTION_SCHEMA>;

const OS_RELEASE_PATHS = ['etc/os-release', 'usr/lib/os-release'];
const RELEASE_PATHS = [
  'etc/oracle-release',
  'etc/redhat-release',
  'etc/system-release',
  'etc/centos-release',
  'etc/fedora-release',
  'etc/rocky-release',
  'etc/almalinux-release',
  'etc/system-release-cpe',
  'etc/alpine-release',
  'etc/debian_version',
  'etc/arch-release',
  'etc/lsb-release',
];

/** The files a distribution is known by, most telling first. Paths are clean and relative. */
export const DISTRIBUTION_PATHS: readonly string[] = [...OS_RELEASE_PATHS, ...RELEASE_PATHS];

/** Larger ones are cut: os-release is less than a page everywhere. */
export const MAX_DISTRIBUTION_BYTES = 65_536;

/**
 * Says which distribution these files tell of: os-release first, its gaps filled from the distribution's own release
 * file, else that file alone. Undefined when none of them says anything.
 */
export function identifyDistribution(files: ReadonlyMap<string, string>): Distribution | undefined {
  for (const path of OS_RELEASE_PATHS) {
    const text = files.get(path);
    const found = text === undefined ? undefined : fromOsRelease(text, path);
    if (found !== undefined) return completed(found, files);
  }
  const release = readReleaseFiles(files, RELEASE_PATHS);
  if (release === undefined) return undefined;
  return finished({ ...EMPTY, ...release });
}

const EMPTY = { versionId: '', name: '', prettyName: '', codename: '', idLike: [], cpe: '' };

type Unfinished = Omit<Distribution, 'ecosystem'>;

function fromOsRelease(text: string, path: string): Unfinished | undefined {
  const values = parseOsRelease(text);
  const id = values.get('ID')?.toLowerCase() ?? '';
  // os-release(5): a file without ID means "linux"; one with none of these keys is not an os-release file.
  if (id === '' && !values.has('NAME') && !values.has('PRETTY_NAME')) return undefined;
  return {
    id: id === '' ? 'linux' : id,
    versionId: values.get('VERSION_ID') ?? '',
    name: values.get('NAME') ?? '',
    prettyName: values.get('PRETTY_NAME') ?? '',
    codename: values.get('VERSION_CODENAME') ?? '',
    idLike: (values.get('ID_LIKE') ?? '').split(/\s+/).filter((like) => like !== ''),
    cpe: values.get('CPE_NAME') ?? '',
    path,
  };
}

function completed(found: Unfinished, files: ReadonlyMap<string, string>): Distribution {
  if (found.versionId !== '') return finished(found);
  const release = readReleaseFiles(files, RELEASE_PATHS);
  const versionId = release?.id === found.id ? release.versionId : '';
  return finished({ ...found, versionId });
}

function finished(found: Unfinished): Distribution {
  return { ...found, ecosystem: ecosystemOf(found) };
}
