const words = { title: 'Message trace' } as const;

export default words;
