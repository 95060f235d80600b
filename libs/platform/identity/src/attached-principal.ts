import { Fault } from '@bulkhead/core-base';
import { allows } from './principal.ts';
import type { Principal } from './principal.ts';

// Keyed by the request object itself: nothing a client sends can be mistaken for it, and it ends with the request.
const attached = new WeakMap<object, Principal>();

/** Remembers whose request this is, once that was proved. */
export function attachPrincipal(request: object, principal: Principal): void {
  attached.set(request, principal);
}

/** Whose request this is; undefined when nobody proved it. */
export function attachedPrincipal(request: object): Principal | undefined {
  return attached.get(request);
}

/** Whose request this is, when they hold a scope. Faults UNAUTHENTICATED and FORBIDDEN. */
export function demandScope(request: object, scope: string): Principal {
  const principal = attachedPrincipal(request);
  if (principal === undefined) {
    throw new Fault('unauthenticated', 'UNAUTHENTICATED', 'send a token: Authorization: Bearer <token>');
  }
  if (!allows(principal, scope)) throw new Fault('forbidden', 'FORBIDDEN', `the token lacks the scope ${scope}`);
  return principal;
}
