/** How a registry wants to be asked (RFC 9110, WWW-Authenticate; distribution's token specification). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service: string; readonly scope: string };

const PARAMETER = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;
const MAX_LENGTH = 8192;

/** The challenge in a WWW-Authenticate header; bearer is preferred. Undefined when none is understood. */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  if (header === undefined || header.length > MAX_LENGTH) return undefined;
  const bearer = /(?:^|,\s*)bearer\s+(.*)$/i.exec(header)?.[1];
  if (bearer !== undefined) {
    const parameters = new Map<string, string>();
    for (const [, name = '', quoted, bare] of bearer.matchAll(PARAMETER)) {
      if (!parameters.has(name.toLowerCase()))
        parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
    }
    const realm = parameters.get('realm') ?? '';
    const scope = parameters.get('scope') ?? '';
    return realm === '' ? undefined : { scheme: 'bearer', realm, service: parameters.get('service') ?? '', scope };
  }
  return /(?:^|,\s*)basic(?:\s|$)/i.test(header) ? { scheme: 'basic' } : undefined;
}
