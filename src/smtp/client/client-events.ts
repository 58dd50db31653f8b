/**
 * The events that the client dialogue tells the delivery room, and the requests that the room may make. The dialogue is sans I/O: it speaks SMTP
 * (RFC 5321) or LMTP (RFC 2033) in the right order, pipelines where that is offered (RFC 2920), and never sends content without a 354.
 *
 * The owner's loop: write `output()`, read, `feed()`, drain `next()`, write `output()` again. Every wait and deadline is the owner's.
 */
import type { ReversePath } from '../../mail/address.ts';
import type { EnvelopeRecipient } from '../../mail/envelope.ts';
import type { Reply } from '../../mail/reply.ts';

export interface ClientSettings {
  /** Our name for EHLO, LHLO and HELO: a host name or an address literal. */
  readonly heloName: string;
  readonly protocol: 'smtp' | 'lmtp';
}

/** Extensions that the peer announced. After HELO: none. */
export interface PeerExtensions {
  readonly esmtp: boolean;
  readonly pipelining: boolean;
  readonly starttls: boolean;
  readonly eightBitMime: boolean;
  readonly smtputf8: boolean;
  /** RFC 8689. */
  readonly requireTls: boolean;
  readonly dsn: boolean;
  readonly chunking: boolean;
  readonly enhancedStatusCodes: boolean;
  /** SIZE (RFC 1870): null when not announced; 0 when announced without a limit. */
  readonly size: number | null;
  /** Upper case mechanism names. */
  readonly auth: readonly string[];
  /** LIMITS (RFC 9422), null when not announced. */
  readonly rcptMax: number | null;
  readonly mailMax: number | null;
}

export interface ClientTransaction {
  readonly reversePath: ReversePath;
  readonly recipients: readonly EnvelopeRecipient[];
  /** Octets of the content; goes out as SIZE= where offered. */
  readonly sizeBytes: number;
  /** `8bitmime` is only right where the peer offers it; without it content has to be converted first (RFC 6152 §3). */
  readonly body: '7bit' | '8bitmime';
  /** Whether header or addresses need SMTPUTF8. Where that is not offered nothing is sent: `refused` at `mail` with 553 5.6.7. */
  readonly smtputf8: boolean;
  /** DSN parameters (RFC 3461) go out where offered, and are left out where not. */
  readonly ret: 'full' | 'hdrs' | null;
  readonly envid: string | null;
  /** Only where the peer offers it (RFC 8689). */
  readonly requireTls?: boolean;
}

export type ClientCredentials =
  /** AUTH PLAIN or LOGIN. */
  | { readonly username: string; readonly password: string }
  /** AUTH XOAUTH2 or OAUTHBEARER (RFC 7628) with an access token. */
  | { readonly username: string; readonly token: string };

/** The stage of the conversation at which a reply was heard. */
export type ClientStage =
  | 'greeting'
  | 'hello'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'end-of-data'
  | 'rset'
  | 'quit';

export type ClientEvent =
  /** The greeting was positive; EHLO (LHLO) is already in `output()`. */
  | { readonly type: 'greeted'; readonly reply: Reply }
  /** EHLO, LHLO or HELO was answered: now `startTls`, `authenticate`, `send` or `quit`. Comes again after `tlsStarted()`. */
  | { readonly type: 'ready'; readonly extensions: PeerExtensions; readonly reply: Reply }
  /** 220 to STARTTLS: hand the socket to TLS, then call `tlsStarted()`. Anything the peer sent behind the 220 was an error. */
  | { readonly type: 'starttls'; readonly reply: Reply }
  | { readonly type: 'authenticated'; readonly reply: Reply }
  /** MAIL was accepted. */
  | { readonly type: 'sender'; readonly reply: Reply }
  /** RCPT number `index` of the transaction was answered, well or badly. */
  | { readonly type: 'recipient'; readonly index: number; readonly reply: Reply }
  /** 354: now `content()` for each piece, then `endContent()`. */
  | { readonly type: 'content-wanted'; readonly reply: Reply }
  /** Answer to the content. SMTP: one, `index` null, for all accepted recipients. LMTP: one for each accepted recipient. */
  | { readonly type: 'result'; readonly index: number | null; readonly reply: Reply }
  /** The transaction is over and answered in full; `send`, `quit` or keeping the session are right now (RSET was done where needed). */
  | { readonly type: 'done' }
  /**
   * A stage that is about the whole session or the whole transaction was refused: 4yz or 5yz. After `greeting` and `hello` only `quit` is
   * left; after `starttls` and `auth` the session is usable as it was; after `mail` and `data` a `done` follows. When no recipient was accepted
   * only their own answers are told, and then `done`.
   */
  | { readonly type: 'refused'; readonly stage: ClientStage; readonly reply: Reply }
  /** 421 at any stage (or, right after `result`, a refusal that came amid the content): the peer is closing; nothing more will be answered. What was not answered before is to be tried again later. */
  | { readonly type: 'closing'; readonly stage: ClientStage; readonly reply: Reply }
  /** The peer does not speak the protocol (RFC 5321 §4.2): close; what was not answered is 4.5.0. `what` is for the operator. */
  | { readonly type: 'protocol-error'; readonly stage: ClientStage; readonly what: string }
  /** QUIT was answered: close. */
  | { readonly type: 'goodbye' };

export interface ClientDialogue {
  /** Received octets. Copied where they have to wait; what is more than an answer can be is dropped, and `isFull` is true from then on. */
  feed(bytes: Uint8Array): void;
  next(): ClientEvent | null;
  /** Octets to write now, taken out; empty when there are none. Ask after every verb below and after draining `next()`. */
  output(): Uint8Array;

  startTls(): void;
  /** TLS is up: the peer's extensions are forgotten and EHLO is asked again (RFC 3207 §4.2). */
  tlsStarted(): void;
  /**
   * A password: AUTH PLAIN, or LOGIN where only that is offered. A token: XOAUTH2, or OAUTHBEARER where only that is offered. A `refused` of
   * 504 comes when neither is. Secrets stay out of events.
   */
  authenticate(credentials: ClientCredentials): void;
  /** MAIL, RCPT and DATA, in one group where PIPELINING is offered. Only after `ready`, `authenticated` or `done`. */
  send(transaction: ClientTransaction): void;
  /** Content after `content-wanted`, in pieces of any size; returns the dot-stuffed octets to write (also for several writes). */
  content(chunk: Uint8Array): readonly Uint8Array[];
  /**
   * The end of the content: returns what ends it, CRLF first where the content had none; null when the peer spoke before it: then its
   * answer would be none to the content, and `next` tells what it was.
   */
  endContent(): Uint8Array | null;
  /** RSET, to see whether a kept session still lives; answered by `done`. */
  reset(): void;
  quit(): void;

  /** The peer has said something that nobody asked for: content under way need not go on. */
  readonly isInterrupted: boolean;
  /** Nothing more is taken in: the socket need not be read. */
  readonly isFull: boolean;
  /** Everything that was said has been answered, and nothing beyond: another transaction may begin. */
  readonly isAtRest: boolean;
  /** For deadlines (RFC 5321 §4.5.3.2) and words: what is being waited for; null when nothing is. */
  readonly stage: ClientStage | null;
  /** Null before the first `ready`. */
  readonly extensions: PeerExtensions | null;
}
