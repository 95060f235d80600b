import { TEXT_END, numberKey, orderOfKeys, textKey } from '../key.ts';
import type { Order } from '../scheme.ts';
import { rpmvercmpKey } from './rpmvercmp.ts';

/** A whole RPM name: `[name-][epoch:]version-release[.arch]`. */
export interface Nevra {
  readonly name: string | undefined;
  /** Absent is 0. */
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
  readonly arch: string | undefined;
}

const ARCHITECTURES = new Set(
  'noarch src nosrc x86_64 i386 i486 i586 i686 athlon aarch64 armv7hl armv7hnl ppc ppc64 ppc64le s390 s390x riscv riscv64 loongarch64 mips mips64'.split(
    ' ',
  ),
);

/** Takes a NEVRA apart; undefined when it has no version and release. */
export function parseNevra(text: string): Nevra | undefined {
  const dot = text.lastIndexOf('.');
  const hasArch = dot !== -1 && ARCHITECTURES.has(text.slice(dot + 1));
  const rest = hasArch ? text.slice(0, dot) : text;
  const releaseAt = rest.lastIndexOf('-');
  if (releaseAt <= 0) return undefined;
  const versionAt = rest.lastIndexOf('-', releaseAt - 1);
  const evr = rest.slice(versionAt + 1, releaseAt);
  const colon = evr.indexOf(':');
  return {
    name: versionAt <= 0 ? undefined : rest.slice(0, versionAt),
    epoch: colon === -1 ? '0' : evr.slice(0, colon),
    version: evr.slice(colon + 1),
    release: rest.slice(releaseAt + 1),
    arch: hasArch ? text.slice(dot + 1) : undefined,
  };
}

/** Orders whole names: by name, epoch, version, release, then arch by text; an absent part comes first. */
export function compareNevra(a: string, b: string): Order {
  return orderOfKeys(nevraKey(a), nevraKey(b));
}

function nevraKey(text: string): string {
  const nevra = parseNevra(text);
  if (nevra === undefined) return TEXT_END + textKey(text);
  const { name = '', epoch, version, release, arch = '' } = nevra;
  return textKey(name) + numberKey(epoch) + rpmvercmpKey(version) + rpmvercmpKey(release) + textKey(arch);
}
