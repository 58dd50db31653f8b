const words = {
  title: 'Limits',
  text: {
    organization: 'For everything in this organization that has no value of its own.',
    mailbox: 'For this mailbox alone.',
  },
  limit: 'Limit',
  value: 'Value',
  from: 'Set',
  here: 'Here',
  organization: 'For the organization',
  system: 'For the server',
  default: 'Default',
  change: 'Change',
  changeTitle: 'Change {{name}}',
  number: 'Value',
  useDefault: 'Use {{value}}, without one of its own',
  bytes: '{{bytes}} bytes ({{size}})',
  save: 'Save',
} as const;

export default words;
