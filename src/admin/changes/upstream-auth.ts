/** From what was written about a sign-in to the sign-in itself, the secrets to seal, and back. Pure. */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import type { ObjectId } from '../../base/id.ts';
import type { UpstreamAuthEntry, UpstreamAuthForm } from '../../directory/kinds/upstream-sign-in.ts';
import type { SecretName } from '../../directory/objects.ts';
import { secretsOf, type UpstreamSignIn } from '../../directory/upstream.ts';
import { outboundClientSecret, outboundSecret } from './make-object.ts';
import { Problem } from '../http/problem.ts';

type Written = Omit<UpstreamAuthForm, 'password' | 'secret' | 'refreshToken'>;

/** Which secrets the written form speaks of. */
interface Company {
  readonly hasClientSecret: boolean;
}

/** The sign-in after a change. Throws Problem when something is missing. */
export function signInOf(
  connector: { readonly id: ObjectId; readonly name: string },
  present: UpstreamSignIn | null,
  form: Written,
  { hasClientSecret }: Company,
): UpstreamSignIn {
  const kind = form.kind ?? present?.kind ?? 'password';
  const before = present?.kind === kind ? flatSignIn(present) : { username: present?.username };
  const all = { ...before, ...given(form) };
  const missing: string[] = [];
  const need = (name: 'username' | 'tokenEndpoint' | 'clientId' | 'scope' | 'certificateFile' | 'keyFile'): string => {
    const value = all[name];
    if (value === undefined) missing.push(name);
    return value ?? '';
  };
  const client = () => ({ tokenEndpoint: need('tokenEndpoint'), clientId: need('clientId'), scope: need('scope') });
  const signIn = ((): UpstreamSignIn => {
    switch (kind) {
      case 'password':
        return { kind, username: need('username'), passwordSecret: outboundSecret(connector.id) };
      case 'client-credentials': {
        // A secret that is given takes the place of a certificate, and the other way round.
        const byCertificate =
          form.certificateFile !== undefined || (all.certificateFile !== undefined && !hasClientSecret);
        const proof = byCertificate
          ? { kind: 'certificate' as const, certificateFile: need('certificateFile'), keyFile: need('keyFile') }
          : {
              kind: 'secret' as const,
              secret: outboundSecret(connector.id),
              expiresAt: all.secretExpiresAt ?? null,
            };
        return { kind, username: need('username'), proof, ...client() };
      }
      case 'delegated':
        return {
          kind,
          username: need('username'),
          deviceEndpoint: all.deviceEndpoint ?? null,
          refreshSecret: outboundSecret(connector.id),
          clientSecret: hasClientSecret ? outboundClientSecret(connector.id) : null,
          ...client(),
        };
    }
  })();
  if (missing.length > 0)
    throw new Problem(
      'invalid-sign-in',
      { why: 'missing', kind, missing },
      { act: 'give-sign-in', name: connector.name, kind: kind === 'password' ? 'password' : 'token' },
    );
  return signIn;
}

export interface ChangedSignIn {
  readonly auth: UpstreamSignIn | null;
  /** To seal; null: to delete. */
  readonly secrets: ReadonlyMap<SecretName, string | null>;
}

interface ConnectorSigningIn {
  readonly id: ObjectId;
  readonly name: string;
  readonly auth: UpstreamSignIn | null;
}

/** The sign-in that a create or a patch makes of a connector's. undefined: nothing was said. */
export function changedSignIn(connector: ConnectorSigningIn, form: UpstreamAuthForm | null | undefined): ChangedSignIn {
  const present = connector.auth;
  if (form === undefined) return { auth: present, secrets: new Map() };
  const forgotten = new Map<SecretName, string | null>(secretsOf(present).map((name) => [name, null]));
  if (form === null) return { auth: null, secrets: forgotten };
  const { password, secret, refreshToken, ...rest } = form;
  const kind = kindSaid(form, present);
  refuseForeignSecrets(form, kind);
  const kept = present?.kind === kind ? present : null;
  const hasClientSecret = secret === undefined ? hadClientSecret(kept) : secret !== null;
  const auth = signInOf(connector, present, { ...rest, kind }, { hasClientSecret });
  requireSecret(connector.name, form, auth, kept);
  const secrets = new Map(forgotten);
  // A secret sealed for another kind is not sent to this one's place.
  const known = new Set(secretsOf(kept));
  for (const [name, value] of secretsSaid(auth, form))
    if (value !== undefined) secrets.set(name, value);
    else if (known.has(name)) secrets.delete(name);
  return { auth, secrets };
}

/** A password alone means that kind, whatever it was: `connector set-outbound NAME --username U --password-stdin`. */
const kindSaid = ({ kind, password }: UpstreamAuthForm, present: UpstreamSignIn | null): UpstreamSignIn['kind'] =>
  kind ?? (password !== undefined ? 'password' : (present?.kind ?? 'password'));

function refuseForeignSecrets({ password, refreshToken }: UpstreamAuthForm, kind: UpstreamSignIn['kind']): void {
  const strange =
    password !== undefined && kind !== 'password'
      ? ({ of: 'password', secret: 'password', option: 'password-stdin' } as const)
      : refreshToken !== undefined && kind !== 'delegated'
        ? ({ of: 'delegated', secret: 'refresh-token', option: 'delegated' } as const)
        : null;
  if (strange === null) return;
  throw new Problem(
    'invalid-sign-in',
    { why: 'of-another-kind', kind, secret: strange.secret },
    `Say the kind too: auth.kind ${strange.of}; on the command line --${strange.option}`,
  );
}

const hadClientSecret = (kept: UpstreamSignIn | null): boolean =>
  kept?.kind === 'delegated'
    ? kept.clientSecret !== null
    : kept?.kind === 'client-credentials' && kept.proof.kind === 'secret';

/** One that is neither said nor kept. A refresh token may come later, by a sign-in with a code. */
function requireSecret(
  name: string,
  { password, secret }: UpstreamAuthForm,
  auth: UpstreamSignIn,
  kept: UpstreamSignIn | null,
): void {
  if (auth.kind === 'password' && password === undefined && kept === null)
    throw new Problem(
      'invalid-sign-in',
      { why: 'missing', kind: 'password', missing: ['password'] },
      { act: 'give-sign-in', name, kind: 'password' },
    );
  if (auth.kind === 'client-credentials' && auth.proof.kind === 'secret' && !hadClientSecret(kept) && !secret)
    throw new Problem('invalid-sign-in', { why: 'no-client-secret' }, { act: 'give-client-secret', name });
}

/** The secrets of a sign-in, with what was said of each. */
function secretsSaid(
  auth: UpstreamSignIn,
  { password, secret, refreshToken }: UpstreamAuthForm,
): readonly (readonly [SecretName, string | null | undefined])[] {
  switch (auth.kind) {
    case 'password':
      return [[auth.passwordSecret, password]];
    case 'client-credentials':
      return auth.proof.kind === 'certificate' ? [] : [[auth.proof.secret, secret ?? undefined]];
    case 'delegated':
      return [
        [auth.refreshSecret, refreshToken],
        ...(auth.clientSecret === null ? [] : [[auth.clientSecret, secret ?? undefined] as const]),
      ];
  }
}

/** Without secrets and their names. */
export function flatSignIn(signIn: UpstreamSignIn): Written {
  switch (signIn.kind) {
    case 'password':
      return { username: signIn.username };
    case 'client-credentials': {
      const { kind, username, tokenEndpoint, clientId, scope, proof } = signIn;
      const client = { kind, username, tokenEndpoint, clientId, scope };
      return proof.kind === 'secret'
        ? { ...client, secretExpiresAt: proof.expiresAt }
        : { ...client, certificateFile: proof.certificateFile, keyFile: proof.keyFile };
    }
    case 'delegated': {
      const { kind, username, tokenEndpoint, deviceEndpoint, clientId, scope } = signIn;
      return { kind, username, tokenEndpoint, deviceEndpoint, clientId, scope };
    }
  }
}

/** As a file describes it. `reference`: how it names the connector's own secret. */
export function describedSignIn(signIn: UpstreamSignIn, reference: string): Readonly<Record<string, unknown>> {
  const flat = flatSignIn(signIn);
  switch (signIn.kind) {
    case 'password':
      return { ...flat, secret: reference };
    case 'client-credentials':
      return signIn.proof.kind === 'secret' ? { ...flat, secret: reference } : flat;
    case 'delegated':
      return { ...flat, secret: reference, clientSecret: signIn.clientSecret === null ? null : `${reference}:client` };
  }
}

/** The sign-in of a file; its references must be the connector's own. */
export function signInOfEntry(
  connector: ConnectorSigningIn,
  { secret, clientSecret, ...written }: UpstreamAuthEntry,
  reference: string,
): UpstreamSignIn {
  const kind = written.kind ?? 'password';
  for (const [said, own] of [
    [secret, reference],
    [clientSecret, `${reference}:client`],
  ])
    if (said != null && said.toLowerCase() !== own?.toLowerCase())
      throw new Problem(
        'refers-to-nothing',
        { what: 'secret', connector: connector.name, secret: said.slice(0, bounds.admin.wordShown) },
        { act: 'set-secret-of-file', own: own ?? '', name: connector.name, secret: secretOf(kind) },
      );
  const hasClientSecret = kind === 'delegated' ? clientSecret != null : written.certificateFile === undefined;
  // A file tells the whole: nothing of before stays beside it.
  return signInOf(connector, null, { ...written, kind }, { hasClientSecret });
}

/** The secret that a file only refers to. */
export function secretOf(kind: UpstreamSignIn['kind']): 'password' | 'client-secret' | 'sign-in' {
  switch (kind) {
    case 'password':
      return 'password';
    case 'client-credentials':
      return 'client-secret';
    case 'delegated':
      return 'sign-in';
  }
}
