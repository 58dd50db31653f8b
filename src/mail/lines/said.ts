/**
 * A sentence of ours as data: in English, with `{{0}}` or `{{name}}` for what is put in, and that. It is kept and sent beside the line that it makes, as an
 * act is beside its cure, and is said in other languages at the edge (`texts/said.ts`).
 */
export interface Sentence {
  readonly sentence: string;
  readonly values: readonly SaidValue[] | Readonly<Record<string, SaidValue>>;
}

/** `kept`: a sentence that came as text. */
export type SaidValue = string | number | { readonly kept: string } | Sentence;

/** A line of English, and the sentence it was made of; without one, it is of one piece or somebody else's. */
export interface ToldLine {
  readonly text: string;
  readonly said?: Sentence;
}

type Part = string | number | ToldLine;

/** `line\`Reply-To ${address} was added\``: where the words of `texts/` are out of reach. */
export function line(literal: TemplateStringsArray, ...values: readonly Part[]): ToldLine {
  const shown = values.map((value) => (typeof value === 'object' ? value.text : value));
  const between = values.map((_, index) => `${literal[index] ?? ''}{{${index}}}`);
  return {
    text: literal.map((part, index) => `${part}${shown[index] ?? ''}`).join(''),
    said: {
      sentence: `${between.join('')}${literal[values.length] ?? ''}`,
      values: values.map(
        (value): SaidValue => (typeof value === 'object' ? (value.said ?? { kept: value.text }) : value),
      ),
    },
  };
}

/** Of what has more than that. */
export const lineOf = ({ text, said }: { readonly text: string; readonly said?: Sentence | undefined }): ToldLine =>
  said === undefined ? { text } : { text, said };

/** One that came from elsewhere, or from another version. */
export const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Sentence>).sentence === 'string' &&
  typeof (value as Partial<Sentence>).values === 'object' &&
  (value as Partial<Sentence>).values !== null;
