/** Rows by which mail is judged, as the trace and explain tell of them. */
import type { ScreenAct, ScreenRow } from '../../mail/screening/screened.ts';

export const screening = {
  done: '{{row}}: {{act}}, because {{why}}',
  observed: '{{row}} is only observed; it would be {{act}}, because {{why}}',
  noted: '{{row}}: {{why}}; nothing is done about it here',
  acts: {
    reject: 'refused',
    defer: 'refused for now',
    quarantine: 'put into quarantine',
    junk: 'put into Junk',
    hold: 'paused until an administrator has looked at it',
    stamp: 'marked',
  } satisfies Readonly<Record<ScreenAct, string>>,
} as const;

/** Each as a phrase behind "because": for the trace, for lists and for the digest. */
export const screenRowWords: Readonly<Record<ScreenRow, string>> = {
  'restricted-sender': 'its sender is restricted',
  'restricted-connector': 'its connector is restricted',
  'blocked-address': 'it came from a blocked address',
  'spam-list': 'it came from an address that a block list names',
  'policy-list': 'it came from a dynamic address',
  'own-hello': 'its server greeted us with our own name',
  'no-author': 'it has no readable author',
  'blocked-author': 'its author is blocked',
  'blocked-recipient': 'its recipient is blocked',
  malware: 'malware was found in it',
  'attachment-type': 'it has an attachment of a blocked type',
  'dmarc-reject': "it fails DMARC, and the author's domain asks to reject that",
  'dmarc-quarantine': "it fails DMARC, and the author's domain asks to quarantine that",
  'dmarc-unknown': 'DMARC could not be checked',
  unauthenticated: 'nothing shows that its author wrote it',
  'high-confidence-spam': 'the spam filter is sure that it is spam',
  spam: 'the spam filter takes it for spam',
  bulk: 'it is bulk mail',
  'virus-scan-failed': 'it could not be scanned for malware',
  'too-large-to-scan': 'it is too large to be scanned',
};
