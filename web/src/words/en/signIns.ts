const words = {
  title: 'Sign-in attempts',
  search: 'Search sign-in attempts',
  placeholder: 'A name',
  refresh: 'Refresh',
  columns: {
    at: 'Time',
    outcome: 'Outcome',
    name: 'Name',
    how: 'By',
    address: 'IP address',
  },
  outcomes: {
    'signed-in': 'Signed in',
    refused: 'Refused',
    slowed: 'Slowed',
  },
  how: {
    password: 'Password',
    link: 'Link',
    invitation: 'Invitation',
    token: 'API token',
    again: 'Again',
    passkey: 'Passkey',
    sso: 'Single sign-on',
  },
  nobody: 'No administrator of that name',
  empty: 'Nobody has signed in yet',
} as const;

export default words;
