/**
 * The last resorts where no right was missing and no profile helps: an act for each reason, so that nobody is told his refusal again in the
 * place of a cure. Pure.
 */
import type { Reason, ReasonOf } from '../../mail/reason.ts';
import type { Remedy } from '../../mail/remedy.ts';
import { limitRemedy } from '../alarms/limit-alarms.ts';
import { type Around, connectorHelps, type HelpedKind, helpsAgainst } from './what-helps.ts';

/** Rows of the first table that do not help in every case. */
type HelpedInPart = 'own-name' | 'fault';

type LastResorts = {
  readonly [Kind in Exclude<Reason['kind'], HelpedKind> | HelpedInPart]: (
    reason: ReasonOf<Kind>,
    around: Around,
  ) => Remedy;
};

const mendSender = (): Remedy => ({ act: 'mend-sender' });
const again = (): Remedy => ({ act: 'send-again' });
const seeStore = (): Remedy => ({ act: 'see-status', why: 'store' });
/** Its habits were not kept with the refusal: of what a device writes so, the profile for odd devices takes most. */
const tolerant = (_: unknown, { clientAddress: address }: Around): Remedy => ({
  act: 'give-profile',
  address,
  profile: 'tolerant',
  why: 'settings',
});

const screening = {
  restricted: ({ of, who }) => ({ act: 'lift-restriction', of, who }),
  'blocked-address': ({ entry }) => ({ act: 'take-off-block-list', entry }),
  'blocked-author': ({ entry }) => ({ act: 'take-off-block-list', entry }),
  'blocked-recipient': ({ entry }) => ({ act: 'take-off-block-list', entry }),
  'dns-listed': ({ of, lookUp }, around) =>
    of === 'policy'
      ? connectorHelps(around).remedy
      : { act: 'get-off-dns-list', lookUp, address: around.clientAddress },
  'own-hello': () => ({ act: 'greet-by-own-name' }),
  'no-author': () => ({ act: 'name-one-author' }),
  malware: (_, { clientAddress: address }) => ({ act: 'clean-machine', address }),
  'attachment-type': () => ({ act: 'send-file-otherwise' }),
  dmarc: ({ own, domain }, { clientAddress: address }) =>
    own ? { act: 'authenticate-own-mail', domain, address } : { act: 'tell-domain-owner', domain },
  'dmarc-unknown': again,
  unauthenticated: ({ domain }, { clientAddress: address }) => ({ act: 'authenticate-own-mail', domain, address }),
  'spam-filter': () => ({ act: 'allow-author' }),
  'virus-scan-failed': () => ({ act: 'mend-scanner' }),
  'too-large-to-scan': () => ({ act: 'send-smaller' }),
} satisfies Partial<LastResorts>;

const lastResorts: LastResorts = {
  ...screening,
  'own-name': () => ({ act: 'widen-connector-senders' }),
  'direct-send-off': ({ organization }, around) =>
    around.connectorId === null
      ? { act: 'take-direct-send-again', address: around.clientAddress, organization }
      : { act: 'widen-connector-senders' },
  'delivered-too-often': () => ({ act: 'end-mail-loop', recipient: null }),
  'delivered-before': ({ recipient }) => ({ act: 'end-mail-loop', recipient }),
  'leads-nowhere': ({ recipient }) => ({ act: 'give-goal', recipient }),
  'other-organization': () => ({ act: 'send-to-each-organization' }),
  'endless-recipients': ({ asked: most }) => limitRemedy({ kind: 'limit', limit: 'recipientsPerMessage', most }),
  'no-recipients': () => ({ act: 'correct-recipient' }),
  'no-transaction': mendSender,
  'bare-line-ends': tolerant,
  nul: tolerant,
  'stray-lines': tolerant,
  'no-content-end': tolerant,
  fault: ({ fault }) =>
    fault === 'too-large' ? limitRemedy({ kind: 'limit', limit: 'messageSize', most: 0 }) : mendSender(),
  expn: mendSender,
  'junk-commands': mendSender,
  'content-without-transaction': mendSender,
  'sign-in-locked': () => ({ act: 'wait-for-sign-in' }),
  'sign-in-busy': () => ({ act: 'find-who-guesses' }),
  'bad-proxy-header': () => ({ act: 'switch-on-proxy-protocol' }),
  'store-unwell': seeStore,
  'store-refused': seeStore,
  'store-failed': seeStore,
  'store-late': seeStore,
  'disk-full': () => ({ act: 'free-disk' }),
  'our-fault': () => ({ act: 'see-status', why: 'slow' }),
  shutdown: again,
  'screening-full': again,
  'timed-out': ({ in: where }) => ({
    act: 'find-what-breaks-off',
    in: /data|content/u.test(where) ? 'content' : 'envelope',
  }),
  farewell: ({ last }, around) => whateverHelps(last, around),
};

/** A remedy for any reason there is. */
export function whateverHelps(reason: Reason, around: Around): Remedy {
  const helps = helpsAgainst(reason, around);
  if (helps !== null) return helps.remedy;
  const row = (lastResorts as Readonly<Partial<Record<string, unknown>>>)[reason.kind];
  if (typeof row === 'function') return (row as (reason: Reason, around: Around) => Remedy)(reason, around);
  // Kinds whose first row always helps do not come here.
  return connectorHelps(around).remedy;
}
