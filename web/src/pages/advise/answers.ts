/** The answers to the questions of an advice: as they stand in the address, and as the API takes them. Pure. */
import type { AdviceQuestion, SaidTo } from '../../api/contracts.ts';
import type { Query } from '../../parts/url.ts';

/** Texts, by the keys of the questions. */
export type Answers = Readonly<Record<string, string | undefined>>;
type Body = SaidTo<'POST /advice'>['body'];

const NUMBER = /^\d{1,9}$/u;
/** The API looks closer. */
const DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;

export const YES = 'yes';
export const NO = 'no';

/** Those that are asked, as far as earlier ones are answered. */
export function askedOf(questions: readonly AdviceQuestion[], answers: Answers): readonly AdviceQuestion[] {
  const byKey = new Map(questions.map((one) => [one.key, one]));
  const isSo = (key: string, value: unknown): boolean => {
    const question = byKey.get(key);
    return question !== undefined && valueOf(question, answers) === value;
  };
  return questions.filter(({ onlyIf }) => onlyIf.every(({ key, value }) => isSo(key, value)));
}

/** undefined: it has no answer, or none that can be used. */
function valueOf({ key, kind, choices }: AdviceQuestion, answers: Answers): string | number | boolean | undefined {
  const text = answers[key]?.trim();
  if (text === undefined || text === '') return undefined;
  if (kind === 'yes-no') return text === YES ? true : text === NO ? false : undefined;
  if (kind === 'number') return NUMBER.test(text) ? Number(text) : undefined;
  if (kind === 'domain') return DOMAIN.test(text) ? text : undefined;
  return choices.some(({ value }) => value === text) ? text : undefined;
}

export const isAnswered = (question: AdviceQuestion, answers: Answers): boolean =>
  valueOf(question, answers) !== undefined;

export const answersOf = (questions: readonly AdviceQuestion[], query: Query): Answers =>
  Object.fromEntries(questions.map(({ key }) => [key, query[key]]));

/** Of those alone that are asked. */
export const bodyOf = (questions: readonly AdviceQuestion[], answers: Answers): Body =>
  Object.fromEntries(askedOf(questions, answers).map((one) => [one.key, valueOf(one, answers)]));
