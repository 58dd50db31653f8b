/**
 * Why a session brought no mail though nothing was refused: the likely cause, from what was seen of it, and what helps. A device that gives
 * up by itself leaves nothing else behind. Its words: `texts/en/no-mail.ts`. Pure.
 */
import type { KeptReason, NoMail } from '../../mail/reason.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import type { Remedy, ToldCure } from '../../mail/remedy.ts';
import type { ToldLack } from '../../mail/sighting.ts';
import { noMailLine } from '../../texts/reason-line.ts';
import { toldCure } from '../../texts/remedy.ts';
import { factsLine, knownNoMail } from './kept-reason.ts';

/** A session as it was seen until it ended. */
export interface Seen {
  /** The port it came to: `submissions` has TLS from the first octet. */
  readonly role: 'relay' | 'submission' | 'submissions';
  /** A proxy was to say whom it speaks for, and said nothing. */
  readonly proxySilent: boolean;
  /** In the middle of a TLS handshake, when it had seen our certificate, and it spoke no outdated TLS. */
  readonly hungUpInTls: boolean;
  /** 220 was sent. */
  readonly greeted: boolean;
  /** It was still there when its time was over. */
  readonly timedOut: boolean;
  /** It said anything at all, TLS not counted. */
  readonly spoke: boolean;
  /** EHLO or HELO was taken, in the conversation as it was at the end: TLS begins it anew. */
  readonly hello: boolean;
  readonly tls: boolean;
  /** At the end, in the answer to EHLO. */
  readonly signInOffered: boolean;
  readonly signedIn: boolean;
  /** It was in the middle of this. */
  readonly begun: null | 'envelope' | 'content';
}

/** Only for a session without an accepted message, in which nothing was refused but more time. */
export function noMailOf(seen: Seen): NoMail {
  if (seen.proxySilent) return { kind: 'no-proxy-header' };
  if (seen.hungUpInTls) return { kind: 'certificate-distrusted', port: seen.role };
  if (seen.begun !== null) return { kind: 'broke-off', in: seen.begun };
  if (seen.signedIn) return { kind: 'only-signed-in' };
  if (seen.tls && !seen.hello) return { kind: 'certificate-distrusted', port: seen.role };
  if (seen.hello) {
    if (!seen.tls && !seen.signInOffered) return { kind: 'sign-in-needs-tls', port: seen.role };
    return { kind: 'left-after-hello', tls: seen.tls, signInOffered: seen.signInOffered };
  }
  if (seen.spoke) return { kind: 'no-hello' };
  return seen.greeted && !seen.timedOut ? { kind: 'hung-up-after-greeting' } : { kind: 'never-spoke' };
}

type Facts<Kind extends NoMail['kind']> = Extract<NoMail, { kind: Kind }>;

/** By kind, what helps. */
const remedies: { readonly [Kind in NoMail['kind']]: (facts: Facts<Kind>, address: string) => Remedy } = {
  'sign-in-needs-tls': ({ port }, address) => ({ act: 'switch-on-tls', port, address }),
  'certificate-distrusted': () => ({ act: 'make-certificate-trusted' }),
  'hung-up-after-greeting': () => ({ act: 'match-port-and-tls' }),
  'never-spoke': () => ({ act: 'find-what-keeps-it-silent' }),
  'no-hello': () => ({ act: 'read-transcript' }),
  'left-after-hello': ({ signInOffered }) => ({ act: signInOffered ? 'choose-sign-in' : 'ask-device' }),
  'only-signed-in': () => ({ act: 'send-a-page' }),
  'broke-off': ({ in: where }) => ({ act: 'find-what-breaks-off', in: where }),
  'no-proxy-header': () => ({ act: 'switch-on-proxy-protocol' }),
};

export interface NoMailWords extends ToldCure {
  readonly cause: string;
}

/** One that is not known here shows its facts. */
export function noMailWords(recorded: KeptReason, address: string): NoMailWords {
  const noMail = knownNoMail(recorded);
  if (noMail === null) return { cause: `it sent no mail: ${factsLine(recorded)}`, cure: '' };
  const remedy = remedies[noMail.kind] as (facts: NoMail, address: string) => Remedy;
  return { cause: noMailLine(noMail), ...toldCure(remedy(noMail, address)) };
}

/** The profile that would help, where one does. */
const profileFor = (recorded: KeptReason): ToldLack['profile'] =>
  knownNoMail(recorded)?.kind === 'sign-in-needs-tls' ? 'legacy' : null;

export const SIGNS_IN_WITHOUT_TLS = 'most likely wants to sign in, and has no TLS switched on';

/** The lack that kept it from going on; null: it brought mail, or was refused. */
export function lackOfNoMail({
  noMail,
  clientAddress,
}: Pick<SessionRecord, 'noMail' | 'clientAddress'>): ToldLack | null {
  if (noMail === undefined) return null;
  const profile = profileFor(noMail);
  return {
    ...noMailWords(noMail, clientAddress),
    reason: noMail,
    profile,
    because: profile === null ? [] : [SIGNS_IN_WITHOUT_TLS],
  };
}

/** Approving its address gives it what it lacks. */
export const approvalHelpsWith = (recorded: KeptReason): boolean => profileFor(recorded) !== null;

/** Kinds that tell of a device that cannot send, even one that has sent before; the others are as likely a test of the connection. */
const TELLING: ReadonlySet<NoMail['kind']> = new Set(['sign-in-needs-tls', 'certificate-distrusted', 'broke-off']);
export function isTelling(recorded: KeptReason): boolean {
  const noMail = knownNoMail(recorded);
  return noMail !== null && TELLING.has(noMail.kind);
}
