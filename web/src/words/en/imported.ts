const words = {
  file: 'File',
  preview: 'Preview',
  deed: 'Import',
  nothing: 'Nothing in it is new.',
  would_one: '{{count}} change would be made:',
  would_other: '{{count}} changes would be made:',
  create: '{{name}} is added:',
  update: '{{name}} is changed:',
  delete: '{{name}} is removed:',
  more: 'And {{amount}} more.',
  done_one: 'It was imported: {{count}} change.',
  done_other: 'It was imported: {{count}} changes.',
} as const;

export default words;
