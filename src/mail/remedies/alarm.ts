/** To end what an alarm is about: acts with their facts, as in `mail/remedy.ts`. */
import type { ClosedDoor } from '../doors/closed-door.ts';
import type { ListTrouble, ScreenEngine } from '../doors/screening-health.ts';

export type AlarmRemedy =
  | { readonly act: 'give-up-damaged'; readonly queueId: string }
  | { readonly act: 'mend-store' }
  | { readonly act: 'mend-resolver' }
  | { readonly act: 'mend-domain-records'; readonly domain: string }
  | { readonly act: 'publish-dkim-key'; readonly record: string }
  | { readonly act: 'make-next-dkim-key'; readonly domain: string }
  | { readonly act: 'make-dkim-key'; readonly domain: string }
  | { readonly act: 'remove-dkim-key'; readonly record: string }
  /** It does not look at messages. */
  | { readonly act: 'mend-engine'; readonly engine: ScreenEngine }
  | { readonly act: 'mend-block-list'; readonly list: string; readonly why: ListTrouble }
  | { readonly act: 'put-secret-key-back' }
  | { readonly act: 'free-disk' }
  | { readonly act: 'empty-quarantine' }
  /** An address of HTTP; mail does not wait for it. */
  | { readonly act: 'open-http'; readonly why: ClosedDoor['why'] }
  | { readonly act: 'look-at-upstream'; readonly name: string }
  | { readonly act: 'look-at-mailboxes' }
  | { readonly act: 'look-at-way-out' }
  | { readonly act: 'see-what-waits' }
  | { readonly act: 'see-what-grows' }
  | { readonly act: 'read-orphan-reports'; readonly organization: string | null }
  | { readonly act: 'decide-on-strangers'; readonly organization: string }
  /** It has sent nothing for long; `place`: empty, where nobody said. */
  | { readonly act: 'look-at-device'; readonly name: string; readonly place: string }
  | { readonly act: 'see-last-refusal'; readonly reference: string }
  | { readonly act: 'renew-self-signed' }
  | { readonly act: 'renew-certificate'; readonly file: string }
  /** Of an upstream; `upload`: its provider has to know the new one. */
  | {
      readonly act: 'renew-upstream-certificate';
      readonly file: string;
      readonly name: string;
      readonly upload: boolean;
    }
  | { readonly act: 'renew-client-secret'; readonly name: string }
  /** `codes`: the provider gives codes for a sign-in; else its refresh token comes from elsewhere. */
  | { readonly act: 'use-or-renew-sign-in'; readonly name: string; readonly codes: boolean }
  /** Its own account is in trouble. */
  | { readonly act: 'test-whether-mended'; readonly name: string }
  | { readonly act: 'wait-or-send-less'; readonly name: string }
  | { readonly act: 'set-webhook-again'; readonly organization: string }
  | { readonly act: 'test-webhook' }
  | { readonly act: 'name-alarm-address'; readonly organization: string }
  /** In a mail of alarms. */
  | { readonly act: 'read-more-alarms' }
  | { readonly act: 'acknowledge'; readonly key: string | null }
  /** An own sender whose mail looks like abuse. */
  | { readonly act: 'look-at-sender'; readonly of: 'mailbox' | 'connector' | 'device'; readonly who: string }
  /** One that was restricted by itself. */
  | { readonly act: 'mend-and-lift'; readonly of: 'sender' | 'connector'; readonly who: string }
  | { readonly act: 'find-spam-source'; readonly sender: string };
