/** A package database that can be recognised but not read: what is in it stays unknown, and must be said to. */
export interface UnreadDatabase {
  readonly name: string;
  readonly looksFor: string;
  wants(path: string): boolean;
}

const RPM = /^(?:var\/lib|usr\/lib\/sysimage|usr\/share)\/rpm\/(?:Packages|Packages\.db|rpmdb\.sqlite)$/;

/** Databases that are recognised and not read. */
export const UNREAD_DATABASES: readonly UnreadDatabase[] = [
  { name: 'rpm', looksFor: 'RPM packages', wants: (path) => path.includes('rpm/') && RPM.test(path) },
  {
    name: 'pacman',
    looksFor: 'Arch Linux packages (pacman)',
    wants: (path) => path.startsWith('var/lib/pacman/local/') && path.endsWith('/desc'),
  },
  {
    name: 'portage',
    looksFor: 'Gentoo packages (portage)',
    wants: (path) => path.startsWith('var/db/pkg/') && path.endsWith('/PF'),
  },
];

/** Kinds of findings that no part of a scan looks for yet, in the words of a report's coverage. */
export const NOT_LOOKED_FOR: readonly string[] = [
  'Go binaries',
  'Java archives',
  'Ruby gems',
  'Rust binaries',
  '.NET packages',
  'PHP packages',
  'secrets',
  'malware',
];

/** The unread database a file at this clean relative path belongs to, if there is one. */
export function unreadDatabaseFor(path: string): UnreadDatabase | undefined {
  return UNREAD_DATABASES.find((database) => database.wants(path));
}
