/** Checks that mail is judged by, wherever a page names them. */
const words = {
  names: {
    'restricted-sender': 'Restricted sender',
    'restricted-connector': 'Restricted connector',
    'blocked-address': 'Blocked address',
    'spam-list': 'Block list: spam',
    'policy-list': 'Block list: dynamic address',
    'own-hello': 'Greets with our own name',
    'blocked-recipient': 'Blocked recipient',
    'no-author': 'No readable author',
    malware: 'Malware',
    'blocked-author': 'Blocked author',
    'attachment-type': 'Attachment type',
    'dmarc-reject': 'DMARC: reject',
    'virus-scan-failed': 'Not scanned for malware',
    'dmarc-quarantine': 'DMARC: quarantine',
    'dmarc-unknown': 'DMARC not known',
    unauthenticated: 'Your name, not proven',
    'high-confidence-spam': 'Spam, for sure',
    spam: 'Spam',
    bulk: 'Bulk mail',
    'too-large-to-scan': 'Too large to scan',
  },
  done: {
    reject: 'Refused',
    defer: 'Put off',
    quarantine: 'Quarantined',
    hold: 'Kept back',
    junk: 'Put into Junk',
    stamp: 'Marked',
    also: 'Another check came first',
  },
} as const;

export default words;
