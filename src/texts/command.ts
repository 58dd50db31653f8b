/** A command of ours as a value: its words, each one word of a shell. Only its reader's terminal knows the rest of the line. Pure. */

export interface ShellCommand {
  /** Without the program's name: `device`, `approve`, `192.0.2.10`. */
  readonly words: readonly Word[];
}

export type Word = string | Blank;

/** For the reader to fill in: `<mailbox>`. To a shell that is a redirection: only what we wrote ourselves is one, never what a device or a person called something. */
export interface Blank {
  readonly blank: string;
}

export const blank = (name: string): Blank => ({ blank: `<${name}>` });

/** A terminal as its reader sits there: commands that are shown to him work there. */
export interface Shell {
  /** How he calls the program: `doorpost`, `./doorpost`. */
  readonly program: string;
  /** Options he gave to reach this server, as words: `--data`, `/srv/doorpost`. */
  readonly options: readonly string[];
  /** The organization he named; null: none. */
  readonly organization: string | null;
}

/** Of a reader nobody knows: in the log, in a mail, in what is kept. */
export const anyShell: Shell = { program: 'doorpost', options: [], organization: null };

type Part = Word | number | false | null | readonly Word[];

/** `command\`device approve ${address}\``: literal text is split at blanks; each value is one word, a list as many as it has, null and false none. */
export function command(literal: TemplateStringsArray, ...values: readonly Part[]): ShellCommand {
  const words: (Word | undefined)[] = [];
  for (const [index, text] of literal.entries()) {
    for (const word of text.split(' ')) if (word !== '') words.push(/^<.*>$/u.test(word) ? { blank: word } : word);
    if (index >= values.length) continue;
    const value = values[index];
    if (value === null || value === false) continue;
    if (typeof value === 'number') words.push(String(value));
    else if (typeof value === 'object' && !('blank' in value)) words.push(...value);
    else if (isOption(words.at(-1)) && typeof value === 'string' && value.startsWith('-'))
      words.push(`${words.pop() as string}=${value}`);
    else words.push(value);
  }
  return { words: words.map(known) };
}

/** A fact that is not there, as another version of Doorpost may have kept it, leaves no hole: then there are no words of ours. */
export function known<Value>(fact: Value | undefined): Value {
  if (fact === undefined) throw new TypeError('a fact is missing');
  return fact;
}

/** An argument called `--data` has to stay the value of the option before it. */
const isOption = (word: Word | undefined): boolean => typeof word === 'string' && word.startsWith('--');

/** Commands that are about one organization's objects, and take `-o` for it; by their first word. */
const OF_AN_ORGANIZATION: ReadonlySet<string> = new Set([
  'domain',
  'mailbox',
  'group',
  'credential',
  'device',
  'connector',
  'upstream',
  'licence',
  'limits',
  'profile',
  'trace',
  'queue',
  'check',
  'alarm',
  'captured',
]);

/** One word of a shell. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** As it is typed there. */
export function typed({ words }: ShellCommand, { program, options, organization }: Shell): string {
  const [verb] = words;
  const named = words.includes('-o') || words.includes('--organization');
  const scope =
    organization !== null && !named && typeof verb === 'string' && OF_AN_ORGANIZATION.has(verb)
      ? ['-o', organization]
      : [];
  const written = words.map((word) => (typeof word === 'string' ? shellWord(word) : word.blank));
  return [program, ...written, ...[...options, ...scope].map(shellWord)].join(' ');
}
