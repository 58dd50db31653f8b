/**
 * Words with commands in them. A phrase is no string and has nothing a string has: nothing reads it back, or cuts something out of it. At an
 * edge it is spoken, for the terminal of its reader and in their language. Pure.
 */
import type { Sentence, SaidValue } from '../mail/lines/said.ts';
import { anyShell, known, type ShellCommand, type Shell, typed } from './command.ts';
import { asTyped } from './kept.ts';
import { saidIn } from './said.ts';
import { isEnglish, type Sentences, sentenceIn } from './sentences.ts';

/** `kept`: a sentence that came as text; commands in it are found again. */
type Part = string | number | ShellCommand | { readonly kept: string } | Told | Phrase;

/** A line with the sentence it is made of; of what stands within one, the value that it has there. */
interface Told<Said extends SaidValue = Sentence> {
  readonly text: string;
  readonly said: Said;
}

export class Phrase {
  /** By what stands between the values of a template: a place in the source says the same for ever. */
  static readonly #sentences = new WeakMap<readonly string[], string>();
  readonly #literal: readonly string[];
  readonly #values: readonly Part[];

  /** @param literal what stands before, between and behind the values; absent: nothing does. */
  constructor(values: readonly Part[], literal: readonly string[] = []) {
    this.#values = values;
    this.#literal = literal;
  }

  static spoken(phrase: Phrase, shell: Shell, sentences: Sentences): string {
    return (isEnglish(sentences) ? null : phrase.#inOther(shell, sentences)) ?? phrase.#inEnglish(shell);
  }

  static commands(phrase: Phrase): readonly ShellCommand[] {
    return phrase.#values.flatMap((part) => {
      if (part instanceof Phrase) return Phrase.commands(part);
      return typeof part === 'object' && 'words' in part ? [part] : [];
    });
  }

  /** In English for any shell, and as data: in one walk, because the trace of each message has some. */
  static told(phrase: Phrase): Told {
    const values: SaidValue[] = [];
    let text = '';
    let index = 0;
    for (const part of phrase.#values) {
      const each = part instanceof Phrase ? Phrase.told(part) : toldPart(part);
      text += (phrase.#literal[index++] ?? '') + each.text;
      values.push(each.said);
    }
    return { text: text + phrase.#end(), said: { sentence: phrase.#sentence(), values } };
  }

  #inEnglish(shell: Shell): string {
    const values = this.#values.map((part) => (part instanceof Phrase ? part.#inEnglish(shell) : shown(part, shell)));
    return values.map((text, index) => `${this.#literal[index] ?? ''}${text}`).join('') + this.#end();
  }

  /** null: it or a part of it has no words there, and half a sentence is none. */
  #inOther(shell: Shell, sentences: Sentences): string | null {
    const sentence = sentenceIn(sentences, this.#sentence());
    if (sentence === null) return null;
    const values: string[] = [];
    for (const part of this.#values) {
      const text = part instanceof Phrase ? part.#inOther(shell, sentences) : inOther(part, shell, sentences);
      if (text === null) return null;
      values.push(text);
    }
    return sentence.replaceAll(/\{\{(\d+)\}\}/gu, (_, index: string) => values[Number(index)] ?? '');
  }

  /** Its English, with numbers for what is put in. */
  #sentence(): string {
    const known = Phrase.#sentences.get(this.#literal);
    if (known !== undefined) return known;
    const sentence = this.#values.map((_, index) => `${this.#literal[index] ?? ''}{{${index}}}`).join('') + this.#end();
    if ('raw' in this.#literal) Phrase.#sentences.set(this.#literal, sentence);
    return sentence;
  }

  #end(): string {
    return this.#literal[this.#values.length] ?? '';
  }
}

/** null: it has no words there. What came as text may be a sentence of ours, and stays as it is where it is none. */
function inOther(part: Exclude<Part, Phrase>, shell: Shell, sentences: Sentences): string | null {
  if (typeof part !== 'object' || 'words' in part) return shown(part, shell);
  const text = 'kept' in part ? (sentenceIn(sentences, part.kept) ?? part.kept) : saidIn(part.said, sentences);
  return text === null ? null : asTyped(text, shell);
}

function shown(part: Exclude<Part, Phrase>, shell: Shell): string {
  if (typeof part !== 'object') return String(part);
  if ('words' in part) return typed(part, shell);
  return asTyped('kept' in part ? part.kept : part.text, shell);
}

function toldPart(part: Exclude<Part, Phrase>): Told<SaidValue> {
  if (typeof part === 'object' && 'said' in part) return part;
  const text = shown(part, anyShell);
  return { text, said: typeof part === 'object' && 'words' in part ? text : part };
}

/** `say\`let it in: ${command\`device approve ${address}\`}\`` */
export function say(literal: TemplateStringsArray, ...values: readonly Part[]): Phrase {
  for (const value of values) known(value);
  return new Phrase(values, literal);
}

/** The one of some words that a fact says; of another version it may be another one. */
export const byWord = <Word extends string, Value>(word: Word, choices: Readonly<Record<Word, Value>>): Value =>
  known(Object.hasOwn(choices, word) ? choices[word] : undefined);

/** `"Copier" or "Copier room"` */
export const eitherOf = ([first = '', ...rest]: readonly string[]): Phrase =>
  rest.reduce((said, name) => say`${said} or "${name}"`, say`"${first}"`);
/** `a.example or b.example` */
export const anyOf = ([first = '', ...rest]: readonly string[]): Phrase =>
  rest.reduce((said, name) => say`${said} or ${name}`, say`${first}`);
/** `one; another` */
export const inRow = ([first = say``, ...rest]: readonly Phrase[]): Phrase =>
  rest.reduce((all, each) => say`${all}; ${each}`, first);
/** `NTLM and GSSAPI` */
export const allOf = ([first = '', ...rest]: readonly string[]): Phrase =>
  rest.reduce((said, name) => say`${said} and ${name}`, say`${first}`);

/** `a, b and 3 more`. @param count all of them, of which `named` are the first. */
export function listed(named: readonly (string | Phrase)[], count: number): Phrase {
  const more = count - named.length;
  const all = new Phrase(named, ['', ...named.slice(1).map(() => ', '), '']);
  return more > 0 ? say`${all} and ${more} more` : all;
}

/** A sentence of a table. */
export const worded = (text: string): Phrase => new Phrase([], [text]);

/** For a person to read. @param sentences of their language; absent: English. */
export const spoken = (phrase: Phrase, shell: Shell, sentences: Sentences = {}): string =>
  Phrase.spoken(phrase, shell, sentences);
/** The commands in it, for a terminal. */
export const commandsIn = (phrase: Phrase): readonly ShellCommand[] => Phrase.commands(phrase);
