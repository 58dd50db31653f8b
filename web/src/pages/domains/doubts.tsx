/** Warnings that came with a change, each with what to do about it. */
import type { AnswerTo } from '../../api/contracts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { sentence } from '../../parts/sentence.ts';

type Changed = Pick<AnswerTo<'PATCH /domains/:name'>, 'warnings' | 'warningsTold'>;
export type Doubt = NonNullable<Changed['warningsTold']>[number];

export const doubtsOf = ({ warnings, warningsTold }: Changed): readonly Doubt[] =>
  warningsTold ?? warnings.map((text) => ({ text }));

export const Doubts = ({ of }: { readonly of: readonly Doubt[] }) =>
  of.length === 0 ? null : (
    <Bullets
      of={of.map(({ text, cure, remedy }) => ({
        key: text,
        mood: 'warning',
        text: (
          <>
            {sentence(text)}
            {cure !== undefined && <Remedy told={{ cure: sentence(cure), ...(remedy && { remedy }) }} />}
          </>
        ),
      }))}
    />
  );
