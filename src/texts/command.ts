/** A command of ours as a value: its words, each one word of a shell. Only its reader's terminal knows the rest of the line. Pure. */

export interface ShellCommand {
  /** Without the program's name: `device`, `approve`, `192.0.2.10`. */
  readonly words: readonly Word[];
  /** From the first of its operands that looks like an option to the last: typed behind `--`. Absent: none does. */
  readonly dashed?: { readonly from: number; readonly to: number };
  /** On the server itself, which its reader may be far from: without the `--url` by which he reached it. Absent: where he sits. */
  readonly there?: true;
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

/**
 * `command\`device approve ${address}\``: literal text is split at blanks; each value is one word, null and false none. A list is words of
 * ours with what belongs to them: its first is an option, `['--profile', name]`. Operands stand before options.
 */
export function command(literal: TemplateStringsArray, ...values: readonly Part[]): ShellCommand {
  const line = new Line();
  for (const [index, text] of literal.entries()) {
    for (const word of text.split(' ')) if (word !== '') line.ours(/^<.*>$/u.test(word) ? { blank: word } : word);
    if (index >= values.length) continue;
    const value = known(values[index]);
    if (value === null || value === false) continue;
    if (typeof value === 'object' && !('blank' in value)) {
      const [option, ...more] = value;
      line.ours(known(option));
      for (const each of more) line.value(known(each));
    } else line.value(typeof value === 'number' ? String(value) : value);
  }
  return line.written();
}

/** A command as it is put together. */
class Line {
  readonly #words: Word[] = [];
  #dashedFrom: number | null = null;
  #dashedTo: number | null = null;
  /** The word before may be an option that waits for its value. */
  #afterOption = false;

  ours(word: Word): void {
    this.#afterOption = typeof word === 'string' && word.startsWith('--');
    if (this.#afterOption && this.#dashedFrom !== null) this.#dashedTo ??= this.#words.length;
    this.#words.push(word);
  }

  /** An argument called `--data` has to stay the value of the option before it, and is no option where there is none. */
  value(word: Word): void {
    const isDashed = typeof word === 'string' && word.startsWith('-');
    if (isDashed && this.#afterOption) this.#words.push(`${this.#words.pop() as string}=${word}`);
    else {
      if (isDashed) this.#dashedFrom ??= this.#words.length;
      this.#words.push(word);
    }
    this.#afterOption = false;
  }

  written(): ShellCommand {
    const [words, from] = [this.#words, this.#dashedFrom];
    return { words, ...(from !== null && { dashed: { from, to: this.#dashedTo ?? words.length } }) };
  }
}

/** To be typed on the server itself. */
export const onServer = (act: ShellCommand): ShellCommand => ({ ...act, there: true });

/** A fact that is not there, as another version of Doorpost may have kept it, leaves no hole: then there are no words of ours. */
export function known<Value>(fact: Value | undefined): Value {
  if (fact === undefined) throw new TypeError('a fact is missing');
  return fact;
}

/** Commands that are about one organization's objects, and take `-o` for it; by their first word. */
export const OF_AN_ORGANIZATION: ReadonlySet<string> = new Set([
  'domain',
  'dkim',
  'mailbox',
  'group',
  'credential',
  'device',
  'connector',
  'upstream',
  'licence',
  'limits',
  'profile',
  'allow',
  'block',
  'restricted',
  'trace',
  'queue',
  'quarantine',
  'check',
  'alarm',
  'captured',
]);

/** One word of a shell. */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const withoutUrl = (options: Shell['options']): Shell['options'] =>
  options.filter((word, index) => word !== '--url' && options[index - 1] !== '--url');

/** As it is typed there. */
export function typed({ words, dashed, there }: ShellCommand, { program, options, organization }: Shell): string {
  const { from, to } = dashed ?? { from: words.length, to: words.length };
  const behind = words.slice(from, to);
  const before = [...words.slice(0, from), ...words.slice(to)];
  const [verb] = before;
  const named = before.includes('-o') || before.includes('--organization');
  const scope =
    organization !== null && !named && typeof verb === 'string' && OF_AN_ORGANIZATION.has(verb)
      ? ['-o', organization]
      : [];
  const written = [
    ...before,
    ...(there === true ? withoutUrl(options) : options),
    ...scope,
    ...(behind.length > 0 ? ['--', ...behind] : []),
  ];
  return [program, ...written.map((word) => (typeof word === 'string' ? shellWord(word) : word.blank))].join(' ');
}
