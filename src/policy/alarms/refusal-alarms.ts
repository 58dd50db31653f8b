/** A known peer that is refused again and again for the same cause: who is known, and the alarm it makes. Pure. */
import type { ObjectId } from '../../base/id.ts';
import type { Alarm } from '../../mail/alarm.ts';
import type { Refusal, SessionRecord } from '../../mail/trace-event.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { toldCure } from '../../texts/remedy.ts';

/** So many refusals for one cause within the time are an alarm; no more within it, and the alarm is over. */
export const MANY_REFUSALS = 10;
export const REFUSALS_WITHIN_MS = 3_600_000;

/** A peer that an administrator listed, as the owner of its refusals knows it. */
export interface KnownPeer {
  /** Within the alarm's key: the device's id, or the address. */
  readonly id: string;
  readonly organizationId: ObjectId | null;
  /** `Copier 2nd floor (10.0.0.7)`, `10.0.0.7 (connector Office)`; to an organization that did not list it, its address alone. */
  readonly called: string;
}

/**
 * By its device, by a connector's addresses, by an organization's device networks; null: a stranger, whose refusals are no alarm.
 * @param owner of the refusal; null: of the peer, where one organization alone listed it.
 */
export function knownPeer(
  view: DirectoryView,
  { clientAddress, login, deviceId }: Pick<SessionRecord, 'clientAddress' | 'login' | 'deviceId'>,
  owner: ObjectId | null,
): KnownPeer | null {
  const address = canonicalAddress(clientAddress);
  // Only its address: the name in a refused sign-in is a claim.
  const device =
    view.get('device', deviceId ?? null) ?? view.deviceOf(address, deviceId === undefined ? null : login, null);
  const listed = [
    ...(device === null ? [] : [{ ...device, called: `${device.name} (${address})` }]),
    ...held(view.connectorsCovering(address)).map((connector) => ({
      ...connector,
      id: address,
      called: `${address} (connector ${connector.name})`,
    })),
    ...held(view.organizationsListing(address)).map(({ id: organizationId, name }) => ({
      id: address,
      organizationId,
      called: `${address} (a device network of ${name})`,
    })),
  ];
  const [first] = listed;
  if (first === undefined) return null;
  const isAlone = listed.every(({ organizationId }) => organizationId === first.organizationId);
  const its = listed.find(
    ({ organizationId }) => organizationId === (owner ?? (isAlone ? first.organizationId : null)),
  );
  if (its !== undefined) return { id: its.id, organizationId: its.organizationId, called: its.called };
  return { id: owner === null ? address : `${address}/${owner}`, organizationId: owner, called: address };
}

const held = <Holder>(listed: Iterable<{ readonly holder: Holder }>): readonly Holder[] =>
  [...listed].map(({ holder }) => holder);

/** The same cause: the same step was refused with the same code. The words differ with every address. */
export const causeOf = ({ stage, reply }: Refusal): string =>
  `${stage} ${/^\d{3}(?: \d\.\d{1,3}\.\d{1,3})?/u.exec(reply)?.[0] ?? 'closed'}`;

export const refusalsKey = (peer: KnownPeer, cause: string): string => `repeated-refusals:${peer.id}:${cause}`;

export function refusalsAlarm(peer: KnownPeer, last: Refusal): Alarm {
  return {
    key: refusalsKey(peer, causeOf(last)),
    kind: 'repeated-refusals',
    organizationId: peer.organizationId,
    subject: peer.called,
    stage: 1,
    cause: `${peer.called} was refused at least ${MANY_REFUSALS} times within an hour for the same cause: ${last.cause}. It was told: ${last.reply}`,
    ...toldCure({ act: 'see-last-refusal', reference: last.reference }),
  };
}
