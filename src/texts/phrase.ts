/**
 * Words with commands in them. A phrase is no string and has nothing a string has: nothing reads it back, or cuts something out of it. At an
 * edge it is spoken, for the terminal of its reader. Pure.
 */
import { known, type ShellCommand, type Shell, typed } from './command.ts';
import { asTyped } from './kept.ts';

/** A sentence that came as text; commands in it are found again. */
export interface Kept {
  readonly kept: string;
}

type Part = string | number | ShellCommand | Kept | Phrase;

export class Phrase {
  readonly #parts: readonly (string | ShellCommand | Kept)[];

  constructor(parts: readonly Part[]) {
    this.#parts = parts.flatMap((part) => {
      if (part instanceof Phrase) return part.#parts;
      return typeof part === 'number' ? String(part) : part;
    });
  }

  static spoken(phrase: Phrase, shell: Shell): string {
    const words = phrase.#parts.map((part) => {
      if (typeof part === 'string') return part;
      return 'kept' in part ? asTyped(part.kept, shell) : typed(part, shell);
    });
    return words.join('');
  }

  static commands(phrase: Phrase): readonly ShellCommand[] {
    return phrase.#parts.filter((part): part is ShellCommand => typeof part !== 'string' && 'words' in part);
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
