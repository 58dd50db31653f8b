/** What the connector would do, in sentences; what may be a mistake; and which sessions of the last day would have come by it. */
import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { TriedConnector } from '../../api/contracts.ts';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useShortWords } from './columns.tsx';
import { bodyOf, type Draft, LIMITS, limitsOf } from './draft.ts';
import { isEverything, shortList } from './shown.ts';
import type { Trial } from './trial.ts';

export function Review({ draft, trial }: { readonly draft: Draft; readonly trial: Trial }) {
  const sentences = useSentences(draft);
  const { tried, problem, failure, pending } = trial;
  return (
    <>
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {pending ? <Loading /> : tried === undefined ? null : <Findings tried={tried} />}
      {!pending && (problem ?? failure) !== null && <Failed error={(problem ?? failure) as Error} />}
    </>
  );
}

/** What was found by trying it out: of a draft, or of a connector that is there. */
export function Findings({ tried }: { readonly tried: TriedConnector }) {
  return (
    <>
      <Sessions sessions={tried.dryRun?.sessions ?? null} />
      <Warnings warnings={tried.warnings} />
    </>
  );
}

function Sessions({ sessions }: { readonly sessions: NonNullable<TriedConnector['dryRun']>['sessions'] }) {
  const { t } = useTranslation('connectors');
  if (sessions === null) return <Text>{t('review.notTold')}</Text>;
  const { matched, refused, complete } = sessions;
  return (
    <MessageBar intent={refused > 0 ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(complete ? 'review.sessions' : 'review.atLeast', { count: matched })}</MessageBarTitle>{' '}
        {matched === 1 && t(refused > 0 ? 'review.one.refused' : 'review.one.good')}
        {matched > 1 && t('review.refused', { count: refused })}
      </MessageBarBody>
    </MessageBar>
  );
}

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  const { t } = useTranslation('connectors');
  const styles = useStyles();
  if (warnings.length === 0) return null;
  return (
    <Section title={t('review.warnings')}>
      <ul className={styles.list}>
        {warnings.map((text) => (
          <li key={text}>
            <Text>{text}</Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useSentences(draft: Draft): readonly string[] {
  const { t } = useTranslation('connectors');
  const words = useShortWords();
  const body = bodyOf(draft);
  const domains = (all: string, list: readonly string[]): string =>
    list.length === 0 || isEverything(list) ? all : shortList(list, words);
  const limits = limitsOf(draft);
  const own = LIMITS.filter((name) => limits[name] !== undefined).map(
    (name) => `${t(`limits.${name}`)} ${limits[name]}`,
  );
  return [
    t(`review.sentence.${draft.type}`, { by: useBy(draft) }),
    ...(draft.enabled ? [] : [t('review.off')]),
    t('review.senders', { domains: domains(t('review.anyDomain'), body.senderDomains) }),
    t('review.domains', { domains: domains(t('review.ownDomains'), body.associatedAcceptedDomains) }),
    t('review.recipients', { domains: domains(t('review.anybody'), body.recipientDomains) }),
    `${t(draft.requireTls ? 'review.tls' : 'review.noTls')} ${t('review.profile', { profile: draft.profile })}`,
    own.length === 0 ? t('review.noLimits') : t('review.limits', { limits: own.join(', ') }),
  ];
}

function useBy(draft: Draft): string {
  const { t } = useTranslation('connectors');
  const { senderAddresses, certificateName, certificateFingerprint } = bodyOf(draft);
  const [first] = senderAddresses;
  const address =
    first === undefined
      ? null
      : t('review.address', { count: senderAddresses.length, first, rest: senderAddresses.length - 1 });
  const name = certificateName ?? certificateFingerprint;
  const certificate = name === null ? null : t('review.certificate', { name });
  return address !== null && certificate !== null
    ? t('review.either', { one: address, other: certificate })
    : (address ?? certificate ?? '');
}
