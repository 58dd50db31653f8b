/**
 * Letting a device in: its record, and where no connector covers its address, the right to relay from exactly that address. Pure: what
 * would be done on a directory, as edits and as sentences. Never gives a right beyond the address, and none that the device did not lack.
 */
import type { IdSource } from '../../base/id.ts';
import { deviceForms } from '../../directory/kinds/device.ts';
import type { Device, DirectoryEdit, InboundConnector, Organization } from '../../directory/objects.ts';
import type { Reason } from '../../mail/reason.ts';
import type { NextStep, Remedy } from '../../mail/remedy.ts';
import type { Sighting } from '../../mail/sighting.ts';
import { cureOf, toldCure } from '../../texts/remedy.ts';
import { builtInProfiles, profileFor, profileNamed } from '../../policy/devices/device-profile.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isHabit, isTolerated } from '../../policy/devices/habits.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import { proposeFor } from '../../policy/reasons/proposals.ts';
import { isOurMechanism } from '../../policy/reasons/what-helps.ts';
import { reasonOf } from '../../policy/reasons/kept-reason.ts';
import { type OwnService, settingsInDevice } from '../../policy/devices/settings-in-device.ts';
import { mechanismsTried } from '../../policy/devices/sightings.ts';
import { merged } from './change.ts';
import { followName } from './follow-name.ts';
import { makeDevice } from './make-object.ts';
import { ownConnector } from './own-connector.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';

export interface Approval {
  readonly name?: string | undefined;
  readonly place?: string | undefined;
  readonly owner?: string | null | undefined;
  readonly language?: Device['language'] | undefined;
  /** In place of the proposed one. */
  readonly profile?: string | undefined;
  /** The inbound connector that gets the address, in place of one of its own. */
  readonly connector?: string | undefined;
  /** Lets it relay by its address though it failed at something else. */
  readonly relay?: boolean | undefined;
}

export interface ApprovalPlan {
  readonly edits: readonly DirectoryEdit[];
  readonly device: Device;
  readonly connector: InboundConnector | null;
  /** The changes and why, one sentence each. */
  readonly done: readonly string[];
  /** The acts that are left. */
  readonly next: readonly NextStep[];
}

export interface Approved {
  readonly organization: Organization;
  /** Single addresses, canonical. */
  readonly addresses: readonly string[];
  /** null: to be made. */
  readonly device: Device | null;
  readonly sighting: Sighting | null;
}

/** The place where an approval is asked for: what it makes ids from, and what devices are told about this server. */
export interface DevicesDesk extends OwnService {
  readonly ids: IdSource;
}

export function planApproval(
  view: DirectoryView,
  desk: DevicesDesk,
  approved: Approved,
  wanted: Approval,
): ApprovalPlan {
  const { ids } = desk;
  const { device: present, sighting } = approved;
  const proposal = sighting === null ? null : proposeFor(sighting);
  const profile = wanted.profile ?? proposedProfile(view, approved, proposal) ?? present?.profile ?? null;
  const device =
    present === null ? newDevice(view, ids, approved, wanted, profile) : changedDevice(present, wanted, profile);
  const granted = grant(view, ids, approved, device, wanted);
  const objects = granted.connector === null ? [device] : [device, granted.connector];
  return {
    edits: [
      ...objects.map((object) => ({ verb: 'put', object }) as const),
      ...(present === null ? [] : followName(view, 'devices', present, device.name)),
    ],
    device,
    connector: granted.connector,
    done: [...nameSentences(approved, device), ...profileSentences(view, device, wanted, proposal), granted.done],
    next: whatIsLeft(view, approved, device, granted, desk),
  };
}

function nameSentences({ addresses, device: present }: Approved, { name }: Device): readonly string[] {
  if (present === null) return [`the device "${name}" is known by ${addresses.join(', ')}`];
  const known = `the device "${present.name}" was known already, by ${[...present.addresses, ...present.logins].join(', ')}`;
  return present.name === name ? [known] : [known, `it was renamed from "${present.name}" to "${name}"`];
}

/** null: nothing is overridden that already takes what it does. */
function proposedProfile(
  view: DirectoryView,
  { organization, addresses, device, sighting }: Approved,
  proposal: ReturnType<typeof proposeFor> | null,
): string | null {
  const inForce = profileFor(view, device, coveringConnector(view, organization, addresses[0] ?? ''));
  const isNeeded = (sighting?.habits ?? []).filter(isHabit).some((habit) => !isTolerated(habit, inForce));
  return proposal !== null && (isNeeded || proposal.lacks === 'profile') ? proposal.profile : null;
}

const newDevice = (
  view: DirectoryView,
  ids: IdSource,
  { organization, addresses, sighting }: Approved,
  wanted: Approval,
  profile: string | null,
): Device =>
  makeDevice(ids, organization.id, {
    ...deviceForms.create.parse({ name: wanted.name ?? freeName(view, organization, sighting, addresses[0] ?? '') }),
    place: wanted.place ?? '',
    owner: wanted.owner ?? null,
    language: wanted.language ?? null,
    addresses: [...addresses],
    profile,
  });

const changedDevice = (
  present: Device,
  { name, place, owner, language }: Approval,
  profile: string | null,
): Device => ({
  ...merged(present, { name, place, owner, language }),
  profile,
});

function whatIsLeft(
  view: DirectoryView,
  { addresses, sighting }: Approved,
  device: Device,
  granted: Granted,
  desk: DevicesDesk,
): readonly NextStep[] {
  const relays = granted.connector !== null;
  if (sighting === null)
    return [
      toldCure({ act: 'watch-device', address: addresses[0] ?? '' }),
      toldCure(settingsInDevice(view, device, null, desk)),
    ];
  if (needsPassword(sighting) && !relays)
    return [toldCure(passwordFor(device, sighting)), toldCure(settingsInDevice(view, device, sighting, desk))];
  // The right it was given is by its address: it has to come without a sign-in, to the port that takes it so.
  if (relays && sighting.lastRefusal?.wantsSignIn === true)
    return [toldCure(settingsInDevice(view, device, null, desk))];
  const refusal = sighting.lastRefusal;
  // A mended cause shows by mail that was taken since; of a limit that was raised a minute ago nobody knows here.
  if (refusal === null || refusal.at <= (sighting.lastAccepted ?? 0)) return [];
  const because = `if that is not set right yet, for which it was refused last (${refusal.cause})`;
  return ['credential', 'sender', 'other'].includes(refusal.lacks) ? [{ because, ...cureOf(refusal) }] : [];
}

/** Why it needs no connector; null: it never tried to sign in. */
function whySignsIn(sighting: Sighting | null): string | null {
  if (sighting === null) return null;
  if (mechanismsTried(sighting) !== null || sighting.lastRefusal?.lacks === 'credential') return 'as it signs in';
  return sighting.lastRefusal?.wantsSignIn === true ? 'as the port it came to wants a sign-in' : null;
}

/** It wants a sign-in, and was never let as far as its password: that comes next. */
function needsPassword(sighting: Sighting): boolean {
  const { lastRefusal } = sighting;
  if (lastRefusal === null) return false;
  const { stage, lacks, wantsSignIn } = lastRefusal;
  if (WITHOUT_SIGN_IN.has(reasonOf(lastRefusal)?.kind ?? '')) return true;
  if (mechanismsTried(sighting) === null) return wantsSignIn === true && lacks === 'profile';
  // Whose sign-in was refused for its name or password has both.
  if (stage === 'auth') return reasonOf(lastRefusal)?.kind === 'fault';
  return lacks === 'profile' || lacks === 'connector';
}

const WITHOUT_SIGN_IN: ReadonlySet<string> = new Set([
  'no-sign-in',
  'mail-before-tls',
] satisfies readonly Reason['kind'][]);

function passwordFor(device: Device, sighting: Sighting): Remedy {
  const mechanisms = mechanismsTried(sighting);
  const known = (mechanisms ?? []).filter(isOurMechanism);
  return {
    act: 'give-password',
    device: device.name,
    mechanisms,
    foreign: mechanisms !== null && mechanisms.length > 0 && known.length === 0,
    cramOnly: known.length > 0 && known.every((each) => each === 'CRAM-MD5'),
    login: sighting.login,
  };
}

/** The right to relay that it gets, and what is said of it. */
interface Granted {
  /** null: none, or none that changes. */
  readonly connector: InboundConnector | null;
  readonly done: string;
}

function grant(
  view: DirectoryView,
  ids: IdSource,
  { organization, addresses, sighting }: Approved,
  device: Device,
  wanted: Approval,
): Granted {
  if (wanted.connector !== undefined)
    return grantBy(findObject(view, 'inbound-connector', wanted.connector, organization.id), addresses);
  const uncovered = addresses.filter((address) => coveringConnector(view, organization, address) === null);
  if (uncovered.length === 0) {
    const covering = coveringConnector(view, organization, addresses[0] ?? '');
    const why =
      covering === null ? 'it has no address of its own here' : `the connector "${covering.name}" covers its address`;
    return { connector: null, done: `no right was given: ${why}` };
  }
  // It tried to sign in: whoever signs in needs no connector, and what is not needed is not given.
  const signsIn = whySignsIn(sighting);
  if (signsIn !== null && wanted.relay !== true)
    return { connector: null, done: `no right to relay was given, ${signsIn}; it gets one when you say so` };
  const connector = ownConnector(view, ids, device, uncovered);
  const done = `the connector "${connector.name}" was made: from ${uncovered.join(', ')} alone, mail in the name of an own domain may go to anyone without signing in`;
  return { connector, done };
}

/** By a connector that was named. */
function grantBy(connector: InboundConnector, addresses: readonly string[]): Granted {
  if (connector.type !== 'OnPremises')
    throw new Problem(
      'wrong-kind',
      { why: 'no-relay', name: connector.name, type: connector.type },
      'Name a connector of type OnPremises, or leave --connector out: the device then gets one of its own.',
    );
  const missing = addresses.filter((address) => !covers(connector, address));
  if (missing.length === 0)
    return { connector: null, done: `the connector "${connector.name}" covered its address already` };
  return {
    connector: { ...connector, senderAddresses: [...connector.senderAddresses, ...missing] },
    done: `the connector "${connector.name}" covers ${missing.join(', ')} too: it may relay as that connector allows`,
  };
}

function profileSentences(
  view: DirectoryView,
  device: Device,
  wanted: Approval,
  proposal: ReturnType<typeof proposeFor> | null,
): readonly string[] {
  if (device.profile === null) return ['it needs no profile of its own: it keeps to what its connector takes'];
  const because = proposal?.because ?? [];
  if (wanted.profile === undefined)
    return [
      `its profile is ${device.profile}${because.length === 0 ? '' : `, because it ${because.join(', and it ')}`}`,
    ];
  const traits = profileNamed(view, device.organizationId, device.profile);
  const proposed = proposal?.profile ?? null;
  const narrower =
    traits !== null &&
    proposed !== null &&
    (Object.keys(builtInProfiles) as readonly string[]).includes(proposed) &&
    (proposal?.habits ?? []).some((habit) => !isTolerated(habit, traits));
  return [
    `its profile is ${device.profile}, as you said${narrower ? `; that is less than it seems to need: it ${because.join(', and it ')}, which wants ${proposed}` : ''}`,
  ];
}

const covers = (connector: InboundConnector, address: string): boolean =>
  connector.senderAddresses.some((network) => coverage(network, address) !== null);

/** The connector by which mail from an address may relay. Switched off it covers nothing. */
function coveringConnector(view: DirectoryView, organization: Organization, address: string): InboundConnector | null {
  for (const { holder } of view.connectorsCovering(canonicalAddress(address)))
    if (holder.type === 'OnPremises' && holder.organizationId === organization.id) return holder;
  return null;
}

/** Its own name for itself, where that is a name and free; else its address. */
function freeName(view: DirectoryView, organization: Organization, sighting: Sighting | null, address: string): string {
  const helo = sighting?.helo ?? '';
  const taken = view.named('device', organization.id, helo).length > 0;
  const speaking = /^(?=.*[a-z])[a-z0-9._-]{2,100}$/iu.test(helo) && !/^localhost/iu.test(helo);
  return speaking && !taken ? helo : `Device ${address}`;
}
