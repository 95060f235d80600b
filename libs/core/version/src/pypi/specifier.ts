import { MAX_VERSION_LENGTH } from '../scheme.ts';
import { parsePep440 } from './pep440.ts';
import type { Pep440 } from './pep440.ts';
import { pep440Key } from './pypi.ts';

const MOST_CLAUSES = 64;
const CLAUSE = /^\s*(===|~=|==|!=|<=|>=|<|>)\s*(\S+)\s*$/;

/**
 * Does a Python version satisfy a version specifier (`>=1.2,!=1.3.*`), as PEP 440 and `packaging` say, pre-releases
 * included? Undefined when either is not readable.
 */
export function pypiSatisfies(specifier: string, version: string): boolean | undefined {
  const candidate = version.length > MAX_VERSION_LENGTH ? undefined : parsePep440(version);
  if (candidate === undefined || specifier.length > MAX_VERSION_LENGTH) return undefined;
  let isIn = true;
  for (const text of specifier.split(',', MOST_CLAUSES)) {
    if (text.trim() === '') continue;
    const [, operator = '', bound = ''] = CLAUSE.exec(text) ?? [];
    const answer = operator === '===' ? isSameText(version, bound) : satisfiesClause(operator, bound, candidate);
    if (answer === undefined) return undefined;
    isIn &&= answer;
  }
  return isIn;
}

function isSameText(version: string, bound: string): boolean {
  return version.trim().toLowerCase() === bound.toLowerCase();
}

function satisfiesClause(operator: string, bound: string, version: Pep440): boolean | undefined {
  if (bound.endsWith('.*') && (operator === '==' || operator === '!=')) {
    const prefix = parsePep440(bound.slice(0, -2));
    if (prefix === undefined) return undefined;
    return hasPrefix(version, prefix) === (operator === '==');
  }
  const spec = parsePep440(bound);
  return spec === undefined ? undefined : satisfiesBound(operator, spec, version);
}

function satisfiesBound(operator: string, spec: Pep440, version: Pep440): boolean | undefined {
  switch (operator) {
    case '==':
      return isEqual(spec, version);
    case '!=':
      return !isEqual(spec, version);
    case '>=':
      return pep440Key(publicOf(version)) >= pep440Key(spec);
    case '<=':
      return pep440Key(publicOf(version)) <= pep440Key(spec);
    case '<':
      return isBefore(spec, version);
    case '>':
      return isAfter(spec, version);
    case '~=':
      return isCompatible(spec, version);
    default:
      return undefined;
  }
}

function publicOf(version: Pep440): Pep440 {
  return { ...version, local: [] };
}

function baseKey({ epoch, release }: Pep440): string {
  return pep440Key({ epoch, release, pre: undefined, post: undefined, dev: undefined, local: [] });
}

function isPrerelease({ pre, dev }: Pep440): boolean {
  return pre !== undefined || dev !== undefined;
}

/** Without a local part in the specifier, that of the version does not count. */
function isEqual(spec: Pep440, version: Pep440): boolean {
  return pep440Key(spec.local.length === 0 ? publicOf(version) : version) === pep440Key(spec);
}

/** `<1.0` leaves out the pre-releases of 1.0. */
function isBefore(spec: Pep440, version: Pep440): boolean {
  if (pep440Key(version) >= pep440Key(spec)) return false;
  return isPrerelease(spec) || !isPrerelease(version) || baseKey(version) !== baseKey(spec);
}

/** `>1.0` leaves out the post-releases and local versions of 1.0. */
function isAfter(spec: Pep440, version: Pep440): boolean {
  if (pep440Key(version) <= pep440Key(spec)) return false;
  if (baseKey(version) !== baseKey(spec)) return true;
  return version.local.length === 0 && (spec.post !== undefined || version.post === undefined);
}

/** `~=1.4.2` is `>=1.4.2, ==1.4.*`. */
function isCompatible(spec: Pep440, version: Pep440): boolean | undefined {
  if (spec.release.length < 2) return undefined;
  const prefix = { ...spec, release: spec.release.slice(0, -1), pre: undefined, post: undefined, dev: undefined };
  return pep440Key(publicOf(version)) >= pep440Key(spec) && hasPrefix(version, publicOf(prefix));
}

function hasPrefix(version: Pep440, prefix: Pep440): boolean {
  const wanted = partsOf(prefix, prefix.release.length);
  const parts = partsOf(version, prefix.release.length).slice(0, wanted.length);
  return parts.length === wanted.length && parts.every((part, index) => part === wanted[index]);
}

/** Epoch, release numbers (with zeros up to `length`), then the suffixes, each in its normal spelling. */
function partsOf({ epoch, release, pre, post, dev }: Pep440, length: number): string[] {
  const numbers = [...release, ...Array<string>(Math.max(0, length - release.length)).fill('0')];
  const suffixes = [pre && `${pre.phase}${plain(pre.number)}`, post && `post${plain(post)}`, dev && `dev${plain(dev)}`];
  return [plain(epoch), ...numbers.map(plain), ...suffixes.filter((suffix) => suffix !== undefined)];
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}
