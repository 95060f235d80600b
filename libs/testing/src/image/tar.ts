const BLOCK = 512;

/** One entry of a tar made for a test. A lie (a wrong size, a name that climbs) is written as it is told. */
export interface TarMember {
  readonly path: string;
  readonly content?: string | Uint8Array;
  /** `0` file (when not said), `1` hard link, `2` symbolic link, `5` directory, or any other typeflag. */
  readonly typeflag?: string;
  readonly linkTarget?: string;
  readonly mode?: number;
  /** Written in the header in the place of the content's length. */
  readonly statedSize?: number;
  /** How a name over 100 bytes, a link target over 100 bytes or a size over 8 GiB is written. */
  readonly form?: 'pax' | 'gnu';
  /** Further PAX records. */
  readonly pax?: Readonly<Record<string, string>>;
}

/** A tar of these entries, with its end-of-archive blocks unless `isOpen`. */
export function tarOf(members: readonly TarMember[], { isOpen = false }: { readonly isOpen?: boolean } = {}): Buffer {
  const pieces = members.flatMap(entryBlocks);
  return Buffer.concat(isOpen ? pieces : [...pieces, Buffer.alloc(2 * BLOCK)]);
}

function entryBlocks(member: TarMember): Buffer[] {
  const content = Buffer.from(member.content ?? '');
  const size = member.statedSize ?? content.length;
  const typeflag = member.typeflag ?? '0';
  const long = extensions(member);
  const header = headerBlock({ ...member, typeflag, size });
  return [...long, header, ...padded(content)];
}

function extensions({ path, linkTarget = '', form = 'pax', pax = {} }: TarMember): Buffer[] {
  const isLongName = Buffer.byteLength(path) > 100;
  const isLongLink = Buffer.byteLength(linkTarget) > 100;
  if (form === 'gnu') {
    return [
      ...(isLongLink ? gnuLong('K', linkTarget) : []),
      ...(isLongName ? gnuLong('L', path) : []),
      ...paxBlocks(pax),
    ];
  }
  return paxBlocks({ ...(isLongName ? { path } : {}), ...(isLongLink ? { linkpath: linkTarget } : {}), ...pax });
}

function gnuLong(typeflag: string, text: string): Buffer[] {
  const content = Buffer.from(`${text}\0`);
  return [headerBlock({ path: '././@LongLink', typeflag, size: content.length }), ...padded(content)];
}

function paxBlocks(records: Readonly<Record<string, string>>): Buffer[] {
  const keys = Object.keys(records);
  if (keys.length === 0) return [];
  const content = Buffer.concat(keys.map((key) => paxRecord(key, records[key] ?? '')));
  return [headerBlock({ path: 'PaxHeaders/0', typeflag: 'x', size: content.length }), ...padded(content)];
}

/** `length key=value\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): Buffer {
  const body = Buffer.from(` ${key}=${value}\n`);
  let length = body.length + 1;
  while (String(length).length + body.length !== length) length += 1;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

interface HeaderFields {
  readonly path: string;
  readonly typeflag: string;
  readonly size: number;
  readonly linkTarget?: string;
  readonly mode?: number;
}

function headerBlock({ path, typeflag, size, linkTarget = '', mode = 0o644 }: HeaderFields): Buffer {
  const block = Buffer.alloc(BLOCK);
  Buffer.from(path).copy(block, 0, 0, 100);
  block.write(octal(mode, 8), 100, 'latin1');
  block.write(octal(0, 8), 108, 'latin1');
  block.write(octal(0, 8), 116, 'latin1');
  writeSize(block, size);
  block.write(octal(0, 12), 136, 'latin1');
  block.write(typeflag, 156, 'latin1');
  Buffer.from(linkTarget).copy(block, 157, 0, 100);
  block.write('ustar\x0000', 257, 'latin1');
  block.fill(0x20, 148, 156);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function writeSize(block: Buffer, size: number): void {
  if (size < 8 ** 11) {
    block.write(octal(size, 12), 124, 'latin1');
    return;
  }
  // GNU base-256.
  block[124] = 0x80;
  block.writeBigUInt64BE(BigInt(size), 128);
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function padded(content: Buffer): Buffer[] {
  const rest = content.length % BLOCK;
  return rest === 0 ? [content] : [content, Buffer.alloc(BLOCK - rest)];
}
