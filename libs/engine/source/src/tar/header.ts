import { sourceFault } from '../fault.ts';

/** Size of a header and of the unit content is padded to. */
export const BLOCK = 512;

/** The fields of one header block, as they stand in it (POSIX.1-2017 ustar, GNU tar, and V7 before them). */
export interface TarHeader {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly typeflag: string;
  readonly linkname: string;
  /** A GNU sparse header whose map goes on in the next block. */
  readonly isExtended: boolean;
}

const CHECKSUM = 148;
const SPACE = 32;
const ZERO = 48;
const SEVEN = 55;

/**
 * Reads the header at `at`, or undefined when the block is all zeros (the end of an archive).
 *
 * @throws Fault ARCHIVE_CORRUPT when the checksum is wrong or a number is no number
 */
export function readHeader(block: Buffer, at: number): TarHeader | undefined {
  const sum = unsignedSum(block, at, BLOCK);
  if (sum === 0) return undefined;
  // The checksum field itself counts as spaces.
  const expected = sum - unsignedSum(block, at + CHECKSUM, 8) + 8 * SPACE;
  const stated = readOctal(block, at + CHECKSUM, 8);
  if (stated !== expected && stated !== expected - 256 * highBytes(block, at)) {
    throw sourceFault('ARCHIVE_CORRUPT', 'The archive has a header whose checksum is wrong.');
  }
  const magic = block.toString('latin1', at + 257, at + 263);
  const typeflag = String.fromCharCode(block[at + 156] ?? 0);
  // GNU uses the place of ustar's prefix for other fields.
  const prefix = magic === 'ustar\0' ? readText(block, at + 345, 155) : '';
  const name = readText(block, at, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    mode: readNumber(block, at + 100, 8) & 0o7777,
    size: readNumber(block, at + 124, 12),
    typeflag,
    linkname: readText(block, at + 157, 100),
    isExtended: typeflag === 'S' && block[at + 482] === 1,
  };
}

/** The `isextended` byte of a continuation block of a GNU sparse map. */
export function isMapContinued(block: Buffer, at: number): boolean {
  return block[at + 504] === 1;
}

function unsignedSum(block: Buffer, at: number, length: number): number {
  let sum = 0;
  const end = at + length;
  for (let index = at; index < end; index += 1) sum += block[index] as number;
  return sum;
}

/** Some old writers summed signed bytes: each of these counts 256 less there. */
function highBytes(block: Buffer, at: number): number {
  let count = 0;
  for (let index = at; index < at + BLOCK; index += 1) {
    const isInChecksum = index >= at + CHECKSUM && index < at + CHECKSUM + 8;
    if (!isInChecksum && (block[index] as number) > 127) count += 1;
  }
  return count;
}

function readText(block: Buffer, at: number, length: number): string {
  let end = at;
  while (end < at + length && block[end] !== 0) end += 1;
  return block.toString('utf8', at, end);
}

function readNumber(block: Buffer, at: number, length: number): number {
  const first = block[at] as number;
  if ((first & 0x80) === 0) return readOctal(block, at, length);
  // GNU base-256, big endian; 0xff begins a negative number, of which none makes sense here.
  let value = first & 0x7f;
  for (let index = at + 1; index < at + length; index += 1) value = value * 256 + (block[index] as number);
  if (first === 0xff || !Number.isSafeInteger(value))
    throw sourceFault('ARCHIVE_CORRUPT', 'A header states an impossible number.');
  return value;
}

function readOctal(block: Buffer, at: number, length: number): number {
  let index = at;
  const end = at + length;
  while (index < end && (block[index] === SPACE || block[index] === 0)) index += 1;
  let value = 0;
  for (; index < end; index += 1) {
    const digit = block[index] as number;
    if (digit === SPACE || digit === 0) break;
    if (digit < ZERO || digit > SEVEN) throw sourceFault('ARCHIVE_CORRUPT', 'A header states a number that is none.');
    value = value * 8 + (digit - ZERO);
  }
  return value;
}
