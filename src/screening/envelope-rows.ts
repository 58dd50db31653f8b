/** Rows of the table that are answered at MAIL and RCPT. */
import type { ReasonOf } from '../mail/reason.ts';
import { replies } from '../mail/replies.ts';
import type { EnvelopeFacts, RestrictedBy } from './screen-facts.ts';
import type { DispositionRow } from './table-row.ts';

const restricted = ({ listed }: EnvelopeFacts, of: RestrictedBy['of']): ReasonOf<'restricted'> | null =>
  listed.restricted?.of === of ? { kind: 'restricted', ...listed.restricted } : null;

const dnsListed = ({ listings }: EnvelopeFacts, of: 'spam' | 'policy'): ReasonOf<'dns-listed'> | null => {
  for (const one of listings)
    if (one.kind === 'listed' && one.of === of) return { kind: 'dns-listed', of, list: one.list, lookUp: one.lookUp };
  return null;
};

/** Whether SPF has named the address as one that may send for the author, or has not been heard. */
const mayBeNamedBySpf = ({ spf }: EnvelopeFacts): boolean =>
  spf === null || spf.result === 'temperror' || (spf.result === 'pass' && spf.isAligned);

const nobody = { relay: null, submission: null, direct: null, own: null, partner: null } as const;
const strangers = { ...nobody, direct: 'reject', own: 'reject' } as const;

export const envelopeRows: readonly DispositionRow[] = [
  {
    name: 'restricted-sender',
    fact: 'the mailbox is a restricted sender',
    when: (facts) => restricted(facts, 'sender'),
    sparing: [],
    isOwnWord: true,
    cells: { ...nobody, submission: 'reject' },
    reply: ({ who }: ReasonOf<'restricted'>) => replies.senderRestricted(who),
  },
  {
    name: 'restricted-connector',
    fact: 'the connector is restricted',
    when: (facts) => restricted(facts, 'connector'),
    sparing: [],
    isOwnWord: true,
    cells: { ...nobody, relay: 'reject' },
    reply: ({ who }: ReasonOf<'restricted'>) => replies.connectorRestricted(who),
  },
  {
    name: 'blocked-address',
    fact: 'its address is restricted, or on the block list; of a signed-in sender where the entry says so',
    when: (facts) => {
      const entry = facts.listed.blockedAddress;
      return restricted(facts, 'address') ?? (entry === undefined ? null : { kind: 'blocked-address', entry });
    },
    sparing: ['postmaster'],
    isOwnWord: true,
    cells: { ...strangers, relay: 'stamp', submission: 'reject' },
    reply: () => replies.addressBlocked(),
    mark: { scl: -1, category: 'NONE', filter: 'SKN' },
  },
  {
    name: 'spam-list',
    fact: 'its address is on a DNS block list of those that sent spam',
    when: (facts) => dnsListed(facts, 'spam'),
    sparing: ['postmaster', 'allowed-address'],
    cells: strangers,
    reply: ({ list, lookUp }: ReasonOf<'dns-listed'>) => replies.onBlockList(list, lookUp),
  },
  {
    name: 'policy-list',
    fact: 'its address is on a DNS block list of dynamic addresses; in an own name, unless SPF names the address',
    when: (facts) => (facts.isOwnAuthor && mayBeNamedBySpf(facts) ? null : dnsListed(facts, 'policy')),
    sparing: ['postmaster', 'allowed-address'],
    trustsDevices: true,
    cells: strangers,
    reply: ({ list }: ReasonOf<'dns-listed'>) => replies.onPolicyList(list),
  },
  {
    name: 'own-hello',
    fact: 'it says our own name or address in EHLO',
    when: ({ saidOwnHello }) => (saidOwnHello ? { kind: 'own-hello' } : null),
    sparing: ['postmaster', 'allowed-address'],
    trustsDevices: true,
    cells: { relay: 'stamp', submission: 'stamp', direct: 'reject', own: 'reject', partner: 'reject' },
    reply: () => replies.ownHello(),
    mark: { scl: -1, category: 'NONE', filter: 'SKN' },
  },
  {
    name: 'blocked-recipient',
    fact: 'the organization does not let mail go to this recipient',
    when: ({ listed: { blockedRecipient: entry } }) =>
      entry === undefined ? null : { kind: 'blocked-recipient', entry },
    sparing: [],
    isOwnWord: true,
    cells: { ...nobody, relay: 'reject', submission: 'reject' },
    reply: ({ entry }: ReasonOf<'blocked-recipient'>) => replies.recipientBlocked(entry),
  },
];
