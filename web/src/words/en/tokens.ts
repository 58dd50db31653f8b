const words = {
  title: 'API tokens',
  yes: 'Yes',
  no: 'No',
  columns: {
    name: 'Name',
    role: 'Role',
    organizations: 'Organizations',
    content: 'Reads mail',
    used: 'Last used',
    expires: 'Expires',
  },
  unused: 'Not yet',
  never: 'Never',
  expired: 'Expired',
  created: 'Made',
  createdBy: 'Made by',
  spans: {
    '30d': 'In 30 days',
    '90d': 'In 90 days',
    '365d': 'In a year',
    never: 'Never',
  },
  empty: {
    title: 'No API tokens yet',
    text: 'A script or a monitor that asks this server brings one. Give each its own, with the least role that does.',
  },
  add: {
    title: 'Add token',
    deed: 'Add',
    nameHint: 'What it is for: monitoring, backup.',
    told: 'Put this token where the program reads it. It is not shown again.',
  },
  revoke: {
    title: 'Revoke {{name}}?',
    text: 'Programs that use it are refused at once.',
    deed: 'Revoke',
  },
} as const;

export default words;
