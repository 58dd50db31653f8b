const words = {
  title: 'Allow and block',
  text: 'Block keeps addresses and senders out, and mail of yours from going there. Allow lets mail through block lists and the spam filter; it never lets malware through, nor what the sender’s domain forbids.',
  columns: {
    list: 'List',
    entry: 'Entry',
    ends: 'Ends',
    until: 'Holds for',
    note: 'Note',
    added: 'Added',
    organization: 'Organization',
  },
  kinds: { 'block-entry': 'Block', 'allow-entry': 'Allow' },
  binds: {
    label: 'Binds',
    both: 'Mail from it and to it',
    inbound: 'Mail from it',
    outbound: 'Mail to it',
  },
  never: 'Never',
  ended: 'Ended',
  spans: {
    '30 days': '30 days',
    '90 days': '90 days',
    '45 days after last use': 'Until 45 days after its last use',
    never: 'Until it is removed',
  },
  add: {
    title: 'New entry',
    deed: 'Add',
    entryHint:
      '192.0.2.10, 192.0.2.0/24, anna@example.com, example.com, *.example.com, or “example.com from 192.0.2.0/24”',
  },
  remove: {
    title: 'Remove {{name}}?',
    deed: 'Remove',
    'block-entry': 'Its mail is let in again.',
    'allow-entry': 'Its mail is judged as anybody’s.',
  },
  empty: {
    title: 'Nothing is on the lists',
    text: 'An address or sender that should always get through, or never, goes here.',
  },
} as const;

export default words;
