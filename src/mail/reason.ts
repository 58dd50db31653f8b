/**
 * Why a step of a session was refused: what happened, as a kind with its facts. Whoever decides makes one; `policy/reasons/` says what helps
 * against it, `texts/` says it in words. Nothing reads those words. Of what the peer said there is nothing in it but `said`, `login`, and the
 * mechanism that AUTH named.
 */
import type { HabitName } from './names.ts';
import type { LimitName } from './limits.ts';

/** The right that a peer lacks to relay; it is told so too. */
export type RelayLack =
  /** Nothing covers it: neither its address nor the certificate it shows. */
  | { readonly lack: 'no-connector'; readonly address: string }
  | { readonly lack: 'no-connector-for-names'; readonly address: string; readonly names: string }
  | { readonly lack: 'certificate-distrusted'; readonly distrust: string }
  /** Several connectors cover it, and the sender says of none that it is meant. */
  | { readonly lack: 'null-undecided' | 'partner' | 'null-reverse-path' }
  | {
      readonly lack: 'undecided' | 'associated-domains' | 'sender-domains' | 'domain-not-ours';
      /** The sender's. */
      readonly domain: string;
    };

/** Settings that switch a sign-in off, though name and password are right. */
export type SignInOff =
  | 'mailbox-gone'
  | 'credential-disabled'
  | 'mailbox-disabled'
  | 'organization-smtp-auth'
  | 'mailbox-smtp-auth'
  | 'organization-password-auth'
  | 'mailbox-password-auth';

/** How a command or content breaks the language. */
export type FaultKind =
  | 'unknown-command'
  | 'not-offered'
  | 'out-of-order'
  | 'before-tls'
  | 'too-large'
  | 'not-smtp'
  | 'badly-written';

export type LimitReason = {
  readonly kind: 'limit';
  readonly limit: LimitName;
  readonly most: number;
  /** Absent: just above it. */
  readonly used?: number;
  /** The owner of the limit, and its name; absent: nobody's in particular. */
  readonly of?: 'connector' | 'mailbox';
  readonly called?: string;
};

/** No TLS handshake was begun. `came`: what came instead; absent: clear text. */
export type NoTlsReason = {
  readonly kind: 'no-tls';
  readonly met: 'clear-text-on-tls-port' | 'nothing-on-tls-port' | 'after-starttls';
  readonly came?: string;
};

/** A reason that stands for itself; the others tell what came before. */
export type PlainReason =
  | LimitReason
  // -- the right to send
  | {
      readonly kind: 'not-relayed';
      readonly lack: RelayLack;
      readonly connector: string | null;
      /** A certificate that was shown and opened nothing; `distrust` null: it is trusted, and fits no connector. */
      readonly certificate: null | {
        readonly names: string;
        readonly distrust: string | null;
        readonly fingerprint: string;
      };
    }
  | { readonly kind: 'recipient-outside-connector' | 'connector-wants-tls'; readonly connector: string }
  | { readonly kind: 'domain-not-verified'; readonly domain: string }
  | { readonly kind: 'direct-send-off'; readonly domain: string; readonly organization: string }
  /** `domain` null: one of the organization's, nobody knows which. */
  | { readonly kind: 'own-name'; readonly domain: string | null; readonly recipient: string }
  | { readonly kind: 'no-send-as'; readonly mailbox: string; readonly sender: string }
  /** At the end of data: in a field of the header. */
  | { readonly kind: 'no-send-as-shown'; readonly mailbox: string; readonly field: string; readonly sender: string }
  | { readonly kind: 'too-many-shown-senders' | 'delivered-too-often'; readonly most: number }
  | {
      readonly kind: 'no-seat';
      readonly seat: 'mailbox' | 'protection';
      readonly address: string;
      readonly free: number;
      readonly total: number;
    }
  | { readonly kind: 'null-reverse-path' | 'other-organization' }
  // -- recipients and content
  /** `why`: as routing says it. */
  | { readonly kind: 'unknown-recipient'; readonly why: string }
  | { readonly kind: 'leads-nowhere'; readonly recipient: string }
  | { readonly kind: 'endless-recipients'; readonly asked: number }
  | { readonly kind: 'delivered-before'; readonly recipient: string }
  | {
      readonly kind:
        | 'no-domain'
        | 'no-transaction'
        | 'no-recipients'
        | 'bare-line-ends'
        | 'nul'
        | 'stray-lines'
        | 'no-content-end';
    }
  // -- sign-in
  | {
      readonly kind: 'wrong-password' | 'no-such-name' | 'hashed-and-cram' | 'other-identity' | 'password-unreadable';
      readonly login: string;
    }
  | {
      readonly kind: 'sign-in-locked';
      readonly by: 'account' | 'address';
      readonly login: string;
      readonly address: string;
    }
  /** The password was right. */
  | { readonly kind: 'sign-in-off'; readonly login: string; readonly off: SignInOff; readonly credential: string }
  | { readonly kind: 'sign-in-busy' | 'sign-in-over' | 'no-sign-in' | 'mail-before-tls' }
  // -- the language, and TLS
  /** `habits`: what it was refused for, where that is known; `mechanism`: in capitals, where an AUTH named one. */
  | {
      readonly kind: 'fault';
      readonly fault: FaultKind;
      readonly habits: readonly HabitName[];
      readonly said: string;
      readonly at: 'auth' | 'elsewhere';
      readonly mechanism: string | null;
    }
  | { readonly kind: 'expn' | 'junk-commands' | 'unknown-handshake' }
  | { readonly kind: 'bad-proxy-header'; readonly why: string }
  | NoTlsReason
  /** `why`: in the words of TLS, or how the handshake ended; `habit`: the one it failed for. */
  | {
      readonly kind: 'certificate-distrusted' | 'no-common-tls' | 'handshake-broken';
      readonly why: string;
      readonly habit?: HabitName;
    }
  // -- ourselves, and the end of a session
  | { readonly kind: 'store-unwell' | 'store-refused'; readonly trouble: string }
  | { readonly kind: 'disk-full'; readonly freeBytes: number }
  | { readonly kind: 'store-failed' | 'store-late' | 'content-without-transaction' | 'shutdown' }
  | { readonly kind: 'our-fault'; readonly how: string }
  /** `waited`: which of the waits was over. */
  | { readonly kind: 'timed-out'; readonly in: string; readonly waited: string };

export type Reason =
  | PlainReason
  /** The session ended, for what was refused before. */
  | { readonly kind: 'farewell'; readonly limit: LimitName; readonly last: PlainReason };

export type ReasonOf<Kind extends Reason['kind']> = Extract<Reason, { kind: Kind }>;

/** Of this version are the reasons above; another one may mean other facts by the same kind. */
export const reasonVersion = 1;

/** As it is kept. */
export type KeptReason = Reason & { readonly version: number };
