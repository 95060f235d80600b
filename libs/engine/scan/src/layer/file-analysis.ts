import { FOUND_PACKAGE_SCHEMA } from '@bulkhead/core-inventory';
import { z } from 'zod';
import type { Interest } from '../interest.ts';
import { SCAN_PROBLEM_SCHEMA } from '../report/problem.ts';
import type { ScanProblem } from '../report/problem.ts';

/** What one file of interest holds. */
export const FILE_ANALYSIS_SCHEMA = z.object({
  path: z.string(),
  kind: z.enum(['packages', 'release', 'unread']),
  /** Name of the reader or of the unread database; `release` for distribution files. */
  reader: z.string(),
  packages: z.array(FOUND_PACKAGE_SCHEMA),
  /** Content of a distribution's release file. */
  text: z.string().optional(),
  problems: z.array(SCAN_PROBLEM_SCHEMA),
});
export type FileAnalysis = z.output<typeof FILE_ANALYSIS_SCHEMA>;

export interface CapturedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** False when the file is longer than what was captured. */
  readonly isWhole: boolean;
}

/** Reads a captured file for the sake of what it is interesting for. Never throws. */
export function analyseFile({ path, bytes, isWhole }: CapturedFile, interest: Interest): FileAnalysis {
  if (interest.kind === 'unread') return { path, kind: 'unread', reader: interest.name, packages: [], problems: [] };
  if (interest.kind === 'release') {
    const text = new TextDecoder().decode(bytes);
    return { path, kind: 'release', reader: 'release', packages: [], text, problems: [] };
  }
  const { packages, problems } = interest.reader.parse(bytes, path);
  const named: ScanProblem[] = problems.map((problem) => ({ ...problem, path }));
  if (!isWhole) named.push(tooLarge(path, interest.maxBytes));
  return { path, kind: 'packages', reader: interest.reader.name, packages: [...packages], problems: named };
}

function tooLarge(path: string, maxBytes: number): ScanProblem {
  return { code: 'FILE_TOO_LARGE', message: `Only the first ${maxBytes} bytes were read.`, path };
}
