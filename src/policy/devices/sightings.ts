/** Whose session it was, and what one more session makes of what is known of a device. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Device } from '../../directory/objects.ts';
import type { SeenRefusal, Sighting } from '../../mail/sighting.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isPrivate } from '../../mail/network/address-ranges.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import type { HabitName } from '../../mail/names.ts';
import { matchingConnectors } from '../ingress/connector-match.ts';
import { networkOwner, signInOwner } from '../owners/refusal-owner.ts';
import { approvalHelpsWith, isTelling, noMailWords } from '../reasons/no-mail.ts';
import { habitsOf, lackOf, readRefusal, signInTried } from '../reasons/proposals.ts';
import { knownNoMail, mechanismOf } from '../reasons/kept-reason.ts';

/** A login that was only tried identifies nobody, but for who speaks from an inner network: there it is a device's wrong password. */
function signedInAs(record: SessionRecord): string | null {
  if (record.login === null) return null;
  if (isPrivate(canonicalAddress(record.clientAddress))) return record.login;
  if (record.ingress === 'submission' && record.accepted.length > 0) return record.login;
  return record.refusals.some(({ stage }) => stage === 'auth') ? null : record.login;
}

/** The device an administrator knows it as. */
export function deviceOfSession(view: DirectoryView, record: SessionRecord): Device | null {
  const known = view.get('device', record.deviceId ?? null);
  if (known !== null) return known;
  const login = signedInAs(record);
  const organizationId =
    (login === null ? null : signInOwner(view, login)) ??
    view.get('inbound-connector', record.connectorId)?.organizationId ??
    null;
  return view.deviceOf(canonicalAddress(record.clientAddress), login, organizationId);
}

/** The list that an unknown device waits on. */
export interface WaitingList {
  /** null: several organizations have listed its network, and it is for who administers them all to say whose it is. */
  readonly organizationId: ObjectId | null;
}

/** Whose device network an address lies in; null: in none. @param address canonical. */
export function waitingListOf(view: DirectoryView, address: string): WaitingList | null {
  return isInDeviceNetwork(view, address) ? { organizationId: networkOwner(view, address) } : null;
}

export function isInDeviceNetwork(view: DirectoryView, address: string): boolean {
  for (const _listed of view.organizationsListing(address)) return true;
  return false;
}

/** Whether a session by nobody that is known is worth remembering: an administrator listed its address in some way. */
export function isListed(view: DirectoryView, record: SessionRecord): boolean {
  const connector = view.get('inbound-connector', record.connectorId);
  return connector?.type === 'OnPremises' || isInDeviceNetwork(view, canonicalAddress(record.clientAddress));
}

/** Whether approving the device would help it: it has no right to send yet, or its profile is in the way. */
export function approvalHelps(view: DirectoryView, record: SessionRecord): boolean {
  if (record.noMail !== undefined && approvalHelpsWith(record.noMail)) return true;
  const refusal = readRefusal(record);
  if (refusal === null) return false;
  if (refusal.lacks === 'connector' || refusal.lacks === 'profile' || lackOf(record)?.profile != null) return true;
  return !mayRelay(view, record);
}

/** A connector covers it, or it has signed in. */
function mayRelay(view: DirectoryView, record: SessionRecord): boolean {
  const signedIn = record.login !== null && !record.refusals.some(({ stage }) => stage === 'auth');
  if (signedIn && record.ingress === 'submission') return true;
  const peer = { address: canonicalAddress(record.clientAddress), certificate: null, tls: false };
  return [
    view.get('inbound-connector', record.connectorId),
    ...matchingConnectors(view, peer).map((one) => one.connector),
  ].some((connector) => connector?.type === 'OnPremises');
}

/**
 * @param waitsAt the list that an unknown, refused device belongs on; null: on none.
 * @param helps whether approving it would have let this session in.
 */
export function addSession(
  before: Sighting | null,
  record: SessionRecord,
  deviceId: ObjectId | null,
  waitsAt: WaitingList | null,
  helps = true,
): Sighting {
  const address = canonicalAddress(record.clientAddress);
  const signIn = together(before === null ? null : mechanismsTried(before), signInTried(record));
  const refusal =
    record.noMail === undefined ? readRefusal(record, { signsIn: signIn !== null }) : gaveUp(before, record);
  const accepted = record.accepted.length;
  return {
    deviceId,
    addresses: [address, ...(before?.addresses ?? []).filter((each) => each !== address)].slice(
      0,
      bounds.policy.deviceAddresses,
    ),
    helo: cut(record.helo) ?? before?.helo ?? null,
    listener: record.listener,
    tls: record.tls?.split(' ', 1)[0] ?? null,
    authMechanism: record.authMechanism ?? before?.authMechanism ?? null,
    login: cut(record.login) ?? before?.login ?? null,
    signIn,
    software: cut(record.software) ?? before?.software ?? null,
    connectorId: record.connectorId ?? before?.connectorId ?? null,
    habits: [...new Set([...(before?.habits ?? []), ...habitsOf(record)])].slice(0, bounds.policy.deviceHabits),
    firstSeen: before?.firstSeen ?? record.startedAt,
    lastSeen: Math.max(before?.lastSeen ?? 0, record.endedAt),
    lastAccepted: accepted > 0 ? record.endedAt : (before?.lastAccepted ?? null),
    sessions: (before?.sessions ?? 0) + 1,
    messages: (before?.messages ?? 0) + accepted,
    refusals: (before?.refusals ?? 0) + record.refusals.length,
    lastRefusal: refusal ?? before?.lastRefusal ?? null,
    waiting: waitingAfter(before, record, deviceId, waitsAt, helps),
  };
}

/** A session that ended by itself without mail; null: it is as likely a test of the connection by a device that sends. */
function gaveUp(
  before: Sighting | null,
  { noMail, clientAddress, endedAt, sessionId, ingress }: SessionRecord,
): SeenRefusal | null {
  if (noMail === undefined) return null;
  const hasSent = before !== null && before.lastAccepted !== null;
  if (!isTelling(noMail) && (hasSent || before?.lastRefusal != null)) return null;
  const kind = knownNoMail(noMail)?.kind ?? 'unknown';
  return {
    at: endedAt,
    stage: kind === 'certificate-distrusted' ? 'tls' : 'command',
    reference: sessionId,
    ...noMailWords(noMail, clientAddress),
    lacks: approvalHelpsWith(noMail) ? 'profile' : 'other',
    gaveUp: kind,
    reason: null,
    habits: [],
    ...(ingress === 'submission' ? { wantsSignIn: true } : {}),
  };
}

/** The mechanisms a device ever named in AUTH; null: it never tried to sign in. */
export function mechanismsTried({
  signIn,
  authMechanism,
  login,
  habits: met,
  lastRefusal,
}: Sighting): readonly string[] | null {
  if (signIn !== undefined) return signIn;
  // Kept before that was noted.
  const shown = met.some((habit) => SIGN_IN_HABITS.has(habit)) || lastRefusal?.stage === 'auth';
  if (authMechanism === null && login === null && !shown) return null;
  const named = [authMechanism, mechanismOf(lastRefusal), met.includes('cram-md5') ? 'CRAM-MD5' : null];
  return [...new Set(named.filter((each) => each !== null))];
}

const SIGN_IN_HABITS: ReadonlySet<string> = new Set([
  'auth-before-tls',
  'auth-after-helo',
  'cram-md5',
] satisfies readonly HabitName[]);

function waitingAfter(
  before: Sighting | null,
  record: SessionRecord,
  deviceId: ObjectId | null,
  waitsAt: WaitingList | null,
  helps: boolean,
): Sighting['waiting'] {
  if (deviceId !== null || waitsAt === null) return null;
  const waited = before?.waiting ?? null;
  // It got through: somebody has helped it in another way.
  if (record.refusals.length === 0 && record.noMail === undefined)
    return record.accepted.length > 0 && waited?.ignored !== true ? null : waited;
  // A device that waits for a profile still does; one that waited for a right has it by now.
  if (!helps && record.noMail !== undefined) return waited;
  if (!helps) return waited?.ignored === true || before?.lastRefusal?.lacks === 'profile' ? waited : null;
  if (waited?.organizationId === waitsAt.organizationId) return waited;
  return { ...waitsAt, since: record.endedAt, ignored: false };
}

/** An address becomes a known device: what was seen of both is one. */
export function joined(device: Sighting | null, stranger: Sighting, deviceId: ObjectId): Sighting {
  const waiting = null;
  if (device === null) return { ...stranger, deviceId, waiting };
  const [newer, older] = stranger.lastSeen >= device.lastSeen ? [stranger, device] : [device, stranger];
  return {
    ...newer,
    deviceId,
    waiting,
    addresses: [...new Set([...newer.addresses, ...older.addresses])].slice(0, bounds.policy.deviceAddresses),
    habits: [...new Set([...device.habits, ...stranger.habits])].slice(0, bounds.policy.deviceHabits),
    firstSeen: Math.min(device.firstSeen, stranger.firstSeen),
    lastAccepted: latest(device.lastAccepted, stranger.lastAccepted),
    sessions: device.sessions + stranger.sessions,
    messages: device.messages + stranger.messages,
    refusals: device.refusals + stranger.refusals,
    signIn: together(mechanismsTried(device), mechanismsTried(stranger)),
    lastRefusal: newer.lastRefusal ?? older.lastRefusal,
  };
}

/** Mechanisms of two; null: neither tried to sign in. */
const together = (a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null =>
  a === null || b === null ? (a ?? b) : [...new Set([...a, ...b])].slice(0, bounds.policy.deviceMechanisms);

export interface Tried {
  /** `TLSv1.3`, or what came to nothing: `tried TLS 1.0`; null: none was seen. */
  readonly tls: string | null;
  /** `LOGIN`, or `tried LOGIN`. */
  readonly auth: string | null;
}

/** TLS and sign-in as it has them, or as far as it came with them: what came to nothing is what needs a decision. */
export function triedBy({ tls, authMechanism, habits: met, lastRefusal }: Sighting): Tried {
  const tried = (what: string | undefined): string | null => (what === undefined ? null : `tried ${what}`);
  const oldTls = Object.entries(OLD_TLS).find(([habit]) => met.includes(habit))?.[1];
  const saidAuth = mechanismOf(lastRefusal) ?? undefined;
  const habit = met.includes('cram-md5') ? 'CRAM-MD5' : met.includes('auth-before-tls') ? 'without TLS' : undefined;
  return {
    tls: tls ?? tried(oldTls ?? (lastRefusal?.stage === 'tls' ? 'a handshake' : undefined)),
    auth: authMechanism ?? tried(saidAuth ?? habit),
  };
}

const OLD_TLS = { 'tls-1.0': 'TLS 1.0', 'tls-1.1': 'TLS 1.1', 'old-ciphers': 'old ciphers' } as const satisfies Partial<
  Record<HabitName, string>
>;

const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

const cut = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : text.slice(0, bounds.policy.seenText);
