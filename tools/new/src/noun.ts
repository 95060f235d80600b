/** One noun in every form that a file of its folder uses. */
export interface NounForms {
  /** `image-tag`: folder, file, scope. */
  readonly kebab: string;
  /** `imageTag`: fields and variables. */
  readonly camel: string;
  /** `ImageTag`: types. */
  readonly pascal: string;
  /** `image_tag`: collection and id. */
  readonly snake: string;
  /** `IMAGE_TAG`: Fault codes. */
  readonly screaming: string;
  /** `image tag`: in sentences. */
  readonly words: string;
  /** `Image tag`: at the beginning of one. */
  readonly sentence: string;
}

/** What a noun must look like: words of lower-case letters; a scope holds nothing else. */
const NOUN = /^[a-z]+(?:-[a-z]+)*$/;
const LENGTH_LIMIT = 30;
const SAYS_NOTHING = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'manager', 'managers']);
/** Files and folders that a service has already, roots of the graph, and what no identifier may be. */
const TAKEN = new Set(
  [
    'app config generated index main schema service store resolver ports spec',
    'query mutation subscription page-info loader page context args',
    'class const default delete enum export function import new package return switch this type var void while with',
    'string number boolean object date',
  ].flatMap((line) => line.split(' ')),
);

/** Why a word is no noun for a folder, or undefined. */
export function nounProblem(noun: string): string | undefined {
  if (!NOUN.test(noun) || noun.length > LENGTH_LIMIT) {
    return `a noun is at most ${LENGTH_LIMIT} lower-case letters, words joined by -`;
  }
  if (noun.split('-').some((word) => SAYS_NOTHING.has(word))) return `${noun} says nothing about what it would hold`;
  return TAKEN.has(noun) ? `${noun} means something else already` : undefined;
}

/** The forms of a noun, and those of its plural. */
export function formsOf(noun: string): { readonly one: NounForms; readonly many: NounForms } {
  return { one: forms(noun), many: forms(plural(noun)) };
}

/** A text about the template's noun becomes one about another. Plurals go first: a singular is the start of its plural. */
export function rename(text: string, from: string, to: string): string {
  const [before, after] = [formsOf(from), formsOf(to)];
  const pairs = [...pairsOf(before.many, after.many), ...pairsOf(before.one, after.one)];
  return pairs.reduce((renamed, [old, next]) => renamed.replaceAll(old, next), text);
}

function pairsOf(before: NounForms, after: NounForms): readonly (readonly [string, string])[] {
  const names = ['kebab', 'camel', 'pascal', 'snake', 'screaming', 'words', 'sentence'] as const;
  return names.map((name) => [before[name], after[name]] as const);
}

function forms(noun: string): NounForms {
  const words = noun.split('-');
  const pascal = words.map(capital).join('');
  return {
    kebab: noun,
    camel: `${pascal.charAt(0).toLowerCase()}${pascal.slice(1)}`,
    pascal,
    snake: words.join('_'),
    screaming: words.join('_').toUpperCase(),
    words: words.join(' '),
    sentence: capital(words.join(' ')),
  };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
