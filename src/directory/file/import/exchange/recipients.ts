/**
 * Accepted domains and mailboxes of Exchange. Both stay there: a domain is one whose unknown recipients go on, and a mailbox is an account that
 * signs in and sends here while its mail goes on to Exchange. So nobody's mail is led away by an import. Pure.
 */
import type { Remedy } from '../../../../mail/remedy.ts';
import { domainOf } from '../../../entries.ts';
import { type DomainEntry, domainPatternOf, type MailboxImported } from '../imported.ts';
import type { Notes } from '../notes.ts';
import { type Fields, isFalse, isTrue, listOf, plainDomain, unreadList } from './values.ts';

/** Fields that are read. `docs/operate/import.md` lists the same; a test compares. */
export const recipientFields = {
  domain: ['DomainName', 'DomainType', 'MatchSubDomains'],
  mailbox: ['DisplayName', 'PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails'],
  access: ['PrimarySmtpAddress', 'SmtpClientAuthenticationDisabled'],
} as const;

/** Microsoft's own names for a tenant: nobody else can take their mail. */
const isMicrosofts = (domain: string): boolean => domain.endsWith('.onmicrosoft.com');

export function acceptedDomainOf(fields: Fields, notes: Notes): readonly DomainEntry[] {
  const said = plainDomain(String(fields['DomainName'] ?? ''));
  const source = `AcceptedDomain "${said}"`;
  const name = domainPatternOf(said);
  if (name === null || name.includes('*')) {
    notes.left(source, 'it is no domain that can be taken: all domains of the world are not accepted here');
    return [];
  }
  if (isMicrosofts(name)) {
    notes.left(source, 'it belongs to Microsoft 365, and no DNS of yours could prove it');
    return [];
  }
  const type = String(fields['DomainType']).toLowerCase();
  const text = `${name} becomes an internal-relay domain: its mailboxes stay in Exchange, and what is unknown here goes on`;
  if (type === 'authoritative' || type === '0') notes.different(source, `${text} (Exchange refused it)`);
  else notes.taken(source, text);
  if (isTrue(fields['MatchSubDomains']))
    notes.left(source, 'its subdomains were accepted too', { act: 'relay-for-if-meant', domain: null });
  return [{ name, type: 'internal-relay' }];
}

/** Those that a person or a device has; Exchange has more, for itself. A number is what ConvertTo-Json makes of the word in Exchange's own shell. */
const MAILBOX_TYPES: ReadonlySet<string> = new Set([
  'usermailbox',
  'sharedmailbox',
  'roommailbox',
  'equipmentmailbox',
  'linkedmailbox',
  'legacymailbox',
  'schedulingmailbox',
  ...['1', '2', '4', '8', '16', '32'],
]);

export interface Recipients {
  readonly mailboxes: readonly MailboxImported[];
  /** Of the mailboxes. */
  readonly domains: readonly string[];
}

/** @param accepted domains that are known to be Exchange's. */
export function mailboxesOf(
  rows: readonly Fields[],
  access: readonly Fields[],
  accepted: readonly string[],
  notes: Notes,
  afterwards: Remedy[],
): Recipients {
  const signIns = new Map(access.map((fields) => [addressOf(fields).toLowerCase(), fields]));
  const counts = new Counts();
  const taken: { readonly address: string; readonly fields: Fields }[] = [];
  for (const fields of rows) {
    const address = addressOf(fields);
    const type = String(fields['RecipientTypeDetails'] ?? '').toLowerCase();
    const domain = domainPatternOf(domainOf(address));
    if (!MAILBOX_TYPES.has(type)) counts.add('types', address);
    else if (domain === null || isMicrosofts(domain)) counts.add('foreign', address);
    else taken.push({ address, fields });
  }
  const domains = [...new Set(taken.map(({ address }) => domainOf(address)))];
  const own: ReadonlySet<string> = new Set([...accepted, ...domains]);
  const mailboxes = taken.map(({ address, fields }) => mailboxOf(address, fields, signIns, own, counts));
  const known = new Set(taken.map(({ address }) => address.toLowerCase()));
  for (const address of signIns.keys()) if (!known.has(address)) counts.add('alone', address);
  tell(mailboxes.length, counts, notes);
  if (mailboxes.length > 0) afterwards.push({ act: 'set-by-hand', what: 'sign-ins' });
  return { mailboxes, domains };
}

function mailboxOf(
  address: string,
  fields: Fields,
  signIns: ReadonlyMap<string, Fields>,
  own: ReadonlySet<string>,
  counts: Counts,
): MailboxImported {
  const aliases: string[] = [];
  if (unreadList(fields['EmailAddresses'])) counts.add('unread', address);
  else
    for (const one of addressesIn(fields['EmailAddresses'])) {
      if (one.toLowerCase() === address.toLowerCase()) continue;
      if (own.has(domainOf(one))) aliases.push(one);
      else counts.add('aliases', one);
    }
  const name = String(fields['DisplayName'] ?? '').trim();
  // In its ASCII a letter that it does not have becomes a question mark.
  if (name.includes('?') || name.includes('\uFFFD')) counts.add('letters', address);
  const disabled = signIns.get(address.toLowerCase())?.['SmtpClientAuthenticationDisabled'];
  const maySignIn = isTrue(disabled) ? false : isFalse(disabled) ? true : null;
  if (maySignIn === null) counts.add('unsaid', address);
  return {
    address,
    displayName: name,
    aliases,
    ...(maySignIn !== null && { smtpAuth: maySignIn }),
    delivery: { kind: 'elsewhere' },
  };
}

/** As text, or as the object that ConvertTo-Json makes of a live address. */
function addressOf(fields: Fields): string {
  const value = fields['PrimarySmtpAddress'];
  const said = typeof value === 'object' && value !== null ? (value as Fields)['Address'] : value;
  return typeof said === 'string' ? said.trim() : '';
}

/** `smtp:anna@contoso.com`, and what scripts leave of it; those of X500, X400, SIP and SPO are none. */
function addressesIn(value: unknown): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : listOf(value);
  return list.flatMap((one) => {
    const text = typeof one === 'object' && one !== null ? (one as Fields)['ProxyAddressString'] : one;
    const [, address] = /^(?:smtp:)?([^\s:@]+@[^\s:@]+)$/iu.exec(String(text)) ?? [];
    return address === undefined ? [] : [address];
  });
}

type Count = 'types' | 'foreign' | 'aliases' | 'unread' | 'letters' | 'unsaid' | 'alone';

/** Alike of thousands: told once, with the first of them. */
class Counts {
  readonly #found = new Map<Count, { readonly first: string; count: number }>();

  add(what: Count, which: string): void {
    const known = this.#found.get(what);
    if (known === undefined) this.#found.set(what, { first: which, count: 1 });
    else known.count++;
  }

  /** `3 (scan@contoso.com and others)`; null: none. */
  of(what: Count): string | null {
    const found = this.#found.get(what);
    if (found === undefined) return null;
    const first = found.first === '' ? 'without an address' : found.first;
    return `${found.count} (${first}${found.count > 1 ? ' and others' : ''})`;
  }
}

const SAID: readonly (readonly [Count, verdict: 'left' | 'different', source: string, text: string])[] = [
  ['types', 'left', 'Mailboxes', 'no mailboxes of persons, rooms or devices (RecipientTypeDetails)'],
  ['foreign', 'left', 'Mailboxes', 'their primary address is in no domain of yours'],
  ['aliases', 'left', 'EmailAddresses', 'in domains that are not in these files (Get-AcceptedDomain)'],
  [
    'unread',
    'left',
    'EmailAddresses',
    'the file holds the name of a type instead of the addresses: make it with -join',
  ],
  ['letters', 'different', 'DisplayName', 'letters were lost: Export-Csv without -Encoding utf8 writes ? instead'],
  [
    'unsaid',
    'different',
    'SmtpClientAuthenticationDisabled',
    'nothing is said, so that their organization decides there: here they may sign in, once they have a sign-in',
  ],
  ['alone', 'left', 'CASMailbox', 'only how they sign in is known: give the file of Get-Mailbox beside it'],
];

function tell(made: number, counts: Counts, notes: Notes): void {
  if (made > 0) {
    notes.taken('Mailboxes', `${made}: they sign in and send here, and their mail goes on to Exchange`);
    notes.different('Mailboxes', 'an export holds no passwords: whoever is to send here gets a sign-in', {
      act: 'set-by-hand',
      what: 'sign-ins',
    });
  }
  for (const [what, verdict, source, text] of SAID) {
    const count = counts.of(what);
    if (count !== null) notes[verdict](source, `${count}: ${text}`);
  }
}
