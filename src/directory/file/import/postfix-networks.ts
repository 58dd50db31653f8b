/**
 * Relaying by address: `mynetworks`, as far as the restrictions (SMTPD_ACCESS_README) give it that right and the list is understood
 * exactly. What is not is withheld, and said. Pure.
 */
import { RESTRICTIONS } from './postfix-parameters.ts';
import { hasHostBits, overlaps, parseRange, unmapped } from '../../../mail/network/address-ranges.ts';
import { type InboundEntry, isEverybody, isThisMachine, NOT_OURSELVES, OPEN_RELAY } from './imported.ts';
import { wordsOf } from './main-cf.ts';
import { sourceOf } from './postfix-maps.ts';
import type { PostfixReading } from './postfix-outbound.ts';

/** The name of the connector that stands for them. */
const NETWORKS = 'Postfix networks';

/** @param isOpen whether a service takes mail of other machines on port 25. */
export function networksOf(work: PostfixReading, isOpen: boolean): readonly InboundEntry[] {
  const { settings, secrets, notes, maps } = work;
  const setting = settings.get('mynetworks');
  const style = settings.get('mynetworks_style');
  if (style !== undefined)
    notes.left(sourceOf(style), 'which networks that means only that machine knows: name them in a connector');
  const denied = closedTo(work) ?? deniedBy(work);
  if (setting === undefined) return [];
  const source = sourceOf(setting);
  if (denied !== null) {
    notes.left(source, `no connector is made: ${denied}`);
    return [];
  }
  const words = maps.listed(setting).map((word) => word.replace(/^([^[]*)\[([^\]]+)\]/u, '$1$2'));
  const exceptions = words.filter((word) => word.startsWith('!'));
  const unread = exceptions.find((word) => rangeOf(word.slice(1)) === null);
  if (unread !== undefined) {
    const shown = secrets.shown(setting, unread);
    notes.left(source, `${shown} takes something out that is not known here: no connector is made; name the networks`);
    return [];
  }
  const excluded = exceptions.flatMap((word) => rangeOf(word.slice(1)) ?? []);
  const addresses = new Set<string>();
  for (const word of words) {
    const range = rangeOf(word);
    if (word.startsWith('!')) notes.left(source, `${word}: exceptions are not made here`);
    else if (range === null)
      notes.left(source, `${secrets.shown(setting, word)} is no network: what it stands for has to be added by hand`);
    else if (isThisMachine(word)) notes.different(source, `${word}: ${NOT_OURSELVES}`);
    else if (isEverybody(word)) notes.left(source, `${word}: ${OPEN_RELAY}`);
    // A right that was withheld is not given by leaving the exception out.
    else if (excluded.some((one) => overlaps(one, range)))
      notes.left(source, `${word} has an exception within: name the networks that are meant`);
    else addresses.add(unmapped(word));
  }
  if (addresses.size === 0) return [];
  const requireTls = demandsTls(work);
  notes.different(
    source,
    `connector "${NETWORKS}" for ${[...addresses].join(', ')}${requireTls ? ' (with TLS only)' : ''}: may relay to anyone, but only with sender addresses of own, verified domains`,
  );
  if (!isOpen)
    notes.left(
      source,
      'master.cf has no service on port 25 for other machines, so that these networks did not send by it: the connector is switched off',
      { act: 'remove-or-enable-connector', name: NETWORKS },
    );
  return [
    {
      name: NETWORKS,
      senderAddresses: [...addresses],
      ...(requireTls ? { requireTls } : {}),
      ...(isOpen ? {} : { enabled: false }),
    },
  ];
}

const isSetOrUnread = ({ settings, unread }: PostfixReading, name: string, isHarmless: RegExp): boolean =>
  unread.has(name) || !isHarmless.test(settings.get(name)?.value.trim() ?? '');

/** Whether nobody relays there without TLS. What cannot be read may be such a demand. */
const demandsTls = (work: PostfixReading): boolean =>
  isSetOrUnread(work, 'smtpd_tls_security_level', /^(?:may|none|)$/iu) ||
  isSetOrUnread(work, 'smtpd_enforce_tls', /^(?:no|)$/iu) ||
  work.unread.has('smtpd_tls_wrappermode');

/** Why no other machine gets as far as the restrictions by its address alone; null: they do. */
function closedTo(work: PostfixReading): string | null {
  const interfaces = wordsOf(work.settings.get('inet_interfaces')?.value ?? '');
  if (
    interfaces.length > 0 &&
    interfaces.every(
      (word) => /^(?:loopback-only|localhost)$/iu.test(word) || isThisMachine(word.replaceAll(/[[\]]/gu, '')),
    )
  )
    return 'inet_interfaces names this machine alone, so that no other one could send here';
  if (demandsTls(work) && isSetOrUnread(work, 'smtpd_tls_req_ccert', /^(?:no|)$/iu))
    return 'smtpd_tls_req_ccert wants a client certificate of each: name those who may relay in a connector with --certificate-name';
  return null;
}

/** Postfix takes no network with host bits set (`192.168.1.9/24`): it stands for nothing there, and not for the whole of it here. */
const rangeOf = (word: string) => (hasHostBits(word) ? null : parseRange(word));

/** They judge how a client speaks, or what it names, and not who it is. */
const FORM =
  /^(?:reject_(?:non_fqdn|unknown|invalid|unlisted|maps_rbl|unauth_pipelining|multi_recipient_bounce|rbl_client|rhsbl)\w*|(?:warn_if_reject|sleep|permit_sasl_authenticated|permit_tls_\w+|permit_auth_destination|permit_mx_backup|permit_dnswl_client|permit_rhswl_client|reject_authenticated_sender_login_mismatch))$/u;
/** The client itself may still send, to own domains: what it may not is relay. */
const NO_RELAYING = /^(?:reject|defer)_unauth_destination$/u;
/** Arguments of a check: `hash:/etc/postfix/access`, a host of a block list, a number of seconds. */
const ARGUMENT = /^(?:[a-z]+:\S+|[\d.]+s?|[\w-]+(?:\.[\w-]+)+(?:=\S+)?)$/u;

/** The restriction that keeps `mynetworks` from relaying, or may do so; null: there is none. Notes what is lost with them. */
function deniedBy(work: PostfixReading): string | null {
  const { settings, secrets, notes } = work;
  let denied = work.unread.has('mynetworks') ? 'a service in master.cf has networks of its own' : null;
  for (const name of RESTRICTIONS) {
    const setting = settings.get(name);
    if (setting === undefined) {
      // Set to what is not read: it may refuse anything.
      if (work.unread.has(name)) denied ??= `${name} is not understood, and may keep these networks from relaying`;
      continue;
    }
    const words = wordsOf(setting.value);
    const shown = secrets.shown(setting, setting.value);
    const stop = words.slice(0, firstPermit(words)).find((word) => !FORM.test(word) && !ARGUMENT.test(word));
    const listed = words.some((word) => word === 'permit_mynetworks');
    if (stop !== undefined && NO_RELAYING.test(stop))
      denied ??= `${name} has no permit_mynetworks before ${stop}: these networks relay only by sign-in`;
    else if (stop !== undefined)
      denied ??= `${name} may refuse them by ${stop}, which is not taken over: name those who may relay in a connector`;
    if (words.every((word) => FORM.test(word) || NO_RELAYING.test(word) || PLAIN.has(word)) && !words.some(isFilter))
      notes.taken(sourceOf(setting), `taken into account: ${shown}`);
    else
      notes.lost(
        sourceOf(setting),
        `rules of its own refused or let in who sends (${shown}). Nothing of them is taken over${listed ? ' but permit_mynetworks' : ''}: block lists and checks of senders are left to the next hop, who may send stands in connectors, devices and mailboxes here`,
      );
  }
  return denied;
}

const PLAIN: ReadonlySet<string> = new Set(['permit_mynetworks', 'permit', 'reject', 'defer']);
const isFilter = (word: string): boolean => /rbl|rhsbl|dnswl|rhswl/u.test(word);

/** The place among the restrictions at which a client of `mynetworks` is let through. */
function firstPermit(words: readonly string[]): number {
  const at = words.findIndex((word) => word === 'permit_mynetworks' || word === 'permit');
  return at < 0 ? words.length : at;
}
