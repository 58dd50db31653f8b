const words = {
  title: 'Home',
  flow: { flows: 'Mail flows.', partly: 'Some mail stands still, other mail goes on.', stopped: 'Mail stands still.' },
} as const;

export default words;
