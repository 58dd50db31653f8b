const words = {
  title: 'Groups',
  search: 'Search groups',
  placeholder: 'Address or name',
  add: 'Add group',
  refresh: 'Refresh',
  columns: {
    address: 'Address',
    name: 'Display name',
    aliases: 'Other addresses',
    members: 'Members',
    organization: 'Organization',
  },
  edit: 'Edit',
  remove: {
    deed: 'Delete',
    title: 'Delete {{address}}?',
    text: 'Mail to it is refused from then on. Its members stay.',
  },
  form: {
    add: 'Add a group',
    edit: 'Edit {{address}}',
    members: 'Members',
    membersHint: 'One a line: mailboxes, other groups, or addresses elsewhere.',
    listHint: 'With commas between them.',
    save: 'Save',
  },
  noMembers: 'Nobody: mail to it is refused until it has a member.',
  empty: {
    title: 'No groups yet',
    text: 'A group is one address for several people: mail to it goes to each member.',
  },
} as const;

export default words;
