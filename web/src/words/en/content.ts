const words = {
  title: 'Content',
  show: 'Preview',
  download: 'Download',
  noted: 'That you looked is noted in the audit log.',
  notYours: 'Reading what people wrote needs the content right.',
  tabs: 'Show as',
  text: 'Text',
  html: 'HTML',
  headers: 'Header',
  source: 'Source',
  noText: 'It has no plain text.',
  cut: 'Only the beginning of it is shown. Download it to see all of it.',
  frame: 'The message, without anything that runs or is loaded',
  attachments: 'Attachments',
} as const;

export default words;
