/** Words and icons of what is known of a domain. */
import { useTranslation } from 'react-i18next';
import type { Domain } from '../../api/contracts.ts';
import { type Mood, StateWord } from '../../parts/state-word.tsx';

type Outcome = NonNullable<Domain['health']>['records'][number]['outcome'];
export type RecordName = NonNullable<Domain['health']>['records'][number]['record'];

/** The four that stand in the list; the proof is a column of its own. */
export const LISTED = ['mx', 'spf', 'dkim', 'dmarc'] as const satisfies readonly RecordName[];

export const moods: Readonly<Record<Outcome, Mood>> = {
  good: 'good',
  warning: 'warning',
  bad: 'bad',
  unknown: 'neutral',
};

export function Outcome({ outcome, lost = false }: { readonly outcome: Outcome; readonly lost?: boolean }) {
  const { t } = useTranslation('domains');
  return <StateWord mood={lost ? 'bad' : moods[outcome]}>{t(lost ? 'lost' : `outcomes.${outcome}`)}</StateWord>;
}

/** As the last check found it; nothing where there was none. */
export function RecordState({ domain, record }: { readonly domain: Domain; readonly record: RecordName }) {
  const found = domain.health?.records.find((one) => one.record === record);
  return found === undefined ? null : <Outcome outcome={found.outcome} lost={found.lostSince !== null} />;
}

export function Verified({ domain: { verified } }: { readonly domain: Pick<Domain, 'verified'> }) {
  const { t } = useTranslation('domains');
  return verified === null ? (
    <StateWord mood="warning">{t('notVerified')}</StateWord>
  ) : (
    <StateWord mood="good">{t('verified')}</StateWord>
  );
}

/** Every view of a domain: what is written asks them all again. */
export const DOMAINS = ['directory', 'domains'] as const;
export const healthKey = (domain: string) => [...DOMAINS, 'health', domain] as const;
