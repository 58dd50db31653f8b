import type { Socket } from 'node:net';
import type { ObjectId } from '../../base/id.ts';
import type { ListenerSettings } from '../../config/settings.ts';
import { matchingConnectors } from '../../policy/ingress/connector-match.ts';
import { refusalOwner } from '../../policy/owners/refusal-owner.ts';
import { limitsFor } from '../../policy/limits.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import { SessionLog } from './session-record.ts';
import type { RoomParts } from '../room-parts.ts';

/** The record of a connection that has just been made. */
export function openSessionLog(around: RoomParts, listener: ListenerSettings, socket: Socket): SessionLog {
  const log = new SessionLog(
    {
      clock: around.clock,
      trace: around.store.trace,
      observe: around.observe,
      budget: around.refusalBudget,
      live: around.live,
      ownerOf: (clientAddress) => ownerAt(around, clientAddress),
      transcriptBytes: limitsFor(around.directory.current)('transcript'),
    },
    around.ids.sessionId(),
    listener.name,
    canonicalAddress(socket.remoteAddress ?? ''),
    socket.remotePort ?? 0,
  );
  // On the submission ports there is only one way in, also for who never gets as far as a session.
  if (listener.role !== 'relay') log.ingress = 'submission';
  return log;
}

/** As far as the address tells. A proxy's own tells nothing of who comes through it. */
function ownerAt({ settings, directory }: RoomParts, address: string): ObjectId | null {
  if (settings.proxyFrom.some((network) => coverage(network, address) !== null)) return null;
  const matches = matchingConnectors(directory.current, { address, certificate: null, tls: false });
  return refusalOwner(directory.current, { address, signedIn: null, matches });
}
