import { z } from 'zod';

/** Package formats that are read, by purl type. */
export const PACKAGE_TYPES = ['deb', 'opkg', 'apk', 'npm', 'pypi'] as const;
export type PackageType = (typeof PACKAGE_TYPES)[number];

/** How a package is known: it lies there, or a lock or requirements file names it. */
export const EVIDENCES = ['installed', 'lockfile'] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** Ways a document can fall short. */
export const INVENTORY_PROBLEMS = [
  /** The document is not of its format; nothing was read from it. */
  'DOCUMENT_UNREADABLE',
  /** One entry lacks its name or version and was left out. */
  'ENTRY_INCOMPLETE',
  /** The document was cut, or holds more than is read. */
  'LIMIT_REACHED',
] as const;
export type InventoryProblemCode = (typeof INVENTORY_PROBLEMS)[number];

const TEXT = z.string().max(8192);

/** A package as its database states it, before anybody knows on which distribution. */
export const FOUND_PACKAGE_SCHEMA = z.object({
  type: z.enum(PACKAGE_TYPES),
  /** As written, not normalised. */
  name: TEXT,
  /** Empty when none single version is stated. */
  version: TEXT,
  arch: TEXT.optional(),
  /** The source package it was built from, when that is stated and differs. */
  source: z.object({ name: TEXT, version: TEXT }).optional(),
  /** Licence texts as written; most are SPDX expressions. */
  licences: z.array(TEXT).max(64),
  evidence: z.enum(EVIDENCES),
  /** Roles in a lockfile: dev, optional, bundled. */
  groups: z.array(TEXT).max(16).optional(),
});
export type FoundPackage = z.output<typeof FOUND_PACKAGE_SCHEMA>;

/** Something in a document that could not be taken at its word. */
export const INVENTORY_PROBLEM_SCHEMA = z.object({ code: z.enum(INVENTORY_PROBLEMS), message: TEXT });
export type InventoryProblem = z.output<typeof INVENTORY_PROBLEM_SCHEMA>;

/** What one document holds: as much as could be read, and what could not. */
export interface ParsedDocument {
  readonly packages: readonly FoundPackage[];
  readonly problems: readonly InventoryProblem[];
}

/** Reads one kind of package database or manifest. */
export interface PackageReader {
  /** Unique and stable: it is stored in caches and shown as coverage. */
  readonly name: string;
  /** What it looks for, as one phrase for people. */
  readonly looksFor: string;
  /** Largest document that is read, in bytes. */
  readonly maxBytes: number;
  /** Whether the file at this clean relative path is for this reader. Called for every file of an image: cheap. */
  wants(path: string): boolean;
  /** Never throws; whatever the bytes are, the result is what could be read and the problems met. */
  parse(bytes: Uint8Array, path: string): ParsedDocument;
}

/** More packages than this in one document are not read. */
export const MAX_PACKAGES = 200_000;

const MAX_PROBLEMS = 100;

/** Collects packages and problems within their bounds. */
export class DocumentCollector {
  readonly packages: FoundPackage[] = [];
  readonly problems: InventoryProblem[] = [];

  add(found: FoundPackage): void {
    if (!isWithinBounds(found)) return this.report('ENTRY_INCOMPLETE', `A field of ${cut(found.name)} is too long.`);
    if (this.packages.length < MAX_PACKAGES) this.packages.push(found);
    else if (this.packages.length === MAX_PACKAGES)
      this.report('LIMIT_REACHED', 'More than 200000 packages are listed.');
  }

  report(code: InventoryProblemCode, message: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ code, message });
  }

  /** A package without a name or a version is a problem, not a package. */
  incomplete(what: string, missing: string): void {
    this.report('ENTRY_INCOMPLETE', `${cut(what)} states no ${missing}.`);
  }
}

function isWithinBounds(found: FoundPackage): boolean {
  const texts = [found.name, found.version, found.arch ?? '', found.source?.name ?? '', found.source?.version ?? ''];
  return texts.every((text) => text.length <= 1024) && found.licences.every((text) => text.length <= 8192);
}

/** The start of a text that comes from outside, fit for a message. */
export function cut(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
