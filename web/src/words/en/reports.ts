const words = {
  title: 'Protection reports',
  text: 'Mail that a check refused, kept back or marked, by the day. Each number leads to its mail.',
  which: 'Show',
  by: { check: 'What was done', observed: 'What would have been done' },
  range: 'Time range',
  ranges: { '24h': '24 hours', '7d': '7 days', '30d': '30 days', '90d': '90 days' },
  chart: 'Filtered mail',
  none: 'Nothing was filtered in this time.',
  summary_one: '{{amount}} message, most of it: {{check}}.',
  summary_other: '{{amount}} messages, most of them: {{check}}.',
  columns: {
    check: 'Check',
    act: { check: 'What came of it', observed: 'What would have come of it' },
  },
  byCheck: 'By check',
  others: 'Others',
} as const;

export default words;
