/** A name as one word of a command that a person copies into a shell. */
export const shellWord = (name: string): string =>
  /^[\w.@+-]+$/u.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;

/** A command with the connector's name where ` NAME` stands for it. */
export const withName = (text: string, name: string): string => text.replaceAll(' NAME', ` ${shellWord(name)}`);
