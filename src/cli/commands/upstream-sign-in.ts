/** The sign-in of an upstream, as the options say it, for the API. */
import type { z } from 'zod';
import { given } from '../../base/given.ts';
import type { outboundConnectors } from '../../admin/contracts/connectors.ts';
import type { upstreamAuth } from '../../directory/kinds/upstream-sign-in.ts';
import { type Cloud, upstreamPreset, type UpstreamPreset } from '../../policy/upstreams/presets.ts';
import type { ViewIn } from '../client/collection.ts';
import { type Context, obtainPassword, obtainRefreshToken, obtainSecret } from '../context.ts';
import { orNull } from '../terminal/arguments.ts';
import { type SaidOfSignIn, speaksOfTokens } from './upstream-needs.ts';

/** The sign-in's options, and those of a certificate that proves the application. */
export interface SignInOptions extends SaidOfSignIn {
  readonly cloud?: Cloud;
  readonly appKey?: string;
}

type SignInForm = z.input<typeof upstreamAuth>;
type AuthView = NonNullable<ViewIn<typeof outboundConnectors>['auth']>;
type TokenView = Exclude<AuthView, { readonly kind: 'password' }>;
type OAuth = NonNullable<UpstreamPreset['oauth']>;

/** undefined: leave it; null: none. */
export async function authOf(
  context: Context,
  chosen: SignInOptions,
  preset: UpstreamPreset | null,
  present: { readonly auth: AuthView | null } | null,
): Promise<SignInForm | null | undefined> {
  if (chosen.username === 'none') return null;
  const before = present?.auth ?? null;
  if (speaksOfTokens(chosen))
    return tokenAuth(context, chosen, preset?.oauth ?? null, before?.kind === 'password' ? null : before);
  if (chosen.username === undefined && !chosen.passwordStdin) return undefined;
  if (before !== null && before.kind !== 'password' && !chosen.passwordStdin)
    return given({ username: chosen.username });
  const who = chosen.username ?? 'the upstream';
  const password = await obtainPassword(context.io, chosen.passwordStdin === true, `Password of ${who} there`);
  return given({ kind: 'password', username: chosen.username, password });
}

async function tokenAuth(
  context: Context,
  chosen: SignInOptions,
  oauth: OAuth | null,
  before: TokenView | null,
): Promise<SignInForm> {
  const delegated = chosen.delegated === true || chosen.refreshTokenStdin === true || before?.kind === 'delegated';
  const kind = delegated ? 'delegated' : 'client-credentials';
  const isNew = before?.kind !== kind;
  const endpoints = endpointsOf(chosen, oauth, isNew ? null : before);
  const secret = await secretOf(context, chosen, delegated, isNew);
  return given({
    kind,
    username: chosen.username,
    tokenEndpoint: chosen.tokenEndpoint ?? endpoints.tokenEndpoint,
    deviceEndpoint: delegated ? (chosen.deviceEndpoint ?? endpoints.deviceEndpoint) : undefined,
    clientId: chosen.clientId,
    scope: chosen.scope ?? (isNew ? scopeOf(oauth, delegated) : undefined),
    secret,
    secretExpiresAt: delegated ? undefined : orNull(chosen.secretExpires),
    certificateFile: chosen.appCertificate,
    keyFile: chosen.appKey,
    refreshToken: chosen.refreshTokenStdin ? await obtainRefreshToken(context.io) : undefined,
  });
}

const scopeOf = (oauth: OAuth | null, delegated: boolean): string | undefined =>
  (delegated ? oauth?.delegatedScope : oauth?.applicationScope) ?? undefined;

/** undefined: what it has stays. */
function secretOf(
  { io }: Context,
  { secretStdin, appCertificate }: SignInOptions,
  delegated: boolean,
  isNew: boolean,
): Promise<string> | string | undefined {
  const isNeeded = !delegated && isNew && appCertificate === undefined;
  if (secretStdin || isNeeded) return obtainSecret(io, secretStdin === true, 'Client secret (its Value)');
  return delegated && isNew ? io.env['DOORPOST_SECRET'] : undefined;
}

interface Endpoints {
  readonly tokenEndpoint?: string | undefined;
  readonly deviceEndpoint?: string | undefined;
}

/** @param before of the same kind; null: there was none. */
function endpointsOf(chosen: SignInOptions, oauth: OAuth | null, before: TokenView | null): Endpoints {
  const cloud = cloudOf(chosen, oauth, before);
  const inTenant = (url: string | null | undefined): string | undefined => {
    if (url === null || url === undefined) return undefined;
    if (!url.includes('{tenant}')) return url;
    const { tenant } = chosen;
    return tenant === undefined ? undefined : url.replace('{tenant}', () => encodeURIComponent(tenant));
  };
  return { tokenEndpoint: inTenant(cloud?.tokenEndpoint), deviceEndpoint: inTenant(cloud?.deviceEndpoint) };
}

function cloudOf(
  { cloud, tenant }: SignInOptions,
  oauth: OAuth | null,
  before: TokenView | null,
): Pick<OAuth, 'tokenEndpoint' | 'deviceEndpoint'> | null {
  if (oauth !== null) return oauth;
  // Another tenant of the cloud it is in already, unless another one is named.
  if (before !== null && cloud === undefined) return inAnyTenant(before);
  return tenant === undefined ? null : microsoftOf(cloud);
}

function inAnyTenant(before: TokenView): Pick<OAuth, 'tokenEndpoint' | 'deviceEndpoint'> {
  const open = (url: string): string => url.replace(/^(https?:\/\/[^/]+\/)[^/]+(?=\/oauth2\/)/u, '$1{tenant}');
  const deviceEndpoint = before.kind === 'delegated' ? before.deviceEndpoint : null;
  return {
    tokenEndpoint: open(before.tokenEndpoint),
    deviceEndpoint: deviceEndpoint === null ? null : open(deviceEndpoint),
  };
}

/** The endpoint that a tenant's tokens come from, whatever they are for. */
const microsoftOf = (cloud: Cloud | undefined): UpstreamPreset['oauth'] =>
  upstreamPreset('microsoft365-submission', cloud ?? 'global', '').oauth;
