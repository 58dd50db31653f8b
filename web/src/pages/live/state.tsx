/** How a session stands: a word with its icon. */
import { useTranslation } from 'react-i18next';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import { type LiveRow, type LiveState, stateOf } from './sessions.ts';

const moods: Readonly<Record<LiveState, Mood>> = {
  connected: 'waiting',
  accepted: 'good',
  partly: 'warning',
  refused: 'bad',
  noMail: 'warning',
  ended: 'neutral',
};

export function SessionState({ row }: { readonly row: LiveRow }) {
  const { t } = useTranslation('live');
  const state = stateOf(row);
  return <StateWord mood={moods[state]}>{t(`states.${state}`)}</StateWord>;
}
