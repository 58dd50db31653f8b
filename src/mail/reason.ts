/**
 * Why a step of a session was refused: what happened, as a kind with its facts. Whoever decides makes one; `policy/reasons/` says what helps
 * against it, `texts/` says it in words. Nothing reads those words. Of what the peer said there is nothing in it but `said`, `login`, and the
 * mechanism that AUTH named.
 */
import { count, facts, flag, keyOf, listOf, maybe, type OneOf, oneOf, orNull, text, word } from './facts.ts';
import { limitTable } from './limits.ts';
import { habitNames } from './names.ts';
import { authorLacks, notScannedWhys } from './screening/facts.ts';

const lackOfDomain = {
  /** The sender's. */
  domain: text,
};
/** The right that a peer lacks to relay; it is told so too. */
const relayLacks = {
  /** Nothing covers it: neither its address nor the certificate it shows. */
  'no-connector': { address: text },
  'no-connector-for-names': { address: text, names: text },
  'certificate-distrusted': { distrust: text },
  /** Several connectors cover it, and the sender says of none that it is meant. */
  'null-undecided': {},
  undecided: lackOfDomain,
  partner: {},
  'null-reverse-path': {},
  'associated-domains': lackOfDomain,
  'sender-domains': lackOfDomain,
  'domain-not-ours': lackOfDomain,
};
export type RelayLack = OneOf<'lack', typeof relayLacks>;

/** Settings that switch a sign-in off, though name and password are right. */
const signInsOff = [
  'mailbox-gone',
  'credential-disabled',
  'mailbox-disabled',
  'organization-smtp-auth',
  'mailbox-smtp-auth',
  'organization-password-auth',
  'mailbox-password-auth',
] as const;
export type SignInOff = (typeof signInsOff)[number];

/** How a command or content breaks the language. */
const faultKinds = [
  'unknown-command',
  'not-offered',
  'out-of-order',
  'before-tls',
  'too-large',
  'not-smtp',
  'badly-written',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const none = {};
const ofConnector = { connector: text };
const ofMost = { most: count };
const ofLogin = { login: text };
const trouble = { trouble: text };
const habit = word(...habitNames);
/** `why`: in the words of TLS, or how the handshake ended; `habit`: the one it failed for. */
const handshake = { why: text, habit: maybe(habit) };

/** By kind, the facts of a reason that stands for itself. */
const plain = {
  limit: {
    limit: keyOf(limitTable),
    most: count,
    /** Absent: just above it. */
    used: maybe(count),
    /** The owner of the limit, and its name; absent: nobody's in particular. */
    of: maybe(word('connector', 'mailbox')),
    called: maybe(text),
  },

  // -- the right to send
  'not-relayed': {
    lack: oneOf('lack', relayLacks),
    connector: orNull(text),
    /** One that was shown and opened nothing; `distrust` null: it is trusted, and fits no connector. */
    certificate: orNull(facts({ names: text, distrust: orNull(text), fingerprint: text })),
  },
  'recipient-outside-connector': ofConnector,
  'connector-wants-tls': ofConnector,
  'domain-not-verified': { domain: text },
  'domain-of-others': { domain: text },
  'direct-send-off': { domain: text, organization: text },
  /** `domain` null: one of the organization's, nobody knows which. */
  'own-name': { domain: orNull(text), recipient: text },
  'no-send-as': { mailbox: text, sender: text },
  /** At the end of data: in a field of the header. */
  'no-send-as-shown': { mailbox: text, field: text, sender: text },
  'too-many-shown-senders': ofMost,
  'delivered-too-often': ofMost,
  'no-seat': { seat: word('mailbox', 'protection'), address: text, free: count, total: count },
  'null-reverse-path': none,
  'other-organization': none,

  // -- recipients and content
  /** `why`: as routing says it. */
  'unknown-recipient': { why: text },
  'leads-nowhere': { recipient: text },
  'endless-recipients': { asked: count },
  'delivered-before': { recipient: text },
  'no-domain': none,
  'no-transaction': none,
  'no-recipients': none,
  'bare-line-ends': none,
  nul: none,
  'stray-lines': none,
  'no-content-end': none,

  // -- sign-in
  'wrong-password': ofLogin,
  'no-such-name': ofLogin,
  'hashed-and-cram': ofLogin,
  'other-identity': ofLogin,
  'password-unreadable': ofLogin,
  'sign-in-locked': { by: word('account', 'address'), login: text, address: text },
  /** The password was right. */
  'sign-in-off': {
    ...ofLogin,
    off: word(...signInsOff),
    credential: text,
    /** Whose sign-in it is; absent: nobody's any more, or it was not kept. */
    mailbox: maybe(text),
    organization: maybe(text),
  },
  'sign-in-busy': none,
  'sign-in-over': none,
  'no-sign-in': none,
  'mail-before-tls': none,

  // -- the language, and TLS
  /** `habits`: those it was refused for, as far as that is known; `mechanism`: in capitals, of an AUTH that named one. */
  fault: { fault: word(...faultKinds), habits: listOf(habit), said: text, mechanism: orNull(text) },
  expn: none,
  'junk-commands': none,
  'unknown-handshake': none,
  'bad-proxy-header': { why: text },
  /** No TLS handshake was begun. `came`: what came instead; absent: clear text. */
  'no-tls': { met: word('clear-text-on-tls-port', 'nothing-on-tls-port', 'after-starttls'), came: maybe(text) },
  'certificate-distrusted': handshake,
  'no-common-tls': handshake,
  'handshake-broken': handshake,

  // -- screening; the rows by which it judges stand in `screening/disposition.ts`
  restricted: { of: word('sender', 'connector', 'address'), who: text, why: text },
  'blocked-address': { entry: text },
  'blocked-author': { entry: text },
  'blocked-recipient': { entry: text },
  'dns-listed': { list: text, of: word('spam', 'policy'), lookUp: orNull(text) },
  'own-hello': none,
  'no-author': { lack: word(...authorLacks) },
  malware: { signature: text },
  'attachment-type': { attachment: text },
  /** `own`: the domain is one of the organization that it is written to. */
  dmarc: { policy: word('quarantine', 'reject'), domain: text, own: flag },
  'dmarc-unknown': { domain: text },
  unauthenticated: { domain: text },
  'spam-filter': { level: word('high-confidence-spam', 'spam', 'bulk'), score: count },
  'virus-scan-failed': { why: word(...notScannedWhys) },
  'too-large-to-scan': none,

  // -- ourselves, and the end of a session
  'store-unwell': trouble,
  'store-refused': trouble,
  'disk-full': { freeBytes: count },
  'store-failed': none,
  'store-late': none,
  'screening-full': none,
  'content-without-transaction': none,
  shutdown: none,
  'our-fault': { how: text },
  /** `waited`: which of the waits was over. */
  'timed-out': { in: text, waited: text },
};

const reasons = {
  ...plain,
  /** The session ended, for what was refused before. */
  farewell: { limit: keyOf(limitTable), last: oneOf('kind', plain) },
};

export type Reason = OneOf<'kind', typeof reasons>;
export const reasonKinds = Object.keys(reasons) as readonly Reason['kind'][];
export type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { kind: Kind }>;
export type LimitReason = ReasonOf<'limit'>;

/** `port`: the role of the listener. */
const atPort = { port: word('relay', 'submission', 'submissions') };

/** By kind, the likely cause that a session brought no mail though nothing was refused. Its words stand in `texts/en/no-mail.ts`. */
const noMails = {
  'no-proxy-header': none,
  'never-spoke': none,
  'hung-up-after-greeting': none,
  'no-hello': none,
  'only-signed-in': none,
  /** It saw no AUTH in the answer to EHLO, and left. */
  'sign-in-needs-tls': atPort,
  /** It left when TLS was up, without a word. */
  'certificate-distrusted': atPort,
  'left-after-hello': { tls: flag, signInOffered: flag },
  'broke-off': { in: word('envelope', 'content') },
};
export type NoMail = OneOf<'kind', typeof noMails>;

/** Of this version are the kinds above; another one may mean other facts by the same kind. */
export const reasonVersion = 1;

/** As it is kept: of whatever version, so that it is nothing before it has been looked at (`policy/reasons/kept-reason.ts`). */
export interface KeptReason {
  readonly version: number;
  readonly kind: string;
  readonly [fact: string]: unknown;
}

/** Its kind and all its facts, and the words in them, are those above. */
export const isReason = oneOf('kind', reasons);
export const isNoMail = oneOf('kind', noMails);
