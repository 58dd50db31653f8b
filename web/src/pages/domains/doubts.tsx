/** Warnings that came with a change, each with what to do about it. */
import { Bullets } from '../../parts/bullets.tsx';
import type { Doubt } from '../../parts/doubts.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { sentence } from '../../parts/sentence.ts';

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
