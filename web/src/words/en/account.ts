const words = {
  title: 'My account',
  who: {
    name: 'Name',
    role: 'Role',
    organizations: 'Organizations',
    until: 'Signed in until',
  },
  noPassword: {
    title: 'Password and second factor',
    text: 'You signed in by a link: there is no password to it. Add yourself as an administrator to sign in by name.',
    go: 'Administrators',
  },
  password: {
    title: 'Password',
    change: 'Change password',
    now: 'Current password',
    text: 'Where else you are signed in, you are signed out.',
    done: 'Your password was changed.',
  },
  app: {
    title: 'Authenticator app',
    none: 'None is set up. With one, a password that somebody else has learned is not enough to sign in.',
    there: 'An app is set up. If you replace it, that app and its recovery codes stop working.',
    set: 'Set up app',
    replace: 'Replace app',
    deed: 'Confirm',
  },
  sessions: {
    title: 'Where you are signed in',
  },
} as const;

export default words;
