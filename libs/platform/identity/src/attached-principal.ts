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
