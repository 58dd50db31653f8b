/** What a kind of upstream does not work without: told before a secret is asked for, and before anything is made. Pure. */
import type { UpstreamPreset, UpstreamWay } from '../../policy/upstreams/presets.ts';
import { type CliFailure, usage } from '../terminal/failure.ts';

/** What was said of the sign-in on the command line. */
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
  const byToken = oauth !== null && (speaksOfTokens(said) || (way === 'graph' && !said.passwordStdin));
  const saysNothing = !byToken && said.username === undefined && !said.passwordStdin;
  const missing: string[] = [];
  if (byToken || (saysNothing && oauth !== null)) {
    const isInTenant = oauth.tokenEndpoint.includes('{tenant}');
    if (isInTenant && said.tenant === undefined && said.tokenEndpoint === undefined) missing.push('--tenant');
    if (said.clientId === undefined) missing.push('--client-id');
  }
  if (said.username === undefined || said.username === 'none') missing.push('--username');
  if (saysNothing) missing.push(oauth === null ? 'the password' : 'the secret');
  if (missing.length === 0) return null;
  return usage(`${way} takes mail only of who signs in; missing: ${missing.join(', ')}`, cureOf(way));
}

function cureOf(way: UpstreamWay): string {
  const more = 'docs/operate/upstreams.md has an example for each kind';
  switch (way) {
    case 'azure':
      return `give --username resource.app-id.tenant-id --password-stdin; ${more}`;
    case 'google':
      return `give --username office@example.com --password-stdin with an app password, or --delegated --client-id ID --username office@example.com --refresh-token-stdin; ${more}`;
    case 'graph':
      return `give --tenant contoso.com --client-id ID --username printer@contoso.com and --secret-stdin (or --app-certificate FILE --app-key FILE, or --delegated); ${more}`;
    default:
      return `give --tenant contoso.com --client-id ID --username printer@contoso.com and --secret-stdin (or --app-certificate FILE --app-key FILE, or --delegated); where a password is still taken, --username and --password-stdin do; ${more}`;
  }
}
