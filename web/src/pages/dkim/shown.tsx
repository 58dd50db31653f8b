/** Words and icons of what is known of a key. */
import { useTranslation } from 'react-i18next';
import type { DkimKey } from '../../api/contracts.ts';
import { type Mood, StateWord } from '../../parts/state-word.tsx';

export type RecordState = NonNullable<DkimKey['published']>['state'];

/** Every view of a key: what is written asks them all again. */
export const KEYS = ['directory', 'dkim-keys'] as const;

const stateMoods: Readonly<Record<DkimKey['state'], Mood>> = { next: 'waiting', active: 'good', retired: 'neutral' };

export function KeyState({ state }: Pick<DkimKey, 'state'>) {
  const { t } = useTranslation('dkim');
  return <StateWord mood={stateMoods[state]}>{t(`states.${state}`)}</StateWord>;
}

/** A record that nobody needs is no trouble. */
export function RecordWord({ state, of }: { readonly state: RecordState; readonly of: DkimKey['state'] }) {
  const { t } = useTranslation('dkim');
  const mood = moodOf(state, of);
  return <StateWord mood={mood}>{t(`records.${state}`)}</StateWord>;
}

function moodOf(state: RecordState, of: DkimKey['state']): Mood {
  if (state === 'published') return 'good';
  if (state === 'unknown' || of === 'retired') return 'neutral';
  return of === 'active' && state !== 'partly' ? 'bad' : 'warning';
}
