import { PackageURL } from 'packageurl-js';

/** The parts of a Package URL, checked and normalised by the rules of its type. */
export interface Purl {
  readonly type: string;
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly subpath?: string;
}

/** Parts of a Package URL as somebody has them: null, undefined and empty all mean absent. */
export interface PurlParts {
  readonly type: string;
  readonly namespace?: string | null | undefined;
  readonly name: string;
  readonly version?: string | null | undefined;
  readonly qualifiers?: Readonly<Record<string, string>> | null | undefined;
  readonly subpath?: string | null | undefined;
}

const LONGEST = 8192;

/**
 * Reads a Package URL (ECMA-427).
 *
 * @returns undefined when the text is not one
 */
export function parsePurl(text: string): Purl | undefined {
  if (text.length > LONGEST) return undefined;
  try {
    const purl = plain(PackageURL.fromString(text));
    return keepsRules(purl) ? purl : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The canonical text of a Package URL.
 *
 * @returns undefined when the parts break a rule of the type
 */
export function formatPurl(parts: PurlParts): string | undefined {
  const purl = checked(parts);
  if (purl === undefined) return undefined;
  const { type, namespace, name, version, qualifiers, subpath } = purl;
  const path = [...(namespace?.split('/') ?? []), name].map(encode).join('/');
  const pairs = Object.keys(qualifiers)
    .sort()
    .map((key) => `${key}=${encode(qualifiers[key] ?? '')}`);
  return [
    `pkg:${type}/${path}`,
    version === undefined ? '' : `@${encode(version)}`,
    pairs.length === 0 ? '' : `?${pairs.join('&')}`,
    subpath === undefined ? '' : `#${subpath.split('/').map(encode).join('/')}`,
  ].join('');
}

function checked({ type, namespace, name, version, qualifiers, subpath }: PurlParts): Purl | undefined {
  try {
    const purl = plain(new PackageURL(type, namespace, name, version, { ...qualifiers }, subpath));
    return keepsRules(purl) ? purl : undefined;
  } catch {
    return undefined;
  }
}

// Rules of types that packageurl-js does not know yet (purl-spec, types/*-definition.json).
function keepsRules({ type, namespace, name, version }: Purl): boolean {
  switch (type) {
    case 'otp':
      return namespace === undefined;
    case 'vscode-extension':
      return namespace !== undefined;
    case 'chrome-extension':
      return /^[a-p]{32}$/.test(name) && (version === undefined || /^\d+(?:\.\d+){0,3}$/.test(version));
    default:
      return true;
  }
}

function plain({ type, namespace, name, version, qualifiers, subpath }: PackageURL): Purl {
  return {
    type,
    ...(namespace ? { namespace } : {}),
    name,
    ...(version ? { version } : {}),
    qualifiers: { ...qualifiers },
    ...(subpath ? { subpath } : {}),
  };
}

// ECMA-427: all but letters, digits and `.-_~` is percent-encoded, and the colon is not. packageurl-js leaves some others
// as they are, which gives one package two names.
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
