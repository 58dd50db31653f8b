/** Names and states of destinations, in words. */
import { useTranslation } from 'react-i18next';
import { StateWord } from '../../parts/state-word.tsx';
import { isState, knownWay, moods } from './shown.ts';

interface Place {
  readonly way: string;
  readonly destination: string;
}

/** `Microsoft 365`, `contoso.com`; kept-back mail and mail with no way on have no name of their own. */
export function useDestinationName(): (place: Place) => string {
  const { t } = useTranslation('queue');
  return ({ way, destination }) => {
    const known = knownWay(way);
    if (destination === '') return t('elsewhere');
    return known === 'capture' || known === 'none' ? t(`ways.${known}`) : destination;
  };
}

export function DestinationName({ of }: { readonly of: Place }) {
  return useDestinationName()(of);
}

export function StateOf({ state }: { readonly state: string }) {
  const { t } = useTranslation('queue');
  if (!isState(state)) return <StateWord mood="neutral">{state}</StateWord>;
  return <StateWord mood={moods[state]}>{t(`states.${state}`)}</StateWord>;
}
