/**
 * Words with commands in them. A phrase is no string and has nothing a string has: nothing reads it back, or cuts something out of it. At an
 * edge it is spoken, for the terminal of its reader. Pure.
 */
import { known, type ShellCommand, type Shell, typed } from './command.ts';

type Part = string | number | ShellCommand | Phrase;

export class Phrase {
  readonly #parts: readonly (string | ShellCommand)[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts.flatMap((part) => {
      if (part instanceof Phrase) return part.#parts;
      return typeof part === 'number' ? String(part) : part;
    });
  }

  static spoken(phrase: Phrase, shell: Shell): string {
    return phrase.#parts.map((part) => (typeof part === 'string' ? part : typed(part, shell))).join('');
  }

  static commands(phrase: Phrase): readonly ShellCommand[] {
    return phrase.#parts.filter((part) => typeof part !== 'string');
  }
}

/** `say\`let it in: ${command\`device approve ${address}\`}\`` */
export const say = (literal: TemplateStringsArray, ...values: readonly Part[]): Phrase =>
  new Phrase(literal.flatMap((text, index) => (index < values.length ? [text, known(values[index])] : text)));

/** The one of some words that a fact says; of another version it may be another one. */
export const byWord = <Word extends string, Value>(word: Word, choices: Readonly<Record<Word, Value>>): Value =>
  known(Object.hasOwn(choices, word) ? choices[word] : undefined);

/** For a person to read. */
export const spoken = (phrase: Phrase, shell: Shell): string => Phrase.spoken(phrase, shell);
/** The commands in it, for a terminal. */
export const commandsIn = (phrase: Phrase): readonly ShellCommand[] => Phrase.commands(phrase);
