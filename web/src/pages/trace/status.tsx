/** The state of a recipient or a refusal: a word of Exchange's, or of ours, with its icon. */
import { useTranslation } from 'react-i18next';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import type trace from '../../words/en/trace.ts';

export type Status = keyof typeof trace.statuses;

export const moods: Readonly<Record<Status, Mood>> = {
  'Getting status': 'waiting',
  Pending: 'waiting',
  Delivered: 'good',
  Captured: 'neutral',
  Failed: 'bad',
  Expanded: 'neutral',
  Quarantined: 'warning',
  'Filtered as spam': 'bad',
  Rejected: 'bad',
  Dropped: 'warning',
  'No mail': 'warning',
};

export const isStatus = (status: string): status is Status => Object.hasOwn(moods, status);

/** A newer server may know more states. */
export function StatusWord({ status }: { readonly status: string }) {
  const { t } = useTranslation('trace');
  if (!isStatus(status)) return <StateWord mood="neutral">{status}</StateWord>;
  return <StateWord mood={moods[status]}>{t(`statuses.${status}`)}</StateWord>;
}
