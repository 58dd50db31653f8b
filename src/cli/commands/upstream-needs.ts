/** Needs of a kind of upstream: told before a secret is asked for, and before anything is made. Pure. */
import type { UpstreamPreset, UpstreamWay } from '../../policy/upstreams/presets.ts';
import { type CliFailure, usage } from '../terminal/failure.ts';

/** The sign-in as it was given on the command line. */
export interface SaidOfSignIn {
  readonly username?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly secretStdin?: boolean;
  readonly secretExpires?: number | 'none';
  readonly appCertificate?: string;
  readonly delegated?: boolean;
  readonly refreshTokenStdin?: boolean;
  readonly tokenEndpoint?: string;
  readonly deviceEndpoint?: string;
  readonly scope?: string;
  readonly passwordStdin?: boolean;
}

export const speaksOfTokens = (said: SaidOfSignIn): boolean =>
  said.delegated === true ||
  [said.tenant, said.clientId, said.tokenEndpoint, said.deviceEndpoint, said.scope].some(Boolean) ||
  [said.appCertificate, said.secretStdin, said.secretExpires, said.refreshTokenStdin].some((one) => one !== undefined);

/** null: nothing is missing that could be seen from here. */
export function missingSignIn(way: UpstreamWay, preset: UpstreamPreset, said: SaidOfSignIn): CliFailure | null {
  const { oauth } = preset;
  // Graph takes no password; the answer to one says so.
  const takesPasswords = preset.route?.kind !== 'graph';
  const byToken = oauth !== null && (speaksOfTokens(said) || (!takesPasswords && !said.passwordStdin));
  const saysNothing = !byToken && said.username === undefined && !said.passwordStdin;
  const missing = [
    ...(oauth !== null && (byToken || saysNothing) ? missingOfTokens(oauth, said) : []),
    ...(said.username === undefined || said.username === 'none' ? ['--username'] : []),
    ...(saysNothing ? [oauth === null ? 'the password' : 'the secret'] : []),
  ];
  if (missing.length === 0) return null;
  const cure = `${preset.signInExample}; docs/operate/upstreams.md has an example for each kind`;
  return usage(`${way} takes mail only from those who sign in; missing: ${missing.join(', ')}`, cure);
}

/** Options without which no token could be asked for. */
function missingOfTokens(oauth: NonNullable<UpstreamPreset['oauth']>, said: SaidOfSignIn): readonly string[] {
  const isOpen = oauth.tokenEndpoint === null;
  const isInTenant = oauth.tokenEndpoint?.includes('{tenant}') === true;
  const needed: readonly (readonly [option: string, isMissing: boolean])[] = [
    ['--token-endpoint', isOpen && said.tokenEndpoint === undefined],
    ['--scope', isOpen && said.scope === undefined],
    ['--tenant', isInTenant && said.tenant === undefined && said.tokenEndpoint === undefined],
    ['--client-id', said.clientId === undefined],
  ];
  return needed.filter(([, isMissing]) => isMissing).map(([option]) => option);
}
