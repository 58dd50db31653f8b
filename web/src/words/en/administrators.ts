const words = {
  title: 'Administrators',
  yes: 'Yes',
  no: 'No',
  columns: {
    name: 'Name',
    role: 'Role',
    organizations: 'Organizations',
    content: 'Reads mail',
    app: 'Second factor',
    state: 'Status',
  },
  states: {
    active: 'Active',
    invited: 'Invited',
    expired: 'Invitation expired',
  },
  invitedUntil: 'Invitation ends',
  created: 'Added',
  empty: {
    title: 'No administrators yet',
    text: 'Add one for each person who looks after this server, you among them: each then signs in with a password and an app.',
  },
  add: {
    title: 'Add administrator',
    deed: 'Add and invite',
    nameHint: 'An email address of theirs, best. They sign in by it.',
  },
  invitation: {
    text: 'Give this link to them: it lets them choose a password, once, until {{until}}. It is not shown again.',
  },
  change: {
    title: 'Change role',
    deed: 'Save',
  },
  invite: {
    title: 'New invitation',
    text: 'For a forgotten password or a lost phone. Their present sign-in works until they accept it; earlier links stop working.',
    deed: 'Make invitation',
  },
  remove: {
    title: 'Remove {{name}}?',
    text: 'They are signed out at once, and cannot sign in any more. API tokens that they made stay.',
    deed: 'Remove',
  },
  sessions: {
    title: 'Signed in',
    none: 'Nowhere at the moment.',
    end: 'Sign out everywhere',
    endTitle: 'Sign {{name}} out everywhere?',
    endText: 'They can sign in again at once.',
  },
} as const;

export default words;
