/** Remedies for a device that cannot send: what is to be done with it, or for it. */
import type { SignInOff } from '../reason.ts';

export type DeviceRemedy =
  /** `relay`: it signs in, or is known, and gets the right to relay by its address only when that is said. */
  | { readonly act: 'approve-device'; readonly address: string; readonly relay: boolean }
  /** It has no TLS switched on. `port`: the role of the listener it came to. */
  | { readonly act: 'switch-on-tls'; readonly port: 'relay' | 'submission' | 'submissions'; readonly address: string }
  | { readonly act: 'make-certificate-trusted' }
  | { readonly act: 'match-port-and-tls' }
  | { readonly act: 'use-clear-text-port'; readonly met: 'clear-text-on-tls-port' | 'nothing-on-tls-port' }
  | { readonly act: 'retry-starttls' }
  | { readonly act: 'find-what-keeps-it-silent' }
  | { readonly act: 'read-transcript' }
  | { readonly act: 'choose-sign-in' }
  | { readonly act: 'ask-device' }
  | { readonly act: 'send-a-page' }
  /** It broke off; `in`: how far it had come. */
  | { readonly act: 'find-what-breaks-off'; readonly in: 'envelope' | 'content' }
  | { readonly act: 'switch-on-proxy-protocol' }
  /** Nothing is known that helps. `reference`: by which the session can be looked up; null: it was a rehearsal. */
  | { readonly act: 'read-refusal'; readonly reply: string; readonly reference: string | null }
  | { readonly act: 'use-own-sender' }
  /** Direct Send in the organization's own name is off: the device has to be known, or it is taken again. */
  | { readonly act: 'take-direct-send-again'; readonly address: string; readonly organization: string }
  /** It comes by a connector that does not speak for the sender's domain. */
  | { readonly act: 'widen-connector-senders' }
  /** It takes mail for some recipients alone. */
  | { readonly act: 'widen-connector-recipients'; readonly connector: string }
  /** It is a partner's, who writes to us and relays nothing. */
  | { readonly act: 'let-partner-relay'; readonly connector: string }
  /** `recipient` null: nobody knows whose forwarding it is. */
  | { readonly act: 'end-mail-loop'; readonly recipient: string | null }
  | { readonly act: 'give-goal'; readonly recipient: string }
  | { readonly act: 'send-to-each-organization' }
  /** It does not keep to SMTP, and no profile takes that. */
  | { readonly act: 'mend-sender' }
  | { readonly act: 'wait-for-sign-in' }
  | { readonly act: 'find-who-guesses' }
  | { readonly act: 'send-again' }
  /** Name and password are right. `unknown`: what is switched off was not kept. */
  | {
      readonly act: 'enable-sign-in';
      readonly off: SignInOff | 'unknown';
      readonly credential: string;
      /** null: nobody's any more, or it was not kept. */
      readonly mailbox: string | null;
      readonly organization: string | null;
    }
  | { readonly act: 'add-cram-credential' }
  | { readonly act: 'add-credential' }
  /** `login`: what it called itself; null: it did not. */
  | { readonly act: 'name-credential'; readonly login: string | null }
  | { readonly act: 'reset-credential'; readonly login: string | null }
  /** It came to a port that wants a sign-in. `tls`: it speaks TLS already. */
  | { readonly act: 'sign-in-or-approve'; readonly tls: boolean; readonly address: string }
  /** Its connector takes no clear text. */
  | { readonly act: 'speak-tls-to-connector'; readonly connector: string }
  /** It was right when the session began. */
  | { readonly act: 'look-at-sign-in' }
  | { readonly act: 'allow-sender' }
  | { readonly act: 'correct-recipient' }
  /** `why`: it is old; it is set wrongly; nobody knows. */
  | {
      readonly act: 'give-profile';
      readonly address: string;
      readonly profile: string;
      readonly why: 'old-tls' | 'settings' | 'unknown';
    };
