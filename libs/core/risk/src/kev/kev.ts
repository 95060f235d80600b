import { z } from 'zod';

/** One entry of CISA's catalogue of known exploited vulnerabilities; other members are kept as they are. */
export const KEV_ENTRY_SCHEMA = z.looseObject({
  cveID: z.string().regex(/^CVE-\d{4}-\d{4,19}$/),
  vendorProject: z.string(),
  product: z.string(),
  vulnerabilityName: z.string(),
  /** `2025-08-25`. */
  dateAdded: z.iso.date(),
  shortDescription: z.string(),
  requiredAction: z.string(),
  dueDate: z.iso.date(),
  /** `Known` or `Unknown`. */
  knownRansomwareCampaignUse: z.string().optional(),
  notes: z.string().optional(),
  cwes: z.array(z.string()).optional(),
});
export type KevEntry = z.output<typeof KEV_ENTRY_SCHEMA>;

/** Something in a catalogue or table that could not be taken at its word. */
export interface SignalProblem {
  /** `CATALOGUE_UNREADABLE`: nothing was read; `ENTRY_UNREADABLE`: one entry was left out; `LIMIT_REACHED`. */
  readonly code: 'CATALOGUE_UNREADABLE' | 'ENTRY_UNREADABLE' | 'LIMIT_REACHED';
  /** `vulnerabilities[3]`, `line 17`. */
  readonly path: string;
  readonly message: string;
}

/** A catalogue as far as it could be read. */
export interface KevCatalogue {
  /** `2025.08.25`; empty when it does not say. */
  readonly version: string;
  /** RFC 3339; empty when it does not say. */
  readonly releasedAt: string;
  /** In the order of the document; the first of two with one id counts. */
  readonly entries: ReadonlyMap<string, KevEntry>;
  readonly problems: readonly SignalProblem[];
}

const MAX_ENTRIES = 100_000;
const MAX_PROBLEMS = 50;

/** Reads CISA's KEV catalogue (JSON, already parsed). Never throws; a broken entry is left out and named. */
export function parseKev(document: unknown): KevCatalogue {
  const problems: SignalProblem[] = [];
  const entries = new Map<string, KevEntry>();
  const { catalogVersion, dateReleased, vulnerabilities } = (document ?? {}) as Record<string, unknown>;
  const list = Array.isArray(vulnerabilities) ? vulnerabilities : [];
  if (!Array.isArray(vulnerabilities)) {
    problems.push({ code: 'CATALOGUE_UNREADABLE', path: 'vulnerabilities', message: 'A list is expected.' });
  }
  if (list.length > MAX_ENTRIES) {
    problems.push({ code: 'LIMIT_REACHED', path: 'vulnerabilities', message: `Only ${MAX_ENTRIES} are read.` });
  }
  for (const [index, item] of list.slice(0, MAX_ENTRIES).entries()) {
    const parsed = KEV_ENTRY_SCHEMA.safeParse(item);
    if (parsed.success && !entries.has(parsed.data.cveID)) entries.set(parsed.data.cveID, parsed.data);
    if (parsed.success || problems.length >= MAX_PROBLEMS) continue;
    const message = parsed.error.issues[0]?.message ?? 'It is not what the schema says it is.';
    problems.push({ code: 'ENTRY_UNREADABLE', path: `vulnerabilities[${index}]`, message });
  }
  return { version: textOf(catalogVersion), releasedAt: textOf(dateReleased), entries, problems };
}

/** Whether the catalogue says that the vulnerability was used in ransomware campaigns. */
export function isUsedByRansomware(entry: KevEntry): boolean {
  return entry.knownRansomwareCampaignUse === 'Known';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
