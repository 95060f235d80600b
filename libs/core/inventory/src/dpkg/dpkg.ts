import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, PackageType, ParsedDocument } from '../package/package.ts';
import { decodeText, readStanzas } from '../text/stanza.ts';
import type { Stanza } from '../text/stanza.ts';

const FIELDS = new Set(['package', 'version', 'architecture', 'source', 'status', 'license']);
const MIB = 1024 * 1024;

// dpkg(1): in these two states no file of the package is left but its configuration.
const GONE = new Set(['not-installed', 'config-files']);

/** dpkg's `status` of Debian and its kin, and the one-file-per-package `status.d` of distroless images. */
export const DPKG_READER: PackageReader = {
  name: 'dpkg',
  looksFor: 'Debian packages (dpkg status and status.d)',
  maxBytes: 32 * MIB,
  wants: (path) => path === 'var/lib/dpkg/status' || isStatusPart(path),
  parse: (bytes) => parseStatus(bytes, 'deb'),
};

/** The same format as OpenWrt's opkg keeps it. */
export const OPKG_READER: PackageReader = {
  name: 'opkg',
  looksFor: 'OpenWrt packages (opkg status)',
  maxBytes: 32 * MIB,
  wants: (path) => path === 'usr/lib/opkg/status' || path === 'var/lib/opkg/status',
  parse: (bytes) => parseStatus(bytes, 'opkg'),
};

const STATUS_PARTS = 'var/lib/dpkg/status.d/';

function isStatusPart(path: string): boolean {
  if (!path.startsWith(STATUS_PARTS) || path.includes('/', STATUS_PARTS.length)) return false;
  // Beside `libc6` lie `libc6.md5sums`, `libc6.preinst` and so on; names such as `libgcc-s1` or `python3.11` have no such end.
  return !/\.(?:md5sums|preinst|postinst|prerm|postrm|list|conffiles|triggers|shlibs|symbols|templates|config)$/.test(
    path,
  );
}

function parseStatus(bytes: Uint8Array, type: PackageType): ParsedDocument {
  const collector = new DocumentCollector();
  for (const stanza of readStanzas(decodeText(bytes), FIELDS)) addStanza(stanza, type, collector);
  return collector;
}

function addStanza(stanza: Stanza, type: PackageType, collector: DocumentCollector): void {
  const state = stanza.get('status')?.split(/\s+/).at(-1);
  if (state !== undefined && GONE.has(state)) return;
  const name = stanza.get('package');
  const version = stanza.get('version');
  if (!name) return collector.incomplete('A paragraph of the package database', 'package name');
  if (!version) return collector.incomplete(name, 'version');
  const arch = stanza.get('architecture');
  const source = readSource(stanza.get('source'), { name, version });
  const licence = stanza.get('license');
  collector.add({
    type,
    name,
    version,
    ...(arch ? { arch } : {}),
    ...(source ? { source } : {}),
    licences: licence ? [licence] : [],
    evidence: 'installed',
  });
}

/** `Source: name` or `Source: name (version)`; without a version it is the binary's (deb-control(5)). */
function readSource(
  field: string | undefined,
  binary: { readonly name: string; readonly version: string },
): { name: string; version: string } | undefined {
  const match = field === undefined ? null : /^(\S+)(?:\s+\(([^()\s]+)\))?/.exec(field);
  if (match?.[1] === undefined) return undefined;
  const source = { name: match[1], version: match[2] ?? binary.version };
  return source.name === binary.name && source.version === binary.version ? undefined : source;
}
