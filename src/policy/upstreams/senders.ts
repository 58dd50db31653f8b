/** In whose name a service takes mail: it refuses, and so bounces, what comes in another. Pure. */
import { addressText, type ReversePath } from '../../mail/address.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { UpstreamService } from '../../directory/upstream.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

export type SenderDemand =
  /** That of the account that signs in, or one that it may send as. */
  | { readonly of: 'account'; readonly address: string }
  /** Addresses or domains that were verified at the service. */
  | { readonly of: 'verified' };

type Upstream = Pick<OutboundConnector, 'name' | 'service' | 'route' | 'auth' | 'rewriting' | 'senders'>;

/** `own`: the account's. null: any, or nobody knows. Gmail writes its own address into From and refuses nothing. */
const demands: Readonly<Record<UpstreamService, SenderDemand['of'] | null>> = {
  microsoft365: 'account',
  hve: 'account',
  google: null,
  azure: 'verified',
  'amazon-ses': 'verified',
  sendgrid: 'verified',
  brevo: 'verified',
  other: null,
};

/** null: none that is known. Without a sign-in it is the domain that counts, or our address. */
export function senderDemand({
  service,
  route,
  auth,
}: Pick<Upstream, 'service' | 'route' | 'auth'>): SenderDemand | null {
  if (route.kind === 'graph') return { of: 'account', address: route.user };
  const of = demands[service];
  if (route.kind === 'mx' || auth === null || of === null) return null;
  if (of === 'verified') return { of };
  return auth.username.includes('@') ? { of, address: auth.username } : null;
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The demand that not all mail of the connector meets, as far as can be seen from here. null: it does. */
export function unmetDemand(connector: Upstream): SenderDemand | null {
  const { route, rewriting, senders } = connector;
  const demand = senderDemand(connector);
  if (demand === null) return null;
  const from = rewriting?.from ?? null;
  const path = route.kind === 'graph' ? from : (rewriting?.reversePath ?? null);
  if (demand.of === 'verified') return from !== null && path !== null ? null : demand;
  const isIt = (address: string | null): boolean => address !== null && isSame(address, demand.address);
  return (isIt(from) && isIt(path)) || senders.every(isIt) ? null : demand;
}

/** The senders of one mail that an account would have to be allowed; empty: it goes out in the account's name. */
export function foreignNames(
  connector: Upstream,
  mail: { readonly reversePath: ReversePath; readonly from: readonly string[] },
): readonly string[] {
  const demand = senderDemand(connector);
  if (demand?.of !== 'account') return [];
  const { rewriting, route } = connector;
  const from = rewriting?.from == null ? mail.from : [rewriting.from];
  const path = rewriting?.reversePath ?? (mail.reversePath === null ? null : addressText(mail.reversePath));
  // A report has no envelope sender, and Graph knows none.
  const shown = route.kind === 'graph' || path === null || mail.reversePath === null ? from : [...from, path];
  return [...new Set(shown.map((one) => one.toLowerCase()))].filter((one) => !isSame(one, demand.address));
}

export const demandWords = (demand: SenderDemand): Phrase =>
  demand.of === 'account'
    ? say`the service takes mail in the name of ${demand.address} alone, or of whom that may send as: mail of other senders bounces`
    : say`the service takes mail only in the name of senders that were verified there: mail of other senders bounces`;

/** To send in a name that is taken. */
export const ownNameRemedy = ({ name }: Pick<Upstream, 'name'>, demand: SenderDemand): Remedy =>
  demand.of === 'account'
    ? { act: 'send-in-own-name', name, address: demand.address }
    : { act: 'verify-or-rewrite-sender', name };
