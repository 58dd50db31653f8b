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
    text: 'Set up an app, or another phone. The app and the recovery codes of before are void then.',
    set: 'Set up app',
    deed: 'Confirm',
  },
  sessions: {
    title: 'Where you are signed in',
  },
} as const;

export default words;
