/** A sentence that came as data (`mail/lines/said.ts`), said: in English, and in another language. Pure. */
import type { Sentence, SaidValue } from '../mail/lines/said.ts';
import { type Sentences, sentenceIn } from './sentences.ts';

/** In English. */
export const filled = ({ sentence, values }: Sentence): string =>
  put(sentence, values, (value) =>
    typeof value !== 'object' ? String(value) : 'kept' in value ? value.kept : filled(value),
  );

/** null: it or a part of it has no words there, and half a sentence is none. */
export function saidIn({ sentence: english, values }: Sentence, sentences: Sentences): string | null {
  const sentence = sentenceIn(sentences, english);
  if (sentence === null) return null;
  let isWhole = true;
  const text = put(sentence, values, (value) => {
    const own = valueIn(value, sentences);
    if (own === null) isWhole = false;
    return own ?? '';
  });
  return isWhole ? text : null;
}

/** Values are never read as words. */
function put(sentence: string, values: Sentence['values'], show: (value: SaidValue) => string): string {
  const named = values as Readonly<Record<string, SaidValue>>;
  return sentence.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => {
    const value = Object.hasOwn(named, name) ? named[name] : undefined;
    return value === undefined ? '' : show(value);
  });
}

function valueIn(value: SaidValue, sentences: Sentences): string | null {
  if (typeof value !== 'object') return String(value);
  return 'kept' in value ? (sentenceIn(sentences, value.kept) ?? value.kept) : saidIn(value, sentences);
}
