import type { SignalProblem } from '../kev/kev.ts';

/** How likely a vulnerability is to be exploited within 30 days, and the share of all vulnerabilities below it. */
export interface EpssScore {
  /** 0 to 1. */
  readonly probability: number;
  /** 0 to 1. */
  readonly percentile: number;
}

/** A day's table as far as it could be read. */
export interface EpssTable {
  /** `v2023.03.01`. */
  readonly model: string;
  /** The day the scores are for, as written: `2024-10-25T00:00:00+0000`. Empty when the table was refused. */
  readonly scoredAt: string;
  readonly scores: ReadonlyMap<string, EpssScore>;
  readonly problems: readonly SignalProblem[];
}

const HEADER = /^#model_version:(?<model>[^,]+),score_date:(?<date>\d{4}-\d{2}-\d{2}[^,]*)$/;
const SHARE = String.raw`(?:[01](?:\.\d+)?|\d(?:\.\d+)?e-\d+)`;
const ROW = new RegExp(`^(?<cve>CVE-\\d{4}-\\d{4,19}),(?<probability>${SHARE}),(?<percentile>${SHARE})$`);
const MAX_ROWS = 2_000_000;
const MAX_PROBLEMS = 50;

/**
 * Reads FIRST's EPSS table (CSV). A table without its date or with other columns is refused as a whole, because
 * undated scores cannot be told from old ones; a broken row is left out and named. Never throws.
 */
export function parseEpss(text: string): EpssTable {
  const lines = new Lines(text);
  const header = HEADER.exec(lines.next() ?? '')?.groups;
  const columns = lines.next();
  if (header === undefined || columns !== 'cve,epss,percentile') {
    const message = 'An EPSS table starts with its model version and score date, then `cve,epss,percentile`.';
    return {
      model: '',
      scoredAt: '',
      scores: new Map(),
      problems: [{ code: 'CATALOGUE_UNREADABLE', path: 'line 1', message }],
    };
  }
  const { scores, problems } = readRows(lines);
  return { model: header['model'] ?? '', scoredAt: header['date'] ?? '', scores, problems };
}

function readRows(lines: Lines): { scores: Map<string, EpssScore>; problems: SignalProblem[] } {
  const scores = new Map<string, EpssScore>();
  const problems: SignalProblem[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line === '') continue;
    const row = ROW.exec(line)?.groups;
    const score = { probability: Number(row?.['probability']), percentile: Number(row?.['percentile']) };
    if (scores.size >= MAX_ROWS) {
      problems.push({ code: 'LIMIT_REACHED', path: `line ${lines.count}`, message: `Only ${MAX_ROWS} rows are read.` });
      break;
    }
    if (row !== undefined && score.probability <= 1 && score.percentile <= 1) scores.set(row['cve'] ?? '', score);
    else if (problems.length < MAX_PROBLEMS) {
      problems.push({ code: 'ENTRY_UNREADABLE', path: `line ${lines.count}`, message: 'It is no id with two shares.' });
    }
  }
  return { scores, problems };
}

/** Line by line without a list of all lines: a table has 300,000. */
class Lines {
  readonly #text: string;
  #at = 0;
  count = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const newline = this.#text.indexOf('\n', this.#at);
    const end = newline === -1 ? this.#text.length : newline;
    const line = this.#text.slice(this.#at, this.#text[end - 1] === '\r' && end > this.#at ? end - 1 : end);
    this.#at = end + 1;
    this.count += 1;
    return line;
  }
}
