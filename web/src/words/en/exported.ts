const words = {
  export: 'Export',
  working: 'Exporting…',
  done_one: '{{shown}} row was exported.',
  done_other: '{{shown}} rows were exported.',
  cut: '{{shown}} rows were exported, the most that one file takes. If there are more, narrow the search and export the rest.',
  dismiss: 'Dismiss',
} as const;

export default words;
