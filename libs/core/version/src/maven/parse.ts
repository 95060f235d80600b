import { isDigit } from '../key.ts';

/** A number, a word, or a list of those, which a `-` or a change between digits and letters opens. */
export type MavenItem = string | MavenItem[];

/**
 * Takes a version apart as Maven's ComparableVersion does: `.` separates elements; `-`, and a change between digits and
 * letters, open a list inside the list.
 */
export function parseMaven(text: string): MavenItem[] {
  return new MavenParser(text.toLowerCase()).parse();
}

// Deeper lists than any version has; what follows stays on the last level.
const MOST_LISTS = 64;

/** Letters that stand for a word when a number follows at once: `1a2` is `1-alpha-2`. */
const LETTERS: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

class MavenParser {
  readonly #text: string;
  readonly #root: MavenItem[] = [];
  readonly #lists: MavenItem[][] = [this.#root];
  #start = 0;
  #isNumber = false;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): MavenItem[] {
    for (let at = 0; at < this.#text.length; at += 1) this.#take(at);
    if (this.#start < this.#text.length) {
      // 1.0.0.X1 is 1.0.0-X1.
      if (!this.#isNumber && this.#list.length > 0) this.#open();
      this.#add(this.#text.length);
    }
    for (const list of this.#lists.reverse()) normalise(list);
    return this.#root;
  }

  get #list(): MavenItem[] {
    return this.#lists.at(-1) as MavenItem[];
  }

  #take(at: number): void {
    const character = this.#text[at];
    if (character === '.') this.#takeSeparator(at);
    else if (character === '-') this.#takeHyphen(at);
    else this.#takeCharacter(at, isDigit(this.#text.charCodeAt(at)));
  }

  #takeSeparator(at: number): void {
    if (at === this.#start) this.#list.push('0');
    else this.#add(at);
    this.#start = at + 1;
  }

  #takeHyphen(at: number): void {
    this.#takeSeparator(at);
    this.#open();
  }

  #takeCharacter(at: number, isNumber: boolean): void {
    if (isNumber !== this.#isNumber && at > this.#start) {
      // 1.0.0.X1 is 1.0.0-X1.
      if (isNumber && this.#list.length > 0) this.#open();
      this.#add(at, isNumber);
      this.#start = at;
      this.#open();
    }
    this.#isNumber = isNumber;
  }

  #add(end: number, isBeforeNumber = false): void {
    const text = this.#text.slice(this.#start, end);
    this.#list.push(isBeforeNumber ? (LETTERS[text] ?? text) : text);
  }

  #open(): void {
    if (this.#lists.length >= MOST_LISTS) return;
    const list: MavenItem[] = [];
    this.#list.push(list);
    this.#lists.push(list);
  }
}

/** Nulls at the end, and nulls before a word, do not count: 1.0.0-foo is 1-foo. */
function normalise(list: MavenItem[]): void {
  for (let at = list.length - 1; at >= 0; at -= 1) {
    if (isNull(list[at]) && (at === list.length - 1 || startsWithWord(list[at + 1]))) list.splice(at, 1);
  }
}

function isNull(item: MavenItem | undefined): boolean {
  if (Array.isArray(item)) return item.length === 0;
  return item !== undefined && /^(?:0*|ga|final|release)$/.test(item);
}

function startsWithWord(item: MavenItem | undefined): boolean {
  const first = Array.isArray(item) ? item[0] : item;
  return typeof first === 'string' && !isDigit(first.charCodeAt(0));
}
