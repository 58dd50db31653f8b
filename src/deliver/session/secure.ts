/** The third stage of a session: STARTTLS as the policy demands (RFC 3207). A requirement never degrades. */
import { replyText } from '../../mail/reply.ts';
import { harmlessReply } from '../answers/remote-words.ts';
import type { Heard } from './client-session.ts';
import { clientCertificateRefused } from './greet.ts';
import type { Halt, SessionOpening } from './opening.ts';
import { mayFallBack } from './tls-policy.ts';
import { failureOf, isEvent } from './unexpected-event.ts';
import { say } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';

export async function secure(opening: SessionOpening): Promise<Halt | null> {
  const { target, session, signal } = opening;
  const { mode } = opening.as;
  if (mode === 'none' || mode === 'wrapped') return null;
  if (!opening.extensions?.starttls) return notOffered(opening);
  session.dialogue.startTls();
  const answer = await session.next(signal);
  if (isEvent(answer, 'refused') && mayFallBack(target.tls, target.credentials !== null)) {
    const said = replyText(harmlessReply(answer.event.reply));
    opening.foundFault('starttls-not-supported');
    opening.note('tls', true, say`STARTTLS was refused (${said}); going on in clear text`);
    return null;
  }
  if (!isEvent(answer, 'starttls')) return notStarted(opening, answer);
  // A host that sends more than the 220 wants it read inside TLS: the machine says so when asked again.
  const injected = session.dialogue.next();
  return injected === null ? handshake(opening) : notStarted(opening, { event: injected });
}

async function handshake(opening: SessionOpening): Promise<Halt | null> {
  const { target, session, setting, signal, where } = opening;
  const secured = await setting.trust.secure(session.takeSocket(), target.tls, target.host, setting.clock, signal);
  if (!secured.ok) {
    opening.drop();
    return opening.noTls(secured);
  }
  session.putBack(secured.socket);
  session.dialogue.tlsStarted();
  opening.secured(secured);
  const ready = await session.next(signal);
  if (!isEvent(ready, 'ready'))
    return clientCertificateRefused(opening, ready) ?? opening.failed(failureOf(ready, 'hello', where));
  opening.ready(ready.event.extensions);
  return null;
}

function notOffered(opening: SessionOpening): Halt | null {
  const isRequired = opening.as.mode === 'required';
  opening.foundFault('starttls-not-supported');
  if (!isRequired && opening.target.tls.clientCertificate === null) {
    opening.note('tls', true, say`STARTTLS is not offered; going on in clear text`);
    return null;
  }
  const { asked } = opening.target.tls;
  if (asked !== undefined)
    return opening.noTls({ ...told(say`STARTTLS is not offered`), status: '4.7.5', isLasting: true });
  const words = isRequired
    ? say`TLS is required, but the next hop does not offer STARTTLS`
    : say`a client certificate is to be shown, but the next hop does not offer STARTTLS`;
  // A secret never goes out in clear text; and a stranger's host is nobody's to set.
  const isOurs = opening.target.account?.isUpstream === true;
  const hasSecret = opening.as.credentials !== null || opening.target.tls.clientCertificate !== null;
  const cure = isOurs && !hasSecret ? { cure: { act: 'do-without-tls' } as const } : {};
  return opening.noTls({ ...told(words), status: '4.7.4', isLasting: true, ...cure });
}

function notStarted(opening: SessionOpening, heard: Heard): Halt {
  const failure = failureOf(heard, 'starttls', say`the next hop`);
  const { reply } = failure;
  opening.foundFault('starttls-not-supported');
  opening.drop();
  const status = opening.target.tls.asked === undefined ? '4.7.4' : '4.7.5';
  return opening.noTls({
    ...told(say`TLS could not be started: ${again(failure)}`),
    reply,
    status,
    isLasting: reply !== null && reply.code >= 500,
  });
}
