import type { HostGroup, HostUser } from '@bulkhead/core-benchmark';

export interface ParsedLines<Entry> {
  readonly entries: readonly Entry[];
  /** Numbers (from 1) of lines that are not what the format says; readers of the format skip them too. */
  readonly malformed: readonly number[];
}

type Password = Pick<HostUser, 'password' | 'hashScheme'>;

const LIMIT = 50_000;
const ID_LIMIT = 4_294_967_295;

/** passwd(5), with what shadow(5) says of each password; no hash leaves this function. */
export function parsePasswd(text: string, shadow: ReadonlyMap<string, Password>): ParsedLines<HostUser> {
  return parseLines(text, (fields) => {
    const [name = '', field = '', uidText = '', gidText = '', , home = '', shell = ''] = fields;
    const uid = parseId(uidText);
    const gid = parseId(gidText);
    // "+::::::" is a legacy entry that is worth telling, although it has no numbers.
    if (name.startsWith('+'))
      return user(name.slice(0, 256), { uid: uid ?? 65_534, gid: gid ?? 65_534 }, { home, shell });
    if (name === '' || name.length > 256 || uid === undefined || gid === undefined || fields.length < 7)
      return undefined;
    const password = field === 'x' ? (shadow.get(name) ?? { password: 'UNKNOWN' }) : passwordState(field);
    return { ...user(name, { uid, gid }, { home, shell }), ...password };
  });
}

function user(name: string, ids: { uid: number; gid: number }, text: { home: string; shell: string }): HostUser {
  return { name, ...ids, home: text.home.slice(0, 1024), shell: text.shell.slice(0, 1024), password: 'UNKNOWN' };
}

/** shadow(5): name -> state of the password. */
export function parseShadow(text: string): ReadonlyMap<string, Password> {
  const states = new Map<string, Password>();
  for (const line of text.split('\n', LIMIT)) {
    const [name = '', field] = line.split(':');
    if (name !== '' && field !== undefined && !states.has(name)) states.set(name, passwordState(field));
  }
  return states;
}

/** group(5). */
export function parseGroup(text: string): ParsedLines<HostGroup> {
  return parseLines(text, (fields) => {
    const [name = '', , gidText = '', members = ''] = fields;
    const gid = parseId(gidText);
    if (name.startsWith('+')) return { name: name.slice(0, 256), gid: gid ?? 65_534, members: [] };
    if (name === '' || name.length > 256 || gid === undefined || fields.length < 3) return undefined;
    const named = members.split(',').map((member) => member.trim());
    return { name, gid, members: named.filter((member) => member !== '' && member.length <= 256).slice(0, 10_000) };
  });
}

function parseLines<Entry>(text: string, parse: (fields: string[]) => Entry | undefined): ParsedLines<Entry> {
  const entries: Entry[] = [];
  const malformed: number[] = [];
  for (const [index, line] of text.split('\n', LIMIT).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const entry = parse(line.split(':'));
    if (entry === undefined) malformed.push(index + 1);
    else entries.push(entry);
  }
  return { entries, malformed };
}

function parseId(text: string): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= ID_LIMIT ? id : undefined;
}

/** crypt(5): the prefix that says how a password is hashed. */
const SCHEMES: readonly (readonly [RegExp, string])[] = [
  [/^\$y\$/, 'yescrypt'],
  [/^\$gy\$/, 'gost-yescrypt'],
  [/^\$7\$/, 'scrypt'],
  [/^\$2[abxy]\$/, 'bcrypt'],
  [/^\$argon2/, 'argon2'],
  [/^\$6\$/, 'sha512'],
  [/^\$5\$/, 'sha256'],
  [/^\$(?:1|md5)[$,]/, 'md5'],
  [/^(?:_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13})$/, 'des'],
];

function passwordState(field: string): Password {
  if (field === '') return { password: 'EMPTY' };
  if (field.startsWith('!') || field.startsWith('*')) return { password: 'LOCKED' };
  const scheme = SCHEMES.find(([pattern]) => pattern.test(field));
  // Anything else is no hash, so that no password can match it (shadow(5)).
  return scheme === undefined ? { password: 'LOCKED' } : { password: 'SET', hashScheme: scheme[1] };
}
