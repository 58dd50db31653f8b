/** To whom a session is opened, as whom, and under which demands. Pure values. */
import type { UpstreamService } from '../../directory/upstream.ts';
import type { BearerSource } from '../oauth/token-source.ts';
import type { TlsPolicy } from './tls-policy.ts';

/** Whom to open a session to, and as whom. */
export interface SessionTarget {
  /** Everything that makes two sessions different for a message: none is shared between connectors, accounts, or TLS demands. */
  readonly key: string;
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  readonly endpoint:
    | { readonly kind: 'tcp'; readonly address: string; readonly port: number }
    | { readonly kind: 'unix'; readonly path: string };
  readonly tls: TlsPolicy;
  /** A name with its password, or with whoever gets a token when one is needed. */
  readonly credentials: SignInAs | null;
  /** The connector it belongs to; null: a stranger, or a mailbox server of ours. */
  readonly account: Account | null;
}

/** Whose sign-in it is: the guard counts by it, and its name stands in the cure. */
export interface Account {
  readonly id: string;
  readonly name: string;
  /** Whose words are spoken there. */
  readonly service: UpstreamService;
  /** True if somebody named it as the next hop, and knows us there; not the mail host of whatever domain. */
  readonly isUpstream: boolean;
}

export type SignInAs = { readonly username: string; readonly password: string } | BearerSource;

export function sessionTarget(given: Omit<SessionTarget, 'key'>): SessionTarget {
  const { protocol, host, endpoint, tls, account, credentials } = given;
  const identity = [account, credentials?.username, credentials === null ? null : proofOf(credentials)];
  return { ...given, key: JSON.stringify([protocol, host, endpoint, tls, ...identity]) };
}

/** The facts that a sign-in stands on; the token of the hour is no part of it. */
export const proofOf = (as: SignInAs): string => ('password' in as ? as.password : as.identity);
