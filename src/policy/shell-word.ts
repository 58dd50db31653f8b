/** A name as one word of a command that a person copies into a shell. */
export const shellWord = (name: string): string =>
  /^[\w.@+-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
