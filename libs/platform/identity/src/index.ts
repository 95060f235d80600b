export { attachPrincipal, attachedPrincipal, demandScope } from './attached-principal.ts';
export { AUTHENTICATED, allows, isScope } from './principal.ts';
export type { Principal } from './principal.ts';
export type { TokenFault, TokenRequest } from './token.ts';
export { TokenStore } from './token.store.ts';
export type { IssuedToken, TokenDescription, TokenStoreOptions } from './token.store.ts';
export { ensureAdminToken } from './admin-token.ts';
export type { AdminToken, AdminTokenOptions } from './admin-token.ts';
export {
  PRINCIPAL_HEADERS,
  PrincipalVerifier,
  SIGNATURE_WINDOW_MILLISECONDS,
  STREAMED_BODY,
  bodyDigest,
  signPrincipal,
} from './signed-principal.ts';
export type { ReceivedRequest, SignedRequest, VerifiedRequest } from './signed-principal.ts';
