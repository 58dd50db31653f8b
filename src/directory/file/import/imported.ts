/** An import's result from another server's configuration: a part of an organization's file, and what became of each setting. */
import { presetOfHost } from '../../../policy/upstreams/presets.ts';
import { contains, parseRange } from '../../../mail/network/address-ranges.ts';
import { PASSWORDS_END } from '../../../policy/upstreams/passwords-end.ts';
import type { Remedy } from '../../../mail/remedy.ts';
import type { OrganizationEntry } from '../organization-file.ts';
import { holdable, holdableAddresses } from './holdable.ts';
import type { ImportNote, Notes } from './notes.ts';

export type ImportedEntry = Pick<
  OrganizationEntry,
  'domains' | 'mailboxes' | 'groups' | 'inboundConnectors' | 'outboundConnectors' | 'limits'
>;

export interface Imported {
  readonly entry: ImportedEntry;
  readonly notes: readonly ImportNote[];
  /** The work that is left once it is applied. */
  readonly afterwards: readonly Remedy[];
}

export type InboundEntry = NonNullable<ImportedEntry['inboundConnectors']>[number];
export type MailboxImported = NonNullable<ImportedEntry['mailboxes']>[number];
export type GroupImported = NonNullable<ImportedEntry['groups']>[number];
export type OutboundEntry = NonNullable<ImportedEntry['outboundConnectors']>[number];
/** Whose words and pace a next hop has, as far as its name tells. */
export function knownService(host: string): Pick<OutboundEntry, 'service' | 'pace'> {
  const preset = presetOfHost(host);
  return preset === null ? {} : { service: preset.service, ...(preset.pace === null ? {} : { pace: preset.pace }) };
}

export type DomainEntry = NonNullable<ImportedEntry['domains']>[number];

/** An input that is not what it was said to be; the cure stands in `cure`. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem';
  readonly cure: string;

  constructor(message: string, cure: string) {
    super(message);
    this.cure = cure;
  }
}

/** A next hop that is signed in at by name and password: what is to be done by hand, and whether it will go on for long. */
export function tellOfSignIn(
  { name, username, host, source }: Readonly<Record<'name' | 'username' | 'host' | 'source', string>>,
  notes: Notes,
  afterwards: Remedy[],
): void {
  afterwards.push({ act: 'set-secret', name, secret: 'password' });
  notes.different(source, `${name} signs in as ${username}; the password is not copied: set it afterwards`);
  if (presetOfHost(host)?.service === 'microsoft365') notes.different(source, PASSWORDS_END);
}

/**
 * Only what there is: an empty section would stand for "none of them" when it is applied with --prune. And only what can be held here: the
 * rest is noted as left.
 */
export function entryOf(
  parts: {
    readonly domains: readonly DomainEntry[];
    readonly inbound: readonly InboundEntry[];
    readonly outbound: readonly OutboundEntry[];
    readonly mailboxes?: readonly MailboxImported[];
    readonly groups?: readonly GroupImported[];
    readonly limits?: ImportedEntry['limits'];
  },
  notes: Notes,
): ImportedEntry {
  const domains = holdable('domains', parts.domains, notes);
  const inbound = holdable(
    'inboundConnectors',
    parts.inbound.filter((one) => trustsSomebody(one, notes)),
    notes,
  );
  const outbound = holdable('outboundConnectors', parts.outbound, notes);
  const { mailboxes, groups } = holdableAddresses(parts.mailboxes ?? [], parts.groups ?? [], notes);
  return {
    ...(domains.length > 0 ? { domains } : {}),
    ...(mailboxes.length > 0 ? { mailboxes } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    ...(inbound.length > 0 ? { inboundConnectors: inbound } : {}),
    ...(outbound.length > 0 ? { outboundConnectors: outbound } : {}),
    ...(parts.limits === undefined ? {} : { limits: parts.limits }),
  };
}

function trustsSomebody({ name, senderAddresses = [], certificateName = null }: InboundEntry, notes: Notes): boolean {
  if (senderAddresses.length > 0 || certificateName !== null) return true;
  notes.left(`inbound connector "${name}"`, 'it names neither an address nor a certificate: a connector here must');
  return false;
}

/** `contoso.com`, `*.contoso.com`, `*`; null: none of them. */
export function domainPatternOf(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return /^(?:\*|(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z0-9-]+)$/u.test(plain) ? plain : null;
}

const OURSELVES = ['127.0.0.0/8', '::1'].flatMap((text) => parseRange(text) ?? []);

/** Also as Debian writes it: `::ffff:127.0.0.0/104`. */
export function isThisMachine(network: string): boolean {
  const range = parseRange(network);
  return range !== null && OURSELVES.some((one) => contains(one, range));
}

/** `0.0.0.0/0`: whoever finds the server. */
export const isEverybody = (network: string): boolean => parseRange(network)?.prefixLength === 0;
export const OPEN_RELAY = 'it relays for the whole Internet without sign-in: an open relay is not made';

export const NOT_OURSELVES = 'this machine itself is not let in by a connector; add one if programs on it send';
