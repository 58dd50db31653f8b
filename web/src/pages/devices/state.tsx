/** How a device does: a word with its icon. */
import { useTranslation } from 'react-i18next';
import type { Device } from '../../api/contracts.ts';
import { type Mood, StateWord } from '../../parts/state-word.tsx';

export const moods: Readonly<Record<Device['state'], Mood>> = {
  sends: 'good',
  refused: 'bad',
  silent: 'warning',
  'no-mail': 'neutral',
  'never-seen': 'neutral',
};

export function DeviceState({ state }: { readonly state: Device['state'] }) {
  const { t } = useTranslation('devices');
  return <StateWord mood={moods[state]}>{t(`states.${state}`)}</StateWord>;
}
