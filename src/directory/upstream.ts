/** How our own mail signs in at, keeps pace with, and leaves by somebody else's service. */
import type { FailureCause } from '../mail/delivery.ts';
import type { ReplyCure } from '../mail/remedy.ts';

/** Names a value sealed in the store by the key file; exports carry this reference, never the value. */
export type SecretName = string;

/** Whose words a next hop speaks: decides what its refusals mean, and what pace it takes by default. */
export const upstreamServices = [
  'microsoft365',
  'hve',
  'google',
  'azure',
  'amazon-ses',
  'sendgrid',
  'brevo',
  'other',
] as const;
export type UpstreamService = (typeof upstreamServices)[number];

/** OAuth 2.0 endpoints (RFC 6749, RFC 8628), named in full so that national clouds and tests are no special case. */
export interface OAuthClient {
  /** `https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token` */
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Every kind has `username`: whose mailbox or account it is at the next hop. */
export type UpstreamSignIn =
  /** AUTH PLAIN or LOGIN. */
  | { readonly kind: 'password'; readonly username: string; readonly passwordSecret: SecretName }
  /** The application itself (RFC 6749 §4.4), by a secret or by a certificate (RFC 7523). */
  | ({
      readonly kind: 'client-credentials';
      readonly username: string;
      readonly proof:
        | {
            readonly kind: 'secret';
            readonly secret: SecretName;
            /** As the administrator read it at the provider; null: not told. Alarms go by it. */
            readonly expiresAt: number | null;
          }
        | { readonly kind: 'certificate'; readonly certificateFile: string; readonly keyFile: string };
    } & OAuthClient)
  /** A person once allowed it, by device code (RFC 8628) or elsewhere; the refresh token is kept sealed. */
  | ({
      readonly kind: 'delegated';
      readonly username: string;
      readonly deviceEndpoint: string | null;
      readonly refreshSecret: SecretName;
      /** Of a confidential client; null: public. */
      readonly clientSecret: SecretName | null;
    } & OAuthClient);

/** The kinds that get a token for each use from an endpoint. */
export type TokenSignIn = Exclude<UpstreamSignIn, { kind: 'password' }>;

export const isByToken = (signIn: UpstreamSignIn | null): signIn is TokenSignIn =>
  signIn !== null && signIn.kind !== 'password';

/** Whether its provider gives codes for a person's sign-in; at others, as Google, a token for mail comes from elsewhere. */
export const givesCodes = (signIn: UpstreamSignIn | null): boolean =>
  signIn?.kind !== 'delegated' || signIn.deviceEndpoint !== null;

/** Everything sealed that a sign-in needs. */
export function secretsOf(signIn: UpstreamSignIn | null): readonly SecretName[] {
  if (signIn === null) return [];
  switch (signIn.kind) {
    case 'password':
      return [signIn.passwordSecret];
    case 'client-credentials':
      return signIn.proof.kind === 'secret' ? [signIn.proof.secret] : [];
    case 'delegated':
      return signIn.clientSecret === null ? [signIn.refreshSecret] : [signIn.refreshSecret, signIn.clientSecret];
  }
}

/** The pace that the next hop allows us, all sessions and nodes together. */
export interface UpstreamPace {
  readonly messagesPerMinute: number;
  readonly concurrent: number;
  /** In any 24 hours; null: not counted. */
  readonly recipientsPerDay: number | null;
}

/** The act on a next hop's refusal. */
export type UpstreamAct =
  | 'hold'
  | 'refresh-token'
  | 'lower-concurrency'
  | 'hold-until-tomorrow'
  | 'stop-repeating'
  | 'split'
  | 'fail'
  | 'later';

/** A refusal of a service whose words we know. */
export interface UpstreamTrouble {
  /** A stable word: `quota-of-day`. */
  readonly what: string;
  /** Our account, our address or our settings there: no sender can do anything about it, and no mail fails for it. */
  readonly ownAccount: boolean;
  /** A sentence without a capital and a full stop, for an administrator. */
  readonly cause: string;
  readonly cure: ReplyCure;
  readonly act: UpstreamAct;
  readonly retryAfterMs: number | null;
  /** The cause, where the codes alone would be taken for another; null: they say it. */
  readonly failure: FailureCause | null;
}
