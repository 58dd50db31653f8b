const words = {
  product: 'Doorpost',
  skip: 'Skip to the page',
  navigation: 'Navigation',
  showNavigation: 'Show or hide the navigation',
  account: 'Account and look',
  signOut: 'Sign out',
  pages: {
    home: 'Home',
    trace: 'Message trace',
  },
  groups: {
    mailFlow: 'Mail flow',
    devices: 'Devices',
    connections: 'Connections',
    recipients: 'Recipients',
    settings: 'Settings',
  },
  roles: {
    'global-administrator': 'Global administrator',
    'organization-administrator': 'Organization administrator',
    'help-desk': 'Help desk',
    reader: 'Reader',
  },
  look: {
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'As the system',
    contrast: 'High contrast',
    density: 'Lists',
    normal: 'Normal',
    compact: 'Compact',
  },
  organization: {
    label: 'Organization',
    all: 'All organizations',
  },
  live: {
    live: 'Live',
    polling: 'Refreshing every 30 s',
    lost: 'Not reached since {{since}}, trying again',
  },
  evaluation: {
    title: 'Evaluation.',
    text: 'Mail for outside is kept back here and goes to nobody. To carry mail for real, run `doorpost init` on the server.',
  },
  newVersion: {
    text: 'The server was updated to {{version}}.',
    reload: 'Reload',
  },
  signIn: {
    title: 'Sign in to Doorpost',
    name: 'Name',
    password: 'Password',
    code: 'Code of your authenticator app, or a recovery code',
    submit: 'Sign in',
    entering: 'Signing in…',
    help: 'No name yet, or locked out? On the server, run `doorpost admin link`: it prints a link that signs you in once.',
    linkFailed:
      'This link does not sign in any more: it works once, for 15 minutes. On the server, run `doorpost admin link` for a new one.',
    wrong: 'Name, password or code is wrong.',
    ended: 'Your sign-in has ended. Sign in again to go on where you were.',
    slowed_one: 'Too many tries. Try again in {{count}} second.',
    slowed_other: 'Too many tries. Try again in {{count}} seconds.',
  },
  again: {
    title: 'Is it still you?',
    text: 'This asks for a sign-in that is younger than ten minutes.',
    submit: 'Go on',
  },
  invitation: {
    title: 'Welcome to Doorpost',
    text: 'You were invited as an administrator. Choose a password of at least 12 characters.',
    password: 'New password',
    repeat: 'The same again',
    differ: 'The two passwords differ.',
    short: 'At least 12 characters.',
    submit: 'Set password',
  },
  notFound: {
    title: 'There is no page at this address',
    home: 'Go to Home',
  },
} as const;

export default words;
