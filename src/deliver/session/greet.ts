/** The second stage of a session: the peer's greeting, and its answer to our EHLO. */
import { type Reply, replyText } from '../../mail/reply.ts';
import { type HopFailure, ownTrouble } from '../answers/failure.ts';
import { harmlessReply } from '../answers/remote-words.ts';
import type { Heard } from './client-session.ts';
import type { Halt, SessionOpening } from './opening.ts';
import { isTlsError } from './tls-trust.ts';
import { failureOf, isEvent } from './unexpected-event.ts';
import { say } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

export async function greet(opening: SessionOpening): Promise<Halt | null> {
  const { session, signal, where } = opening;
  const greeting = await session.next(signal);
  const refusal = opening.as.mode === 'wrapped' ? clientCertificateRefused(opening, greeting) : null;
  if (refusal !== null) return refusal;
  if (!isEvent(greeting, 'greeted')) {
    const failure = failureOf(greeting, 'greeting', where);
    opening.note('greeting', false, again(failure));
    return opening.failed(failure);
  }
  opening.note('greeting', true, replyText(harmlessReply(greeting.event.reply)));

  const ready = await session.next(signal);
  if (!isEvent(ready, 'ready')) {
    const failure = failureOf(ready, 'hello', where);
    opening.note('hello', false, again(failure));
    return opening.failed(failure);
  }
  const itself = ourselves(opening, ready.event.reply);
  if (itself !== null) {
    opening.note('hello', false, again(itself), itself.cure);
    return opening.failed(itself);
  }
  opening.note('hello', true, replyText(harmlessReply(ready.event.reply)));
  opening.ready(ready.event.extensions);
  return null;
}

/** A named host that greets with our own name is this server behind NAT or a port that leads back, which no address tells. null: another one. */
function ourselves({ target, setting, where }: SessionOpening, { lines }: Reply): HopFailure | null {
  const name = (lines[0] ?? '').split(' ', 1)[0] ?? '';
  if (target.account?.isUpstream !== true || name.toLowerCase() !== setting.heloName.toLowerCase()) return null;
  return ownTrouble({
    cause: 'loop',
    status: '4.4.6',
    ...told(
      say`${where} greets with our own name ${setting.heloName}: it is this server itself, or one that is called the same`,
    ),
    of: 'hop',
    cure: { act: 'correct-upstream-host', name: target.account.name },
  });
}

/**
 * TLS 1.3 tells only after the handshake that a client certificate is not taken (RFC 8446 §4.4.2.4), and some servers only close: nothing
 * else makes one close before the first word under TLS, again and again.
 */
export function clientCertificateRefused(opening: SessionOpening, heard: Heard): Halt | null {
  const { clientCertificate } = opening.target.tls;
  if (clientCertificate === null || !('trouble' in heard) || heard.trouble.kind !== 'closed') return null;
  const why = again(heard.trouble);
  const words = isTlsError(heard.trouble.text)
    ? say`our client certificate is not taken (${why})`
    : say`our client certificate seems not to be taken (${why})`;
  const cure = line`Check that ${clientCertificate.certificateFile} is the one that was registered there, is in time, and has its chain in it`;
  return opening.noTls({ ...told(words), isLasting: true, cure });
}
