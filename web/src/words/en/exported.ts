const words = {
  export: 'Export',
  working: 'Exporting…',
  done_one: '{{shown}} row was exported.',
  done_other: '{{shown}} rows were exported.',
  cut: 'There are more than {{shown}} rows, the most that one file takes. Narrow the search and export the rest.',
  dismiss: 'Dismiss',
} as const;

export default words;
