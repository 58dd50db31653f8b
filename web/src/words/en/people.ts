/** Signing in, and what one is asked then or may: most who open a page need none of it. */
const words = {
  signIn: {
    title: 'Sign in to Doorpost',
    name: 'Name',
    password: 'Password',
    code: 'Code of your authenticator app, or a recovery code',
    submit: 'Sign in',
    help: 'No name yet, or locked out? On the server, run `doorpost admin link`: it prints a link that signs you in once.',
    linkFailed:
      'This link does not sign in any more: it works once, for 15 minutes. On the server, run `doorpost admin link` for a new one.',
    wrong: 'Name, password or code is wrong.',
    wrongCode:
      'This code is wrong, or the invitation ended meanwhile. Wait for the next code of the app, and try that.',
    wrongLink: 'This link is not right: it works once, for 15 minutes, and for the same person.',
    ended: 'Your sign-in has ended. Sign in again to go on where you were.',
    slowed_one: 'Too many tries. Try again in {{count}} second.',
    slowed_other: 'Too many tries. Try again in {{count}} seconds.',
  },
  again: {
    title: 'Is it still you?',
    text: 'This asks for a sign-in that is younger than ten minutes.',
    link: 'Sign-in link',
    linkHint: 'On the server, run `{{command}}`, and paste what it prints.',
    byLink: 'Use a link instead',
    byPassword: 'Use the password',
    wrong: 'Password or code is wrong.',
    submit: 'Go on',
    leave: 'Cancel',
  },
  passkey: {
    button: 'Sign in with a passkey',
    use: 'Use a passkey',
    left: 'No passkey was shown. Try again, or use another way.',
  },
  sso: {
    button: 'Sign in with {{name}}',
    elsewhere: 'Signing in with {{name}} works at this address:',
    entering: 'Signing in…',
    failed: 'You were not signed in',
    back: 'Back to sign-in',
    again:
      'This asks for a sign-in that is younger than ten minutes. Your provider asks you once more, in a new window; then this goes on here.',
    againLink: 'Sign in at the provider',
    done: 'It is still you',
    doneText: 'Close this window: the other one goes on.',
  },
  invitation: {
    title: 'Welcome to Doorpost',
    text: 'You are invited as {{role}}. From now on you sign in as {{name}}.',
    failed: 'This invitation lets nobody in any more',
    failedText: 'It works once, for seven days. Ask the person who invited you for a new one.',
    app: 'Authenticator app',
    submit: 'Set password and sign in',
    goOn: 'I have kept them',
  },
  authenticator: {
    text: 'Scan this with an authenticator app on your phone, and type the code that the app shows.',
    optional:
      'Better with a second factor: scan this with an authenticator app on your phone, and type the code that the app shows. Leave the code empty to go without.',
    qr: 'QR code for your authenticator app',
    typed: 'Or type this key into the app:',
    code: 'Code of the app',
  },
  recoveryCodes: {
    title: 'Recovery codes',
    text: 'Keep these where you find them without your phone. Each signs you in once in place of the app. They are not shown again.',
    copy: 'Copy all',
  },
  newPassword: {
    password: 'New password',
    repeat: 'Repeat the password',
    differ: 'The two passwords differ.',
    least: 'At least {{count}} characters.',
  },
  grant: {
    role: 'Role',
    roles: {
      'global-administrator': 'May do everything, in all organizations and on the server.',
      'organization-administrator': 'Sets up what belongs to their organizations.',
      'help-desk': 'Lets devices in, sends mail again, resets passwords.',
      reader: 'Looks, and changes nothing.',
    },
    organizations: 'Organizations',
    all: 'All',
    gone: '{{id}} (removed)',
    content: 'May read mail',
    contentHint: 'What people wrote: in mailboxes here, and in captured mail.',
  },
  session: {
    browser: '{{browser}} on {{system}}',
    other: 'Another browser',
    current: 'this one',
    address: 'IP address',
    signedIn: 'Signed in',
    used: 'Last used',
    until: 'Ends',
    end: 'Sign out',
  },
} as const;

export default words;
