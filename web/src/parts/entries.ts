/** What is written in a box as a list: one a line, or as people separate them. */
export const entriesOf = (text: string): string[] => text.split(/[\s,;]+/u).filter((entry) => entry !== '');
