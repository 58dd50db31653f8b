/** Why a file was refused: each place in it, and what helps there. */
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/call.ts';
import { countText } from './amounts.ts';
import { Bullets } from './bullets.tsx';
import { sentence } from './sentence.ts';
import { Failed } from './states.tsx';

/** Of a file of thousands the first are shown. */
export const SHOWN = 20;

export function FileFaults({ error }: { readonly error: Error }) {
  const { t } = useTranslation('imported');
  const problems = error instanceof ApiProblem ? (error.problem.problems ?? []) : [];
  const left = problems.length - SHOWN;
  return (
    <>
      <Failed error={error} />
      <Bullets
        of={problems.slice(0, SHOWN).map(({ path, message, cure }, index) => ({
          key: `${index}`,
          mood: 'bad',
          text: `${path === '' ? '' : `${path}: `}${sentence(message)} ${sentence(cure)}`,
        }))}
      />
      {left > 0 && t('more', { amount: countText(left) })}
    </>
  );
}
