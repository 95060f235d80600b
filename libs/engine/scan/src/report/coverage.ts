import { NOT_LOOKED_FOR, PACKAGE_READERS, UNREAD_DATABASES } from '@bulkhead/core-inventory';
import { z } from 'zod';
import type { FileAnalysis } from '../layer/file-analysis.ts';

/** How far a reader got: it read all it found, it read some, it found nothing, or there is something nobody reads. */
export const COVERAGE_STATES = ['READ', 'PARTIAL', 'ABSENT', 'NOT_READ'] as const;

/** What was looked for and what was not: the difference between "none" and "unknown". */
export const COVERAGE_SCHEMA = z.object({
  lookedFor: z.array(
    z.object({
      reader: z.string(),
      looksFor: z.string(),
      state: z.enum(COVERAGE_STATES),
      documents: z.int(),
      packages: z.int(),
    }),
  ),
  notLookedFor: z.array(z.string()),
});
export type Coverage = z.output<typeof COVERAGE_SCHEMA>;

/** The coverage of a merged view. */
export function coverageOf(files: Iterable<FileAnalysis>): Coverage {
  const tallies = new Map<string, { documents: number; packages: number; isPartial: boolean }>();
  for (const file of files) {
    const tally = tallies.get(file.reader) ?? { documents: 0, packages: 0, isPartial: false };
    tally.documents += 1;
    tally.packages += file.packages.length;
    tally.isPartial ||= file.problems.length > 0;
    tallies.set(file.reader, tally);
  }
  const read = PACKAGE_READERS.map(({ name, looksFor }) => {
    const { documents, packages, isPartial } = tallies.get(name) ?? NOTHING;
    return { reader: name, looksFor, state: stateOf(documents, isPartial), documents, packages };
  });
  const unread = UNREAD_DATABASES.map(({ name, looksFor }) => {
    const { documents } = tallies.get(name) ?? NOTHING;
    return {
      reader: name,
      looksFor,
      state: documents > 0 ? ('NOT_READ' as const) : ('ABSENT' as const),
      documents,
      packages: 0,
    };
  });
  return { lookedFor: [...read, ...unread], notLookedFor: [...NOT_LOOKED_FOR] };
}

const NOTHING = { documents: 0, packages: 0, isPartial: false };

function stateOf(documents: number, isPartial: boolean): (typeof COVERAGE_STATES)[number] {
  if (documents === 0) return 'ABSENT';
  return isPartial ? 'PARTIAL' : 'READ';
}
