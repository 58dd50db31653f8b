/** The state of an upstream, in a word. Pure. */
import type { OutboundConnector } from '../../directory/objects.ts';
import type { TokenState, TroubledUpstream, UpstreamState } from '../../mail/doors/upstreams.ts';
import type { Remedy } from '../../mail/remedy.ts';

export interface KnownOfUpstream {
  /** null: none is known. */
  readonly trouble: Pick<TroubledUpstream, 'kind' | 'helps'> | null;
  readonly token: TokenState;
  /** Its person has signed in: a refresh token is sealed. Of others it says nothing. */
  readonly isSignedIn: boolean;
}

export function upstreamState(
  { enabled, auth }: Pick<OutboundConnector, 'enabled' | 'auth'>,
  { trouble, token, isSignedIn }: KnownOfUpstream,
): UpstreamState {
  if (!enabled) return 'off';
  const asksForPerson = [trouble?.helps.remedy, token.trouble?.helps?.remedy].some(isSignIn);
  if (auth?.kind === 'delegated' && (!isSignedIn || asksForPerson)) return 'signed-out';
  if (trouble !== null) return trouble.kind === 'slowed' ? 'slowed' : 'held';
  return 'healthy';
}

const isSignIn = (remedy: Remedy | undefined): boolean =>
  remedy?.act === 'sign-in-again' ||
  (remedy?.act === 'set-secret' && (remedy.secret === 'sign-in' || remedy.secret === 'refresh-token'));
