/**
 * The events that the server dialogue tells the session, and the settings that the session may give it. The dialogue is sans I/O: it knows the language and its
 * order (RFC 5321 §4.1.4), never who the peer is or where mail goes.
 */
import type { Address, ReversePath } from '../../mail/address.ts';
import type { AuthMechanism, ProfileTraits } from '../../mail/device.ts';
import type { EnvelopeRecipient, MailParameters } from '../../mail/envelope.ts';
import type { Reply } from '../../mail/reply.ts';

export type DialogueEvent =
  /** First of all; the answer is the greeting (220, or 421/554 and then `closing`). */
  | { readonly type: 'connect' }
  /** Answer 250 with one line (`replies.hello`); behind it the dialogue sets what it announces after EHLO. */
  | { readonly type: 'hello'; readonly verb: 'HELO' | 'EHLO'; readonly name: string }
  /** Answer 220, then hand the socket to TLS and call `tlsStarted()`. Input that was pipelined behind it is dropped (RFC 3207 §4.2). */
  | { readonly type: 'starttls' }
  /** A 334 of AUTH is due: answer with this very reply. It is neither a refusal nor a reference's place, and counts as nothing. */
  | {
      readonly type: 'challenge';
      readonly reply: Reply;
      /** The client's words, for the transcript: `AUTH LOGIN`, secrets as `***`. */
      readonly line: string;
    }
  /** A whole SASL exchange (PLAIN, LOGIN) has been gathered. Answer 235, 535, 454, 421. */
  | {
      readonly type: 'auth';
      readonly mechanism: 'PLAIN' | 'LOGIN';
      readonly authorization: string;
      readonly username: string;
      readonly password: string;
      /** See `challenge`. */
      readonly line: string;
    }
  /** The same by CRAM-MD5: what we asked, and the keyed digest that came back. */
  | {
      readonly type: 'auth';
      readonly mechanism: 'CRAM-MD5';
      readonly username: string;
      readonly challenge: string;
      /** Hex, lower case. */
      readonly digest: string;
      readonly line: string;
    }
  | { readonly type: 'mail'; readonly reversePath: ReversePath; readonly parameters: MailParameters }
  | { readonly type: 'rcpt'; readonly recipient: EnvelopeRecipient }
  /** DATA: answer 354 to receive content, or refuse. */
  | { readonly type: 'data' }
  /**
   * First BDAT of a message: no reply is owed yet; call `acceptChunks()` or `refuseChunks(reply)`. A refusal comes back as a `fault`
   * with that very reply once the chunk's octets were consumed, and the transaction is over.
   */
  | { readonly type: 'chunking' }
  /** Undotted content, CRLF line ends. No answer is owed. The bytes are only valid until the next `feed`. */
  | { readonly type: 'content'; readonly bytes: Uint8Array }
  /** A BDAT chunk that is not the last has been passed on whole; answer 250. */
  | { readonly type: 'chunk'; readonly octets: number }
  /**
   * Content is complete, or (with BDAT) has failed for good; `fault` is set when it may not be accepted: the bytes after the fault were
   * discarded. One answer is owed; after it the transaction is over, whatever the answer.
   */
  | { readonly type: 'end-of-data'; readonly fault: ContentFault | null }
  | { readonly type: 'rset' }
  | { readonly type: 'noop' }
  | { readonly type: 'help' }
  | { readonly type: 'vrfy'; readonly verb: 'VRFY' | 'EXPN'; readonly argument: string }
  | { readonly type: 'quit' }
  /**
   * Wrong grammar, wrong order, unknown verb: the reply is ready; the session answers with it (adding a reference), and counts it.
   * Two of them stand in for a positive answer the session just gave (nothing was written for it): somebody spoke before the greeting, or
   * sent content before the 354. Whoever opened a writer on `data` drops it.
   */
  | {
      readonly type: 'fault';
      readonly reply: Reply;
      readonly stage: 'command' | 'hello' | 'auth' | 'mail' | 'rcpt' | 'data';
      readonly line: string /** say it and close */;
      readonly closing: boolean;
    };

/**
 * Habits of the peer that RFC 5321 does not allow, in the words of `policy/devices/habits.ts`; told beside the event it was met in. Where that is a
 * `fault` it was refused, otherwise it was taken.
 */
export type DialogueHabit =
  | 'odd-hello'
  | 'auth-after-helo'
  | 'loose-address'
  | 'no-sender-address'
  | 'bare-commands'
  | 'bare-line-ends'
  | 'bare-content-end'
  | 'nul'
  | 'early-content'
  | 'cram-md5'
  | 'auth-before-tls'
  | 'tls-on-clear-port';

export type ContentFault = 'bare-line-feed' | 'nul' | 'too-large' | 'line-too-long';

/** The settings in force, for what is announced and allowed; the session sets them at connect, after TLS, after AUTH, and per transaction once the connector is known. */
export interface DialogueSettings extends Pick<ProfileTraits, 'hello' | 'addresses'> {
  readonly hostName: string;
  /**
   * Content before the 354. `take`: it is read. `expect`: it is refused, and whoever sends it may be at the other end. `refuse`: as nobody
   * does. But for `refuse` a DATA that is not answered with 354 ends the session: what follows may be content, and is never read as commands.
   */
  readonly earlyContent: ProfileTraits['earlyContent'] | 'expect';
  /**
   * Stands in MAIL for a sender that is no address: of peers whose sender is replaced whatever it is. null: such a sender is refused. Asked for
   * only where one is met.
   */
  readonly senderInstead: () => Address | null;
  readonly starttls: boolean;
  /** Empty: AUTH is not announced, and refused with `authRefusal`. */
  readonly authMechanisms: readonly AuthMechanism[];
  /** Of these, what is announced: a mechanism that no credential can do would only lead astray who prefers it. */
  readonly authAnnounced: readonly AuthMechanism[];
  /** A name or a password that is no UTF-8 is read as windows-1252. Absent: it is refused. */
  readonly oldPasswords?: boolean;
  /** A challenge nobody has seen before: `<...@host>` (RFC 2195 §2). */
  readonly cramChallenge: () => string;
  /** The reply to AUTH while it is not offered: 530 5.7.0 Must issue STARTTLS, 503, or 502. */
  readonly authRefusal: Reply;
  /** Announced: reports as the sender asks for them (RFC 3461). Its parameters are read in any case; the session honours them where they are due. */
  readonly dsn: boolean;
  /** Announced with SIZE and held against declared and real octets (552 5.3.4). */
  readonly maxMessageBytes: number;
  /** Announced with LIMITS RCPTMAX (RFC 9422). */
  readonly maxRecipients: number;
  readonly bareLineFeed: ProfileTraits['lineEnds'];
  readonly maxCommandLine: number;
  readonly maxAuthLine: number;
  readonly maxUnfinishedLine: number;
  readonly maxContentLine: number;
}

/** See `server-dialogue.ts` for the machine. */
export interface ServerDialogue {
  /** Hands in received octets. They are not copied while events can be made of them; drain `next()` before the buffer is reused. */
  feed(bytes: Uint8Array): void;
  /** null: needs bytes, or an answer is owed (pipelined input waits). */
  next(): DialogueEvent | null;
  /** Habits met on the way to the event that `next` has just returned; null, as nearly always: none. Asked for once. */
  takeHabits(): readonly DialogueHabit[] | null;
  /** Answers the last event that owes one; moves the phase; returns the octets to write. */
  answer(reply: Reply): Uint8Array;
  acceptChunks(): void;
  refuseChunks(reply: Reply): void;
  /** Takes effect for the next command, and at once for the content that follows. */
  configure(settings: DialogueSettings): void;
  /**
   * TLS is up: all state and all unread input is dropped, EHLO is asked for again (RFC 3207 §4.2). With implicit TLS: to be called
   * before the first `next()`, so that STARTTLS is known to be out of place.
   */
  tlsStarted(): void;
  /** Marks the session authenticated (AUTH then gets 503, RFC 4954 §4). */
  readonly authenticated: boolean;
  readonly phase: 'connect' | 'hello' | 'ready' | 'transaction' | 'content' | 'closed';
  /** The thing that was begun and has not ended: a message (its content flows, or more chunks are to come), or a line of command. */
  readonly underWay: 'message' | 'command' | null;
  /** Somebody who speaks LF alone has sent what he takes for the end of his content, and it was none. */
  readonly waitsForProperEnd: boolean;
  /** True when input waits behind the owed answer: the caller may hold replies back and write them as one group (RFC 2920 §3.2). */
  readonly pipelined: boolean;
}

export type { Address };
