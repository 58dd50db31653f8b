/**
 * Which reports (DSNs) are owed to whom. Pure. RFC 3461 §4.1 (NOTIFY), §5.2 and §6.2 (never to or about `<>`), RFC 3464 §2.3.3 (actions).
 */
import type { ObjectId } from '../../base/id.ts';
import { type Address, addressKey, type ReversePath } from '../../mail/address.ts';
import type { FailureCause, QueuedMessage } from '../../mail/delivery.ts';
import type { Language } from '../../mail/names.ts';
import type { EnvelopeRecipient, MailParameters, Notify } from '../../mail/envelope.ts';
import type { ReportKind } from '../../mail/report.ts';
import type { Route } from '../../mail/route.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { defaultOrganization, postmasterOf } from '../ingress/postmaster.ts';
import { type Originator, routeRecipient } from '../routing/routing.ts';

/**
 * Whether the sender is to be told. Without NOTIFY: failures and delays, not successes (RFC 3461 §5.2). The null reverse-path is never
 * told anything, which is also why a report can never bring about another one.
 */
export function owesReport(kind: ReportKind, reversePath: ReversePath, notify: Notify | null): boolean {
  if (reversePath === null || notify === 'never') return false;
  if (notify === null) return kind !== 'success';
  return notify.includes(kind);
}

/** Nobody we know brought it: no sign-in, no connector. Who it says it is from may know nothing of it. */
export const isStrangers = ({ ingress, connectorId }: Pick<QueuedMessage, 'ingress' | 'connectorId'>): boolean =>
  ingress === 'direct' && connectorId === null;

/**
 * The wishes of a stranger about reports that are honoured: fewer of them, never more, and nothing that goes back in them. Whoever he says he is
 * would get a report for each message, with the words of his choice (RFC 3461 §4.1, §4.3, §4.4).
 */
export const strangersParameters = (said: MailParameters): MailParameters => ({ ...said, ret: null, envid: null });

export const strangersRecipient = (said: EnvelopeRecipient): EnvelopeRecipient => ({
  ...said,
  notify: inheritedNotify(said.notify, false),
  orcpt: null,
});

/**
 * Decides who hears of a failure. A stranger can write any sender and choose what fails, so what our own set-up makes of his mail is told to who
 * can mend it: a loop, a group without members, a member or a forwarding address of ours that is nobody's.
 * @param met by us, or said by a next hop.
 */
export function failureIsFor(
  message: QueuedMessage,
  via: readonly string[],
  { cause, met }: { readonly cause: FailureCause; readonly met: 'here' | 'at-next-hop' },
): 'sender' | 'postmaster' {
  if (!isStrangers(message)) return 'sender';
  if (cause === 'loop') return 'postmaster';
  if (met === 'at-next-hop') return 'sender';
  const isOurs =
    cause === 'no-route' || cause === 'too-many-recipients' || (cause === 'unknown-recipient' && via.length > 0);
  return isOurs ? 'postmaster' : 'sender';
}

/**
 * Whether the reader of a report belongs to the organization whose address it is about. Only such a reader is told where the address is
 * forwarded to and who is in a group (RFC 3464 §4.2). @param key of the address that was written to.
 */
export function isOfOrganization(view: DirectoryView, reader: ReversePath, key: string): boolean {
  const owner = view.acceptedDomain(key.slice(key.lastIndexOf('@') + 1))?.organizationId;
  return owner !== undefined && view.acceptedDomain(reader?.domainKey ?? '')?.organizationId === owner;
}

/** A reader of a report, and the way there. `orphan`: its addressee is an unknown address of an own domain, so that nobody will read it there. */
export interface ReportAddressee {
  readonly address: Address;
  readonly route: Route;
}

export interface ReportAddressing {
  readonly addressees: readonly ReportAddressee[];
  /** The device that the message came from, for a person who has many: `Copier 2 (Room 5)`. null: nobody knows. */
  readonly device: string | null;
  readonly orphan: boolean;
  readonly language: Language;
}

/** The message a report is about. */
export type Reported = Pick<QueuedMessage, 'organizationId' | 'deviceId'>;

/**
 * Routes a report to the sender. A sender who is nobody's mailbox of ours (a device with an invented address) cannot read it: it goes to
 * who answers for the device. Where nobody does, it gets no further bounce: the report is kept for the administrator's list. Where the
 * organization wants it, its postmaster gets such reports too.
 */
export function addressReport(view: DirectoryView, sender: Address, about: Reported): ReportAddressing {
  const language = languageOf(view, about);
  const device = deviceText(view, about.deviceId ?? null);
  const { organizationId, deviceId } = about;
  const toSender = addressee(view, sender, { organizationId, deviceId: deviceId ?? null });
  if (toSender.route.kind !== 'none') return { addressees: [toSender], device, orphan: false, language };

  const domainOwner = view.acceptedDomain(sender.domainKey)?.organizationId ?? organizationId;
  const postmaster: Address = { local: 'postmaster', domain: sender.domain, domainKey: sender.domainKey };
  const copy = view.get('organization', domainOwner)?.copyOrphanReportsToPostmaster
    ? addressee(view, postmaster, { organizationId: domainOwner })
    : null;
  const copies = copy === null || copy.route.kind === 'none' ? [] : [copy];
  const owner = ownerOfDevice(view, deviceId ?? null);
  return owner === null
    ? { addressees: [toSender, ...copies], device, orphan: true, language }
    : { addressees: [owner, ...copies], device, orphan: false, language };
}

/** The postmaster of the organization, about a message of a stranger; where there is no domain to have one, it is kept for the administrator. */
export function addressToPostmaster(view: DirectoryView, about: Reported, hostName: string): ReportAddressing {
  const organization = view.get('organization', about.organizationId);
  const address = postmasterOf(view, organization) ?? postmasterOf(view, defaultOrganization(view));
  const reader: ReportAddressee =
    address === null
      ? {
          address: { local: 'postmaster', domain: hostName, domainKey: hostName.toLowerCase() },
          route: { kind: 'none', reason: 'no organization has a verified domain', unknownRecipient: true },
        }
      : addressee(view, address, { organizationId: organization?.id ?? about.organizationId });
  return {
    addressees: [reader],
    device: null,
    orphan: reader.route.kind === 'none',
    language: languageOf(view, about),
  };
}

/**
 * Decides who gets a report that the sender's own mail system did not take, whatever its reason: the address may turn out to be nobody's there, or
 * the way there may take no mail without a sender. Not before: only that system knows who is there, and owners should not read the bounces
 * of people. null: nobody answers for the device, it was refused for him, or a person ended it.
 */
export function heirOfReport(
  view: DirectoryView,
  report: QueuedMessage,
  recipient: Address,
  cause: FailureCause,
): ReportAddressee | null {
  if (report.ingress !== 'internal' || report.reversePath !== null || cause === 'cancelled') return null;
  const owner = ownerOfDevice(view, report.deviceId ?? null);
  return owner === null || addressKey(owner.address) === addressKey(recipient) ? null : owner;
}

function deviceText(view: DirectoryView, deviceId: ObjectId | null): string | null {
  const device = view.get('device', deviceId);
  if (device === null) return null;
  return device.place === '' ? device.name : `${device.name} (${device.place})`;
}

function ownerOfDevice(view: DirectoryView, deviceId: ObjectId | null): ReportAddressee | null {
  const device = view.get('device', deviceId);
  const parsed = device?.owner ? parseMailbox(device.owner, { smtputf8: true }) : null;
  if (device === null || parsed?.ok !== true) return null;
  const owner = addressee(view, parsed.address, { organizationId: device.organizationId, deviceId });
  return owner.route.kind === 'none' ? null : owner;
}

const addressee = (
  view: DirectoryView,
  address: Address,
  originator: Omit<Originator, 'reversePath'>,
): ReportAddressee => ({ address, route: routeRecipient(view, address, { ...originator, reversePath: null }) });

/** The device's, before the organization's. Details for the administrator stay in English: what is quoted must be found again. */
function languageOf(view: DirectoryView, { organizationId, deviceId }: Reported): Language {
  const device = view.get('device', deviceId ?? null);
  const organization = view.get('organization', organizationId ?? view.system?.defaultOrganizationId ?? null);
  return device?.language ?? organization?.language ?? 'en';
}

/**
 * The wishes that a recipient which was expanded hands on. One forwarding address stands in for the original and takes NOTIFY whole; the members of a
 * group do not report their successes: the sender gets one `expanded` (or, where a copy was kept, `delivered`) for all of them
 * (RFC 3461 §5.2.7).
 */
export function inheritedNotify(notify: Notify | null, standsIn: boolean): Notify | null {
  if (notify === null || notify === 'never' || standsIn || !notify.includes('success')) return notify;
  const rest = notify.filter((event) => event !== 'success');
  return rest.length === 0 ? 'never' : rest;
}
