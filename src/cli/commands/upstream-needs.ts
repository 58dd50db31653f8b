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

/** Secrets that come by themselves: from the environment, or asked for on a terminal. */
export interface ComesByItself {
  readonly secret: boolean;
  readonly password: boolean;
}

/** Of an upstream that becomes one of this kind: all that is missing, in one go. null: nothing that could be seen from here. */
export function missingOf(
  way: UpstreamWay,
  preset: UpstreamPreset,
  said: SaidOfSignIn & { readonly host?: readonly string[] },
  comes: ComesByItself,
): CliFailure | null {
  const hosts = preset.route === null && said.host === undefined ? ['--host'] : [];
  const missing = [...hosts, ...missingSignIn(preset, said, comes)];
  if (missing.length === 0) return null;
  const needs = preset.signsIn ? `${way} takes mail only from those who sign in; missing` : `${way} needs`;
  const where =
    hosts.length === 0 ? '' : `name where its mail goes: --host ${preset.hostExample ?? 'mail.example.net:587'}`;
  const how =
    missing.length === hosts.length
      ? ''
      : `${preset.signInExample}; docs/operate/upstreams.md has an example for each kind`;
  return usage(`${needs}: ${missing.join(', ')}`, [where, how].filter((part) => part !== '').join('; '));
}

function missingSignIn(preset: UpstreamPreset, said: SaidOfSignIn, comes: ComesByItself): readonly string[] {
  const way = wayOf(preset, said);
  if (way === 'none') return [];
  if (way === 'token') return missingOfTokens(preset.oauth, said, comes);
  return [...missingName(said), ...(said.passwordStdin || comes.password ? [] : ['--password-stdin'])];
}

/** How it is to sign in, by what was said; where nothing was, by what the kind takes first. */
function wayOf({ oauth, signsIn, route }: UpstreamPreset, said: SaidOfSignIn): 'token' | 'password' | 'none' {
  if (said.username === 'none' && !signsIn) return 'none';
  if (speaksOfTokens(said)) return 'token';
  if (said.passwordStdin) return 'password';
  // Graph takes no password; the answer to one says so.
  const isNamed = said.username !== undefined && route?.kind !== 'graph';
  if (isNamed) return 'password';
  if (!signsIn) return 'none';
  return oauth === null ? 'password' : 'token';
}

const missingName = ({ username }: SaidOfSignIn): readonly string[] =>
  username === undefined || username === 'none' ? ['--username'] : [];

const OPEN = { tokenEndpoint: null };

/** Options without which no token could be asked for. @param oauth null: nothing is known of where tokens come from. */
export function missingOfTokens(
  oauth: Pick<NonNullable<UpstreamPreset['oauth']>, 'tokenEndpoint'> | null,
  said: SaidOfSignIn,
  comes: Pick<ComesByItself, 'secret'>,
): readonly string[] {
  const { tokenEndpoint } = oauth ?? OPEN;
  const isOpen = tokenEndpoint === null;
  const isInTenant = tokenEndpoint?.includes('{tenant}') === true;
  const isProved = said.secretStdin || said.appCertificate !== undefined || comes.secret;
  const isPerson = said.delegated === true || said.refreshTokenStdin === true;
  const needed: readonly (readonly [option: string, isMissing: boolean])[] = [
    ['--token-endpoint', isOpen && said.tokenEndpoint === undefined && said.tenant === undefined],
    ['--scope', isOpen && said.scope === undefined],
    ['--tenant', isInTenant && said.tenant === undefined && said.tokenEndpoint === undefined],
    ['--client-id', said.clientId === undefined],
    ...missingName(said).map((option) => [option, true] as const),
    ['--secret-stdin', !isProved && !isPerson],
  ];
  return needed.filter(([, isMissing]) => isMissing).map(([option]) => option);
}

/** A date without the secret that it is of. @param present the sign-in there is; null: none. */
export function strayExpiry(said: SaidOfSignIn, present: { readonly kind: string } | null): CliFailure | null {
  const { secretExpires, ...others } = said;
  if (secretExpires === undefined || speaksOfTokens(others) || present?.kind === 'client-credentials') return null;
  const by =
    present === null
      ? 'there is no sign-in'
      : `the sign-in is by ${present.kind === 'password' ? 'password' : 'a person'}`;
  return usage(
    `--secret-expires is the last day of a client secret, and ${by}`,
    'leave it out, or give the secret with its sign-in: --tenant (or --token-endpoint and --scope), --client-id, --username, --secret-stdin',
  );
}
