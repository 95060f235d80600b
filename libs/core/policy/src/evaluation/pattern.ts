/** A test on one text. */
export type TextTest = (text: string) => boolean;

/**
 * A name pattern: `*` is any text, `?` one character, everything else itself, upper and lower case distinct. Matching
 * takes at most pattern x text steps, whatever the pattern (no regular expression, no backtracking into the past star).
 */
export function textTest(pattern: string): TextTest {
  if (!pattern.includes('*') && !pattern.includes('?')) return (text) => text === pattern;
  if (pattern === '*') return () => true;
  const star = pattern.indexOf('*');
  if (star === pattern.length - 1 && !pattern.includes('?')) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  return (text) => matchesGlob(pattern, text);
}

/** True when one of the patterns matches. */
export function anyTextTest(patterns: readonly string[]): TextTest {
  const tests = patterns.map(textTest);
  if (tests.length === 1) return tests[0] as TextTest;
  return (text) => tests.some((test) => test(text));
}

/** The classic two-pointer walk: on a mismatch only the last star is retried. */
function matchesGlob(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      resume += 1;
      p = star + 1;
      t = resume;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
