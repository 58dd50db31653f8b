/**
 * Why a session brought no mail though nothing was refused: the likely cause, from what was seen of it, and what helps. A device that gives
 * up by itself leaves nothing else behind. Pure; the words stand in one table, and nothing reads them back.
 */
import type { NoMail, SessionRecord } from '../../mail/trace-event.ts';
import type { ToldLack } from '../../mail/sighting.ts';

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

interface Words<Kind extends NoMail['kind']> {
  /** `it ...` */
  readonly cause: (facts: Facts<Kind>) => string;
  readonly cure: (facts: Facts<Kind>, address: string) => string;
}

const TEST_ONLY = 'If it only tested the connection, all is well.';

const table: { readonly [Kind in NoMail['kind']]: Words<Kind> } = {
  'sign-in-needs-tls': {
    cause: () =>
      'it left after EHLO without TLS, most likely because it is set to sign in, and sign-in is offered only under TLS',
    cure: ({ port }, address) =>
      `switch on TLS (STARTTLS) in the device${port === 'relay' ? ', or switch off its sign-in there: port 25 needs none from an approved address' : ''}; where it knows no TLS, it needs the profile legacy, under which it may sign in without: doorpost device approve ${address}. ${TEST_ONLY}`,
  },
  'certificate-distrusted': {
    cause: () => 'it hung up as soon as it had seen our certificate, most likely because it does not trust it',
    cure: () =>
      'give this server a certificate that the device trusts, for the name by which the device calls it (docs/operate/tls.md); load ours into the device; or switch off its check of certificates',
  },
  'hung-up-after-greeting': {
    cause: () => 'it hung up after the greeting, without a word',
    cure: () =>
      `If it is a device, look at its port and TLS settings: one that is set to "SSL/TLS" belongs on port 465, one that is set to STARTTLS or to none on 587 or 25. ${TEST_ONLY}`,
  },
  'never-spoke': {
    cause: () => 'it connected and never said a word, though it was greeted',
    cure: () =>
      'If it is a device, look whether it is set to send mail (SMTP) to this port, and whether something between it and us (a firewall, a mail filter) keeps back what is said.',
  },
  'no-hello': {
    cause: () => 'it left without EHLO or HELO',
    cure: () => `Look at the transcript for what it wanted. ${TEST_ONLY}`,
  },
  'left-after-hello': {
    cause: ({ tls, signInOffered }) =>
      signInOffered
        ? `it left after EHLO${tls ? ' under TLS' : ''} without signing in or sending: it has no name and password, knows none of the ways to sign in that we offer, or found a size or a feature missing`
        : 'it left after EHLO without sending: it found a feature missing, or had nothing to send',
    cure: ({ signInOffered }) =>
      signInOffered
        ? `Choose LOGIN or PLAIN in the device and give it name and password (doorpost credential list), or switch off its sign-in and let it send to port 25. ${TEST_ONLY}`
        : `Look at what the device says about it. ${TEST_ONLY}`,
  },
  'only-signed-in': {
    cause: () =>
      'it signed in and sent nothing: name and password are right, and it only tested them, or it has no sender or recipient',
    cure: () => `Set sender and recipient in the device, and send a page. ${TEST_ONLY}`,
  },
  'broke-off': {
    cause: ({ in: where }) =>
      where === 'content'
        ? 'it broke off in the middle of the message, which was not taken'
        : 'it broke off before the message itself, though its sender was taken',
    cure: ({ in: where }) =>
      where === 'content'
        ? 'Raise the time limit for sending in the device, scan at a lower resolution, and look whether something between it and us ends the connection; it has to send the message again.'
        : 'Look at what the device says about it, and whether something between it and us ends the connection; it has to send the message again.',
  },
  'no-proxy-header': {
    cause: () => 'it came from a listed proxy and sent no PROXY header',
    cure: () =>
      'Switch on the PROXY protocol in the load balancer, or take its address out of proxyFrom; its health checks look the same, and do no harm.',
  },
};

export interface NoMailWords {
  readonly cause: string;
  readonly cure: string;
}

/** Takes any record, also one that a later version wrote: a kind that is not known here is shown as it is. */
export function noMailWords(noMail: NoMail, address: string): NoMailWords {
  if (!Object.hasOwn(table, noMail.kind)) return { cause: `it sent no mail (${JSON.stringify(noMail)})`, cure: '' };
  const words = table[noMail.kind] as Words<NoMail['kind']>;
  return { cause: words.cause(noMail), cure: words.cure(noMail, address) };
}

/** The profile that would help, where one does. */
const profileFor = ({ kind }: NoMail): ToldLack['profile'] => (kind === 'sign-in-needs-tls' ? 'legacy' : null);

export const SIGNS_IN_WITHOUT_TLS = 'most likely wants to sign in, and has no TLS switched on';

/** The lack that kept it from going on; null: it brought mail, or was refused. */
export function lackOfNoMail({
  noMail,
  clientAddress,
}: Pick<SessionRecord, 'noMail' | 'clientAddress'>): ToldLack | null {
  if (noMail === undefined) return null;
  const profile = profileFor(noMail);
  return { ...noMailWords(noMail, clientAddress), profile, because: profile === null ? [] : [SIGNS_IN_WITHOUT_TLS] };
}

/** Approving its address gives it what it lacks. */
export const approvalHelpsWith = (noMail: NoMail): boolean => profileFor(noMail) !== null;

/** Kinds that tell of a device that cannot send, even one that has sent before; the others are as likely a test of the connection. */
const TELLING: ReadonlySet<NoMail['kind']> = new Set(['sign-in-needs-tls', 'certificate-distrusted', 'broke-off']);
export const isTelling = ({ kind }: NoMail): boolean => TELLING.has(kind);
