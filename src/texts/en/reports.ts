/** The texts of a report (NDR, delay notice, success report), in English: every other language has the same keys. */
export const reports = {
  happened: {
    'unknown-recipient': 'There is no mailbox with this address.',
    'mailbox-full': "The recipient's mailbox is full.",
    'mailbox-unavailable': "The recipient's mailbox exists but cannot take mail at present.",
    'domain-not-found': 'The part of the address after the @ does not exist.',
    'no-mail-accepted': 'The part of the address after the @ belongs to someone who accepts no mail at all there.',
    loop: 'The message was going round in a circle between mail servers, groups or forwardings, and was stopped.',
    'no-route': 'The mail system knows no way to this address.',
    'too-large': "The message is larger than the recipient's mail system accepts.",
    'too-many-recipients': 'The message has more recipients than may be addressed at once.',
    'refused-by-policy': "The recipient's mail system does not want this message by its own rules.",
    'relay-denied': 'The next mail server refused to pass the message on.',
    'sign-in-failed': 'This mail system could not sign in to the next mail server.',
    'tls-failed': 'A protected (encrypted) connection to the next mail server was required and could not be made.',
    'needs-8bitmime':
      "The recipient's mail system is too old for this message, and the message could not be converted.",
    'needs-smtputf8':
      "The recipient's mail system cannot handle addresses or subjects with letters outside the English alphabet.",
    'content-refused': "The recipient's mail system refused what the message contains.",
    'dns-failed': "The address's mail server could not be looked up.",
    'connection-failed': 'The next mail server could not be reached.',
    'timed-out': 'The next mail server did not answer in time.',
    'protocol-error': 'The next mail server answered in a way that is not mail protocol.',
    busy: "The recipient's mail system is busy or puts new senders off for a while.",
    'storage-failed': 'This mail system could not write the message into the mailbox.',
    expired: 'The message could not be delivered for so long that the mail system gave up.',
    other: 'The message could not be delivered.',
  },
  cancelled: 'An administrator of {{hostName}} ended the delivery before it succeeded.',
  cancelled_untried:
    'An administrator of {{hostName}} ended the delivery before it succeeded. It had not been tried yet.',
  cancelled_after:
    'An administrator of {{hostName}} ended the delivery before it succeeded. The last reason was: {{lastReason}}',
  who: {
    you: 'You can put this right.',
    recipient: 'The recipient or their mail administrator can put this right.',
    administrator: 'Your mail administrator can put this right.',
  },
  fix: {
    'unknown-recipient':
      "Check the address for typing errors and send the message again. If it came from a device, correct the address in the device's address book. If it is right, ask the recipient by other means whether it has changed.",
    'mailbox-full': 'Ask the recipient by other means to make room, and send the message again later.',
    'mailbox-unavailable': 'Try again later. If it goes on, ask the recipient by other means.',
    'domain-not-found': 'Check that part for typing errors and send the message again.',
    'no-mail-accepted': 'Ask the recipient by other means for an address that takes mail.',
    loop: 'Forward this report to your mail administrator, who must correct the forwarding, the group or the connector that sends mail back.',
    'no-route': 'Check the address. If it is right, forward this report to your mail administrator.',
    'too-large':
      'Send less at once: fewer pages, a lower scan resolution, a stronger compression; or share the file in another way.',
    'too-many-recipients': 'Send the message again in several parts with fewer recipients each.',
    'refused-by-policy':
      'Read the reason given below. Ask the recipient by other means to have your address allowed; your mail administrator can see the details.',
    'relay-denied':
      'Forward this report to your mail administrator: the next server must be told to accept mail from this one, or another connector is needed.',
    'sign-in-failed':
      'Forward this report to your mail administrator, who must renew the user name and password of the connector.',
    'tls-failed':
      'Forward this report to your mail administrator: a certificate or a protection setting on one of the two sides does not fit.',
    'needs-8bitmime': 'Send the message again as plain text, or the content as an attachment.',
    'needs-smtputf8': 'Use another address of the recipient or of yours, written in plain letters.',
    'content-refused':
      'Read the reason given below. Often an attachment of that kind is not allowed: send it in another form.',
    'dns-failed':
      "Send the message again later. If it goes on, the recipient's administrator must repair the domain's name servers.",
    'connection-failed': 'Send the message again later. If it goes on, forward this report to your mail administrator.',
    'timed-out': 'Send the message again later. If it goes on, forward this report to your mail administrator.',
    'protocol-error': 'Forward this report to your mail administrator, who can see what it said.',
    busy: 'Send the message again later. If it goes on, ask the recipient by other means.',
    'storage-failed': 'Forward this report to your mail administrator, who must look at the disk of the mail server.',
    expired:
      'Check the address. If it is right, send the message again later, and forward this report to your mail administrator: the last reason is given below.',
    cancelled: 'Ask your mail administrator why before you send it again.',
    other: 'Read the reason given below, or forward this report to your mail administrator.',
  },
  openings: {
    failure: {
      subject: 'Undeliverable',
      heading: 'Your message was not delivered',
      sentence: 'Your message could not be delivered to the recipients below. It will not be tried again.',
    },
    delivered: {
      subject: 'Delivered',
      heading: 'Your message was delivered',
      sentence: 'As you asked to be told: your message is in the mailboxes of the recipients below.',
    },
    relayed: {
      subject: 'Relayed',
      heading: 'Your message was passed on',
      sentence:
        'As you asked to be told: your message was passed on to the mail system of the recipients below, which will not report whether it arrives.',
    },
    expanded: {
      subject: 'Expanded',
      heading: 'Your message was passed on to the members of a group',
      sentence: 'As you asked to be told: your message was passed on to everyone behind the addresses below.',
    },
    delay: {
      subject: 'Delayed',
      heading: 'Your message is delayed',
      sentence:
        'Your message has not been delivered to the recipients below yet. It is still being tried. You need not do anything, and you need not send it again.',
      sentence_until:
        'Your message has not been delivered to the recipients below yet. It is still being tried until {{until}}. You need not do anything, and you need not send it again.',
    },
  },
  yourMessage: 'your message',
  moreRecipients_one: '{{count}} more recipient is listed in the attached status part.',
  moreRecipients_other: '{{count}} more recipients are listed in the attached status part.',
  countedRecipients_one:
    '{{count}} more recipient is not listed here; your mail administrator finds it in the message trace.',
  countedRecipients_other:
    '{{count}} more recipients are not listed here; your mail administrator finds each of them in the message trace.',
  lastAttempt: '{{date}}, number {{number}}',
  labels: {
    title: 'Delivery report',
    happened: 'What happened',
    who: 'Who',
    fix: 'What to do',
    details: 'Details for administrators',
    device: 'Device',
    sender: 'Sender',
    subject: 'Subject',
    received: 'Received',
    messageId: 'Message-ID',
    queueId: 'Queue id',
    reportedBy: 'Reported by',
    none: '(none)',
    serverSaid: 'The next mail server said',
    reason: 'Reason',
    inOtherWords: 'In other words',
    nextServer: 'Next mail server',
    status: 'Status',
    attempts: 'Attempts',
    lastAttempt: 'Last attempt',
    triedUntil: 'Tried until',
  },
  /** The report of a month, for those who hear alarms. */
  monthly: {
    subject: 'Mail of {{month}}: {{organization}}',
    greeting: '{{month}} at {{organization}}, as Doorpost on {{hostName}} counted it.',
    nothing: 'Nothing came in, and nothing went out.',
    cameIn: 'Messages that came in',
    refused: 'Refused',
    wentOut: 'Recipients, by what became of their mail',
    devices: 'By device',
    signIns: 'By sign-in (SMTP AUTH)',
    upstreams: 'By the way out',
    causes: 'Why mail was refused or failed',
    codes: 'Mail that came back, by code',
    others: 'Others',
    link: 'The mail behind each number: {{link}}',
    why: 'The addresses that hear alarms get this on the first of each month, until the monthly report is turned off for the organization.',
    ways: {
      relay: 'by connectors',
      submission: 'by sign-in',
      direct: 'from strangers',
      internal: 'of Doorpost itself',
    },
    waysOut: { mailbox: 'Mailboxes here', mx: 'Directly, by MX' },
    statuses: {
      Delivered: 'Delivered',
      Failed: 'Failed',
      Captured: 'Captured',
      Expanded: 'Expanded to a group',
      Transferred: 'Handed on',
    },
  },
  /** The daily list of mail in quarantine, for its recipient. */
  digest: {
    subject: 'Mail for you that was kept back: {{number}}',
    greeting:
      'Mail for {{recipient}} was kept back at {{hostName}} since the last such list, and has not been delivered:',
    line: 'From {{sender}}, {{date}}',
    more: 'And {{number}} more.',
    noSubject: '(no subject)',
    ask: 'Do you expect one of these? Ask {{contact}}, who can let it go. What nobody asks for is deleted after some days. Nothing in this mail is there to be clicked.',
    why: {
      malware: 'malware was found in it',
      spam: 'it looks like spam',
      author: 'nothing shows that its author wrote it',
      blocked: 'its sender is blocked',
      rules: 'a rule keeps it back',
    },
  },
} as const;
