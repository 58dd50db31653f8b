/** The first stage of a session: a connection to exactly one address, with TLS from the first octet where that is asked for (RFC 8314). */
import { CLEAR_TEXT } from '../../mail/delivery.ts';
import { delayedBy } from '../answers/failure.ts';
import { dial } from './dial.ts';
import type { Halt, SessionOpening } from './opening.ts';
import { say } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';

export async function connect(opening: SessionOpening): Promise<Halt | null> {
  const { target, setting, signal, where } = opening;
  const dialled = await dial(target.endpoint, setting, signal);
  const words = dialled.ok ? say`connected to ${where}` : say`${where}: ${again(dialled)}`;
  opening.note('connect', dialled.ok, words);
  if (!dialled.ok) {
    const cause = dialled.timedOut ? 'timed-out' : 'connection-failed';
    return opening.failed(delayedBy({ cause, status: '4.4.1', ...told(words) }));
  }
  opening.dialled(dialled.socket);
  if (opening.as.mode !== 'wrapped') {
    // A local socket leaves this machine as little as memory does.
    if (target.endpoint.kind === 'tcp') opening.inClear(CLEAR_TEXT);
    opening.connected(dialled.socket);
    return null;
  }
  const secured = await setting.trust.secure(dialled.socket, target.tls, target.host, setting.clock, signal);
  if (!secured.ok) return opening.noTls(secured);
  opening.secured(secured);
  opening.connected(secured.socket);
  return null;
}
