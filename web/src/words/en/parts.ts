const words = {
  loading: 'Loading',
  error: {
    unreachable: 'The server does not answer',
    unreachableText: 'It may be restarting, or the connection is broken. This page tries again by itself.',
    unexpected: 'Something went wrong on this page',
    unexpectedText:
      'Nothing on the server was changed by it. Reload; if it happens again, report it with the text below.',
    retry: 'Try again',
    reload: 'Reload',
    forbidden: 'This is not for your role',
    forbiddenText: 'A Global administrator can give you the right, or do it for you.',
  },
  empty: {
    filter: 'Nothing matches',
    removeFilters: 'Remove all filters',
  },
  remedy: {
    label: 'What to do',
    command: 'Show the command',
    hideCommand: 'Hide the command',
  },
  acts: {
    'look-in-queue-and-trace': 'Search the message trace',
    'check-queue-id': 'Search the message trace',
    'check-reference': 'Search the message trace',
  },
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  previousItem: 'Previous',
  nextItem: 'Next',
  remove: 'Remove',
  removeFilter: 'Remove the filter {{name}}: {{value}}',
  columns: 'Columns',
  selectAll: 'Select all that are loaded',
  selectRow: 'Select this row',
  rows_one: '{{count}} row',
  rows_other: '{{count}} rows',
  rowsMore_one: '{{count}} row, more as you scroll',
  rowsMore_other: '{{count}} rows, more as you scroll',
  newRows_one: '{{count}} new row',
  newRows_other: '{{count}} new rows',
  stale: 'Not reached since {{since}}, trying again. What you see is from then.',
  confirm: {
    type: 'Type {{count}} to confirm',
  },
  chart: {
    table: 'Show as table',
    chart: 'Show as chart',
    time: 'Time',
  },
  wizard: {
    steps: 'Steps',
    step: 'Step {{at}} of {{of}}: {{title}}',
  },
} as const;

export default words;
