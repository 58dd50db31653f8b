/** A command of ours as a value: its words, each one word of a shell. Only its reader's terminal knows the rest of the line. Pure. */

export interface ShellCommand {
  /** Without the program's name: `device`, `approve`, `192.0.2.10`. A word in capitals or angle brackets is for the reader to replace. */
  readonly words: readonly string[];
}

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

type Part = string | number | false | null | readonly string[];

/** `command\`device approve ${address}\``: literal text is split at blanks; each value is one word, a list as many as it has, null and false none. */
export function command(literal: TemplateStringsArray, ...values: readonly Part[]): ShellCommand {
  const words: string[] = [];
  for (const [index, text] of literal.entries()) {
    words.push(...text.split(' ').filter((word) => word !== ''));
    const value = values[index] ?? null;
    if (value === null || value === false) continue;
    if (typeof value === 'string' || typeof value === 'number') words.push(String(value));
    else words.push(...value);
  }
  return { words };
}

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

const PLACEHOLDER = /^(?:[A-Z][A-Z:]*|<[a-z ]+>|[A-Z]+=[A-Z]+)$/u;

/** One word of a shell; what stands for something to be filled in stays readable. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** As it is typed there. */
export function typed({ words }: ShellCommand, { program, options, organization }: Shell): string {
  const [verb = ''] = words;
  const named = words.includes('-o') || words.includes('--organization');
  const scope = organization !== null && !named && OF_AN_ORGANIZATION.has(verb) ? ['-o', organization] : [];
  const written = words.map((word) => (PLACEHOLDER.test(word) ? word : shellWord(word)));
  return [program, ...written, ...[...options, ...scope].map(shellWord)].join(' ');
}
