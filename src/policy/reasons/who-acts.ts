/** The one who can put a failed delivery right, from the sender's point of view. Pure. */
import type { FailureCause } from '../../mail/delivery.ts';

export type WhoActs = 'you' | 'recipient' | 'administrator';

export const whoActs: Readonly<Record<FailureCause, WhoActs>> = {
  'unknown-recipient': 'you',
  'mailbox-full': 'recipient',
  'mailbox-unavailable': 'recipient',
  'domain-not-found': 'you',
  'no-mail-accepted': 'you',
  loop: 'administrator',
  'no-route': 'administrator',
  'too-large': 'you',
  'too-many-recipients': 'you',
  'refused-by-policy': 'recipient',
  'relay-denied': 'administrator',
  'sign-in-failed': 'administrator',
  'tls-failed': 'administrator',
  'needs-8bitmime': 'you',
  'needs-smtputf8': 'you',
  'content-refused': 'you',
  'dns-failed': 'recipient',
  'connection-failed': 'administrator',
  'timed-out': 'recipient',
  'protocol-error': 'recipient',
  busy: 'recipient',
  'storage-failed': 'administrator',
  expired: 'administrator',
  cancelled: 'administrator',
  other: 'administrator',
};
