const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;

/** TABLES[s][b]: the CRC of byte b followed by s zero bytes (slicing-by-8, Intel 2006). */
const TABLES: readonly Uint32Array[] = makeTables();

function makeTables(): Uint32Array[] {
  const tables = Array.from({ length: SLICES }, () => new Uint32Array(256));
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
    at(tables, 0)[byte] = crc >>> 0;
  }
  for (let slice = 1; slice < SLICES; slice += 1) {
    for (let byte = 0; byte < 256; byte += 1) {
      const before = at(tables, slice - 1)[byte] ?? 0;
      at(tables, slice)[byte] = ((before >>> 8) ^ (at(tables, 0)[before & 0xff] ?? 0)) >>> 0;
    }
  }
  return tables;
}

function at(tables: readonly Uint32Array[], index: number): Uint32Array {
  const table = tables[index];
  if (table === undefined) throw new RangeError(`no table ${index}`);
  return table;
}

const T0 = at(TABLES, 0);
const T1 = at(TABLES, 1);
const T2 = at(TABLES, 2);
const T3 = at(TABLES, 3);
const T4 = at(TABLES, 4);
const T5 = at(TABLES, 5);
const T6 = at(TABLES, 6);
const T7 = at(TABLES, 7);

/** CRC-32C (Castagnoli, RFC 3720 B.4) of some bytes, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  let index = 0;
  const whole = bytes.length - (bytes.length % 8);
  for (; index < whole; index += 8) {
    crc ^= bytes[index]! | (bytes[index + 1]! << 8) | (bytes[index + 2]! << 16) | (bytes[index + 3]! << 24);
    crc =
      T7[crc & 0xff]! ^
      T6[(crc >>> 8) & 0xff]! ^
      T5[(crc >>> 16) & 0xff]! ^
      T4[crc >>> 24]! ^
      T3[bytes[index + 4]!]! ^
      T2[bytes[index + 5]!]! ^
      T1[bytes[index + 6]!]! ^
      T0[bytes[index + 7]!]!;
  }
  for (; index < bytes.length; index += 1) crc = (crc >>> 8) ^ T0[(crc ^ bytes[index]!) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}
