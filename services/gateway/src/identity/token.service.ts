import { Fault } from '@bulkhead/core-base';
import type { Principal, TokenDescription, TokenRequest } from '@bulkhead/platform-identity';
import { allows } from '@bulkhead/platform-identity';

/** `TOKEN_SCOPE_NOT_HELD`: nobody can give away more than they hold. */
export type TokenServiceFault = 'SCOPE_MISSING' | 'TOKEN_SCOPE_NOT_HELD' | 'TOKEN_REQUEST_INVALID';

/** A token that was just made, with the plaintext that is shown once. */
export interface NewToken extends TokenDescription {
  readonly plaintext: string;
}

/** What token management needs to keep. */
export interface Tokens {
  create(request: TokenRequest, createdBy: string): Promise<NewToken>;
  list(): Promise<TokenDescription[]>;
  revoke(id: string): Promise<TokenDescription>;
}

const MANAGE = 'token:write';

/** Making, listing and revoking API tokens, for those who hold `token:write`. */
export class TokenService {
  readonly #tokens: Tokens;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** Makes a token with scopes that its maker holds. Faults SCOPE_MISSING, TOKEN_SCOPE_NOT_HELD, TOKEN_..._INVALID. */
  async create(by: Principal, request: TokenRequest): Promise<NewToken> {
    mayManage(by);
    const foreign = request.scopes.filter((scope) => !holds(by, scope));
    if (foreign.length > 0) {
      throw new Fault(
        'forbidden',
        'TOKEN_SCOPE_NOT_HELD' satisfies TokenServiceFault,
        'nobody can give scopes they do not hold',
        {
          details: { scopes: foreign },
          advice: 'Ask for scopes that your own token has.',
        },
      );
    }
    return this.#tokens.create(request, by.subject);
  }

  /** All tokens, newest first, without their secrets. */
  async list(by: Principal): Promise<TokenDescription[]> {
    mayManage(by);
    return this.#tokens.list();
  }

  /** Ends a token. Fault TOKEN_UNKNOWN. */
  async revoke(by: Principal, id: string): Promise<TokenDescription> {
    mayManage(by);
    return this.#tokens.revoke(id);
  }
}

/** `noun:*` and `*` are held only by who has them or more. */
function holds(by: Principal, scope: string): boolean {
  return scope === '*' ? by.scopes.includes('*') : allows(by, scope);
}

function mayManage(by: Principal): void {
  if (allows(by, MANAGE)) return;
  throw new Fault('forbidden', 'SCOPE_MISSING' satisfies TokenServiceFault, `the scope ${MANAGE} is needed`, {
    details: { scope: MANAGE },
    advice: `Use a token that has the scope ${MANAGE}.`,
  });
}
