const words = {
  title: 'Restricted senders',
  text: 'They may not send for now, because they were taken over or sent spam. Their mail that waits is paused. They still get mail.',
  columns: {
    who: 'Who',
    of: 'Type',
    since: 'Since',
    ends: 'Ends',
    why: 'Why',
    mail: 'Recipients that wait',
    organization: 'Organization',
    evidence: 'Mail it was restricted for',
  },
  kinds: { sender: 'Mailbox', connector: 'Connector', address: 'IP address' },
  lifted: 'When it is lifted',
  trace: 'What it sent, in the message trace',
  add: {
    title: 'Restrict a sender',
    deed: 'Restrict',
    hints: {
      sender: 'The address of the mailbox',
      connector: 'The name of the inbound connector',
      address: 'Such as 192.0.2.10',
    },
  },
  deeds: {
    lift: {
      deed: 'Lift',
      title: 'Let {{name}} send again?',
      text: 'Find out first why it was restricted. Its paused mail stays paused.',
    },
    release: {
      deed: 'Release its mail',
      title: 'Release the mail of {{name}}?',
      text: 'All of it that is paused goes on.',
    },
    expire: {
      deed: 'End its mail',
      title: 'End the mail of {{name}}?',
      text: 'All of it that waits is ended, with a report to the sender. This cannot be undone.',
    },
  },
  empty: {
    title: 'Nobody is restricted',
    text: 'A mailbox, connector or address that sends spam can be stopped here.',
  },
} as const;

export default words;
