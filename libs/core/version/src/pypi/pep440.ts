/** A version as PEP 440 takes it apart; numbers stay decimal texts, because they may be of any size. */
export interface Pep440 {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly pre: { readonly phase: 'a' | 'b' | 'rc'; readonly number: string } | undefined;
  readonly post: string | undefined;
  readonly dev: string | undefined;
  readonly local: readonly string[];
}

// PEP 440, appendix B, in one pass: no two alternatives can start at the same character, so it is linear.
const VERSION = new RegExp(
  [
    '^v?(?:(?<epoch>[0-9]+)!)?(?<release>[0-9]+(?:\\.[0-9]+)*)',
    '(?:[-_.]?(?<phase>alpha|beta|preview|pre|rc|a|b|c)(?:[-_.]?(?<number>[0-9]+))?)?',
    '(?<post>-(?<postOnly>[0-9]+)|[-_.]?(?:post|rev|r)(?:[-_.]?(?<postNumber>[0-9]+))?)?',
    '(?<dev>[-_.]?dev(?:[-_.]?(?<devNumber>[0-9]+))?)?',
    '(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$',
  ].join(''),
);

const PHASES: Readonly<Record<string, 'a' | 'b' | 'rc'>> = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};

/** Reads a version in any spelling PEP 440 normalises; undefined when it is none. */
export function parsePep440(text: string): Pep440 | undefined {
  const groups = VERSION.exec(text.trim().toLowerCase())?.groups;
  if (groups === undefined) return undefined;
  return {
    epoch: groups['epoch'] ?? '0',
    release: (groups['release'] ?? '').split('.'),
    pre: preOf(groups),
    post: groups['post'] === undefined ? undefined : (groups['postOnly'] ?? groups['postNumber'] ?? '0'),
    dev: groups['dev'] === undefined ? undefined : (groups['devNumber'] ?? '0'),
    local: groups['local']?.split(/[-_.]/) ?? [],
  };
}

function preOf(groups: Record<string, string | undefined>): Pep440['pre'] {
  const phase = PHASES[groups['phase'] ?? ''];
  return phase === undefined ? undefined : { phase, number: groups['number'] ?? '0' };
}
