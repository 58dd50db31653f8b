/** Lines that are kept or told, beside the sentences they are made of. A line that was changed since is shown as it stands. Pure. */
import type { Sentence, SaidValue, ToldLine } from '../mail/lines/said.ts';
import { Phrase } from './phrase.ts';
import { filled, saidIn } from './said.ts';
import { isEnglish, type Sentences, sentenceIn } from './sentences.ts';

/** Words for a line: of ours, or as they came. */
export type Words = string | Phrase;

/** As it is kept and sent. */
export function told(words: Words): ToldLine {
  if (typeof words === 'string') return { text: words };
  return Phrase.told(words);
}

interface Loose {
  readonly text: string;
  readonly said?: Sentence | undefined;
}

/** A line within another, or as the words of one. */
export const again = ({ text, said }: Loose): Phrase =>
  new Phrase([said === undefined ? { kept: text } : { text, said }]);

/** In the language of its reader. */
export function lineIn({ text, said }: Loose, sentences: Sentences): string {
  if (isEnglish(sentences)) return text;
  if (said === undefined) return sentenceIn(sentences, text) ?? text;
  return filled(said) === text ? (saidIn(said, sentences) ?? text) : text;
}

/** The same with other values put in. */
export function withValues({ sentence, values }: Sentence, by: (value: string) => string): Sentence {
  const changed = (value: SaidValue): SaidValue => {
    if (typeof value === 'string') return by(value);
    if (typeof value === 'number') return value;
    return 'kept' in value ? { kept: by(value.kept) } : withValues(value, by);
  };
  if (isList(values)) return { sentence, values: values.map(changed) };
  return {
    sentence,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, changed(value)])),
  };
}

const isList = (values: Sentence['values']): values is readonly SaidValue[] => Array.isArray(values);
