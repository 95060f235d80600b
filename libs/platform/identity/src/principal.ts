/** Who asks, and what they may do. Built once at the border, then passed on. */
export interface Principal {
  /** The person or program, as given when the token was made. */
  readonly subject: string;
  /** `noun:verb`, `noun:*` or `*`. */
  readonly scopes: readonly string[];
  /** The token that was shown, for the request log and for revoking it. */
  readonly tokenId?: string;
}

/** The scope that is needed where any known caller will do. */
export const AUTHENTICATED = 'authenticated';

const SCOPE = /^(?:\*|[a-z][a-z-]{0,38}:(?:\*|[a-z][a-z-]{0,38}))$/;

/** True for `*`, `noun:*` and `noun:verb` in lower case. */
export function isScope(text: string): boolean {
  return SCOPE.test(text);
}

/** Whether a principal holds a scope, directly or through `noun:*` or `*`. Any principal holds `authenticated`. */
export function allows(principal: Principal, scope: string): boolean {
  if (scope === AUTHENTICATED || principal.scopes.includes('*') || principal.scopes.includes(scope)) return true;
  return principal.scopes.includes(`${scope.slice(0, scope.indexOf(':'))}:*`);
}
