/** Warnings that come with an answer, each with what to do about it where the server says so. */
import type { AnswerTo } from '../api/contracts.ts';

type Answered = Pick<AnswerTo<'PATCH /domains/:name'>, 'warnings' | 'warningsTold'>;
export type Doubt = NonNullable<Answered['warningsTold']>[number];

export const doubtsOf = ({ warnings, warningsTold }: Answered): readonly Doubt[] =>
  warningsTold ?? warnings.map((text) => ({ text }));
