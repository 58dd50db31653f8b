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
  provider: {
    title: 'Password and second factor',
    text: 'You signed in by your identity provider: it has your password, and asks for a second factor.',
  },
  password: {
    title: 'Password',
    change: 'Change password',
    now: 'Current password',
    text: 'Where else you are signed in, you are signed out.',
    noneText:
      'You sign in by your passkeys, and have no password. For a password, ask another administrator for a new invitation.',
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
  passkeys: {
    title: 'Passkeys',
    text: 'A passkey is in your phone, your computer or a security key. It signs you in without a password where it asks for your finger, face or PIN; else it is the second factor.',
    none: 'You have none yet.',
    notHere: 'Passkeys belong to a name, and you have opened another address. Open this one to add one:',
    noName:
      'Passkeys belong to a name, and you have opened an address of numbers. On the server, set `http.url` in `doorpost.yaml` to a name, and open that.',
    cannot: 'This browser cannot, or the page is not encrypted.',
    add: 'Add passkey',
    deed: 'Go on',
    name: 'Name',
    nameHint: 'So that you know it again: “Phone”, “Key on the key ring”.',
    addText: 'Your browser asks next where to keep it. Where else you are signed in, you are signed out.',
    alone: 'Signs in alone',
    second: 'Second factor',
    at: 'For',
    added: 'Added',
    used: 'Last used',
    unused: 'Not yet',
    rename: 'Rename',
    renameTitle: 'Rename {{name}}',
    save: 'Save',
    remove: 'Remove',
    removeTitle: 'Remove {{name}}?',
    removeText:
      'It signs you in no more. Where else you are signed in, you are signed out. Delete it in your device too.',
  },
  sessions: {
    title: 'Where you are signed in',
  },
} as const;

export default words;
