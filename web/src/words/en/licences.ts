const words = {
  title: 'Licences',
  text: 'Seats you have bought, and who sits on them. What happens without one is a setting of the organization.',
  choose: 'Choose an organization above: seats are counted for each.',
  licensings: {
    off: 'Licences are not looked at here.',
    report: 'Licences are counted; nothing is refused for the lack of one.',
    enforce: 'Who has no seat is refused.',
  },
  seats: {
    title: 'Seats',
    mailbox: 'Mailboxes',
    protection: 'Senders without a mailbox',
    bought: 'Bought',
    assigned: 'In use',
    of: '{{assigned}} of {{total}} in use',
    change: 'Change',
    changeTitle: 'Seats of {{name}}',
    save: 'Save',
  },
  lacking: {
    title: 'Mailboxes without a seat',
    none: 'Every mailbox has a seat.',
    assign: 'Give it a seat',
  },
  senders: {
    title: 'Senders without a mailbox',
    text: 'Addresses of your domains that have sent within 30 days and are nobody’s mailbox.',
    none: 'There are none.',
    address: 'Address',
    messages: 'Messages',
    lastSeen: 'Last seen',
    seat: 'Seat',
    licensed: 'Has one',
    lacks: 'None',
    assign: 'Give it a seat',
    unassign: 'Take it away',
    trace: 'Its mail',
  },
} as const;

export default words;
