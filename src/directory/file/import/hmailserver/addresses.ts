/**
 * The addresses of hMailServer's domains: accounts become mailboxes, lists become groups, and an alias goes to whoever it leads to. An alias
 * domain is a domain in which each of them has the same name once more. No password is read. Pure.
 */
import type { Remedy } from '../../../../mail/remedy.ts';
import { bounds } from '../../../../base/bounds.ts';
import {
  type DomainEntry,
  domainPatternOf,
  type GroupImported,
  ImportProblem,
  type MailboxImported,
} from '../imported.ts';
import type { Notes } from '../notes.ts';
import { childrenOf, textAt, type Tree } from './tree.ts';

/** Attributes that are read. `docs/operate/import.md` lists the same; a test compares. */
export const addressAttributes = {
  Domain: ['Name', 'Active', 'Postmaster', 'UsePlusAddressing', 'PlusAddressingChar', 'DKIMPrivateKeyFile'],
  DomainAlias: ['Name'],
  Account: [
    'Name',
    'Active',
    'PersonFirstName',
    'PersonLastName',
    'ADActive',
    'ForwardEnabled',
    'ForwardAddress',
    'ForwardKeepOriginal',
    'VacationMessageOn',
  ],
  Alias: ['Name', 'Value', 'Active'],
  DistributionList: ['Name', 'Active', 'RequiresAuth', 'ListMode'],
  Recipient: ['Name'],
} as const;

interface Addresses {
  readonly domains: readonly DomainEntry[];
  readonly mailboxes: readonly MailboxImported[];
  readonly groups: readonly GroupImported[];
}

/** A mailbox or group, as aliases are put to it. */
interface Target {
  readonly entry: MailboxImported | GroupImported;
  readonly aliases: Set<string>;
}

export function addressesOf(domains: readonly Tree[], notes: Notes, afterwards: Remedy[]): Addresses {
  const reading = new Reading(notes);
  for (const domain of domains) reading.domain(domain);
  const made = reading.made();
  afterwards.push(...made.domains.map(({ name }) => ({ act: 'prove-domain', domain: name }) as const));
  if (made.mailboxes.length > 0) afterwards.push({ act: 'set-by-hand', what: 'sign-ins' });
  return made;
}

const isOff = (node: Tree): boolean => textAt(node, 'Active') === '0';
const isYes = (node: Tree, name: string): boolean => textAt(node, name) === '1';
const keyOf = (address: string): string => address.trim().toLowerCase();
const domainOf = (address: string): string => keyOf(address.slice(address.lastIndexOf('@') + 1));
const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

class Reading {
  readonly #notes: Notes;
  readonly #names = new Set<string>();
  readonly #targets = new Map<string, Target>();
  readonly #aliases = new Map<string, string>();
  /** Of an alias domain, the domain that it stands for. */
  readonly #standsFor = new Map<string, string>();
  readonly #forwards = new Map<string, { readonly to: string; readonly keepCopy: boolean }>();
  /** Every address that leads to somebody, once all of them are read. */
  readonly #known = new Set<string>();
  #read = 0;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  domain(node: Tree): void {
    const name = domainPatternOf(textAt(node, 'Name'));
    const source = `Domain "${textAt(node, 'Name')}"`;
    if (name === null || name.includes('*')) {
      this.#notes.left(source, 'it is no domain');
      return;
    }
    if (isOff(node)) {
      this.#notes.left(source, 'it was switched off: nothing of it is taken');
      return;
    }
    this.#names.add(name);
    this.#tellDomain(node, source, name);
    for (const alias of childrenOf(node, 'DomainAliases', 'DomainAlias')) this.#domainAlias(alias, name);
    const plus = isYes(node, 'UsePlusAddressing') && textAt(node, 'PlusAddressingChar') === '+';
    for (const account of childrenOf(node, 'Accounts', 'Account')) this.#account(account, plus);
    for (const list of childrenOf(node, 'DistributionLists', 'DistributionList')) this.#list(list);
    for (const alias of childrenOf(node, 'Aliases', 'Alias')) this.#alias(alias);
  }

  made(): Addresses {
    for (const [alias, value] of this.#aliases) this.#resolve(alias, value);
    this.#repeat();
    for (const [key, { aliases }] of this.#targets)
      for (const address of [key, ...aliases]) this.#known.add(keyOf(address));
    const mailboxes: MailboxImported[] = [];
    const groups: GroupImported[] = [];
    for (const { entry, aliases } of this.#targets.values()) {
      const named = { ...entry, ...(aliases.size > 0 && { aliases: [...aliases] }) };
      if ('members' in named) groups.push(...this.#group(named));
      else mailboxes.push(this.#mailbox(named));
    }
    if (mailboxes.length > 0)
      this.#notes.different(
        'Messages',
        'the mail that is in the mailboxes is not taken over: copy it by IMAP once they are here',
      );
    return { domains: [...this.#names].map((name) => ({ name, type: 'authoritative' })), mailboxes, groups };
  }

  #tellDomain(node: Tree, source: string, name: string): void {
    this.#notes.taken(source, `${name} becomes an authoritative domain: recipients that nobody knows are refused`);
    const catchAll = textAt(node, 'Postmaster');
    if (catchAll !== '')
      this.#notes.lost(source, `mail for unknown recipients went to ${catchAll}; here nobody gets it: it is refused`);
    const char = textAt(node, 'PlusAddressingChar');
    if (isYes(node, 'UsePlusAddressing') && char !== '+')
      this.#notes.left(source, `addresses with ${JSON.stringify(char.slice(0, 1))} for a detail: here it is +`);
    if (textAt(node, 'DKIMPrivateKeyFile') !== '')
      this.#notes.left(source, 'it signed with DKIM: its key is in a file of that machine. Make a new one here');
  }

  #domainAlias(node: Tree, name: string): void {
    const alias = domainPatternOf(textAt(node, 'Name'));
    if (alias === null || alias.includes('*')) return;
    this.#names.add(alias);
    this.#standsFor.set(alias, name);
    this.#notes.taken(`Domain alias "${alias}"`, `a domain in which each address of ${name} is once more`);
  }

  #account(node: Tree, plusAddressing: boolean): void {
    this.#count();
    const address = textAt(node, 'Name');
    const source = `Account "${address}"`;
    if (isOff(node)) this.#notes.different(source, 'it was switched off: so it is here');
    const displayName = `${textAt(node, 'PersonFirstName')} ${textAt(node, 'PersonLastName')}`.trim();
    const entry: MailboxImported = { address, displayName, plusAddressing, enabled: !isOff(node) };
    this.#put({ entry, aliases: new Set() }, source);
    this.#notes.different(
      source,
      isYes(node, 'ADActive')
        ? 'it signed in by Active Directory, which is not asked here: give it a password'
        : 'its password is not taken over (it is hashed, or in another form that is not used here): give it a new one',
      { act: 'set-by-hand', what: 'sign-ins' },
    );
    this.#tellAccount(node, source);
    if (isYes(node, 'ForwardEnabled') && textAt(node, 'ForwardAddress') !== '')
      this.#forwards.set(keyOf(address), {
        to: textAt(node, 'ForwardAddress'),
        keepCopy: isYes(node, 'ForwardKeepOriginal'),
      });
  }

  #tellAccount(node: Tree, source: string): void {
    if (isYes(node, 'VacationMessageOn')) this.#notes.left(source, 'its automatic reply: nothing here replies');
    if (childrenOf(node, 'Rules', 'Rule').length > 0)
      this.#notes.lost(source, 'its mail was sorted, forwarded or deleted by rules. Nothing of them is taken over');
    if (childrenOf(node, 'FetchAccounts', 'FetchAccount').length > 0)
      this.#notes.lost(source, 'mail was fetched for it from other servers. Nothing is fetched here');
  }

  #list(node: Tree): void {
    this.#count();
    const address = textAt(node, 'Name');
    const source = `Distribution list "${address}"`;
    if (isOff(node)) {
      this.#notes.left(source, 'it was switched off');
      return;
    }
    // The members stand in an element of the same name.
    const members = ['DistributionList', 'Recipients']
      .flatMap((holder) => childrenOf(node, holder, 'Recipient'))
      .map((one) => textAt(one, 'Name'));
    for (const _ of members) this.#count();
    this.#put({ entry: { address, members }, aliases: new Set() }, source);
    this.#notes.taken(source, `group of ${members.length}`);
    if (isYes(node, 'RequiresAuth') || !['', '0'].includes(textAt(node, 'ListMode')))
      this.#notes.lost(source, 'not everybody was let write to it; here everybody may');
  }

  #alias(node: Tree): void {
    this.#count();
    const [name, value] = [textAt(node, 'Name'), textAt(node, 'Value')];
    if (isOff(node)) this.#notes.left(`Alias "${name}"`, 'it was switched off');
    else if (!this.#names.has(domainOf(name)))
      this.#notes.left(`Alias "${name}"`, 'it is in another domain than it stands in');
    else this.#aliases.set(keyOf(name), value);
  }

  #put(target: Target, source: string): void {
    const key = keyOf(target.entry.address);
    if (!this.#names.has(domainOf(key))) this.#notes.left(source, 'it is in another domain than it stands in');
    else if (this.#targets.has(key)) this.#notes.left(source, 'its address was there before: not taken a second time');
    else this.#targets.set(key, target);
  }

  /** By way of other aliases, too. */
  #resolve(alias: string, value: string): void {
    const source = `Alias "${alias}"`;
    const seen = new Set([alias]);
    let end = value;
    for (let next = this.#aliases.get(keyOf(end)); next !== undefined; next = this.#aliases.get(keyOf(end))) {
      if (seen.has(keyOf(end)) || seen.size > bounds.config.importedChain) {
        this.#notes.left(source, 'it leads back to itself, or by too many others');
        return;
      }
      seen.add(keyOf(end));
      end = next;
    }
    const target = this.#targets.get(keyOf(end));
    if (target !== undefined) {
      target.aliases.add(alias);
      this.#notes.taken(source, `alias of ${target.entry.address}`);
    } else if (this.#names.has(domainOf(end))) this.#notes.left(source, `${end} is nobody`);
    else {
      this.#put({ entry: { address: alias, members: [end] }, aliases: new Set() }, source);
      this.#notes.taken(source, `group with the one member ${end}, which is elsewhere`);
    }
  }

  /** Each address of a domain, in the domains that stand for it. */
  #repeat(): void {
    const standIns = Map.groupBy(this.#standsFor, ([, name]) => name);
    for (const { entry, aliases } of this.#targets.values())
      for (const address of [entry.address, ...aliases])
        for (const [standIn] of standIns.get(domainOf(address)) ?? []) {
          this.#count();
          aliases.add(`${localOf(address)}@${standIn}`);
        }
  }

  #isSomebody(address: string): boolean {
    return !this.#names.has(domainOf(address)) || this.#known.has(keyOf(address));
  }

  #mailbox(entry: MailboxImported): MailboxImported {
    const forward = this.#forwards.get(keyOf(entry.address));
    if (forward === undefined) return entry;
    const source = `Account "${entry.address}"`;
    if (!this.#isSomebody(forward.to)) {
      this.#notes.left(source, `it forwarded to ${forward.to}, which is nobody`);
      return entry;
    }
    this.#notes.taken(source, `forwards to ${forward.to}${forward.keepCopy ? ' and keeps a copy' : ''}`);
    return { ...entry, forwarding: { to: [forward.to], keepCopy: forward.keepCopy } };
  }

  #group(entry: GroupImported): readonly GroupImported[] {
    const source = `Distribution list "${entry.address}"`;
    const members = (entry.members ?? []).filter((member) => {
      if (keyOf(member) === keyOf(entry.address)) return false;
      if (this.#isSomebody(member)) return true;
      this.#notes.left(source, `member ${member}: it is nobody; left out`);
      return false;
    });
    if (members.length > 0) return [{ ...entry, members }];
    this.#notes.left(source, 'it has no members: a group without them refuses mail');
    return [];
  }

  #count(): void {
    if (++this.#read > bounds.config.importedObjects)
      throw new ImportProblem(
        `the backup holds more than ${bounds.config.importedObjects} addresses`,
        'back up its domains in parts, or add them with mailbox import',
      );
  }
}
