/** What would have happened: mail that checks would have refused or kept back, were they not only observed. */
import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Observed, Protection } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateBlock, StateWord } from '../../parts/state-word.tsx';
import { dayAndTime, Time } from '../../parts/time.tsx';
import { senderKinds } from './senders.ts';

const useStyles = makeStyles({
  check: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly shown: Protection;
  readonly organization: string;
}

const SPANS = [
  ['24h', 'last24h', '24h'],
  ['7d', 'last7d', '7d'],
  ['all', 'all', '90d'],
] as const;

export function Would({ shown, organization }: Props) {
  const { t } = useTranslation('protection');
  const { t: checks } = useTranslation('checks');
  const styles = useStyles();
  const rows = shown.checks.flatMap(({ check, would }) => would.map((one) => ({ check, ...one })));
  return (
    <Section as="h2" title={t('would.title')}>
      {rows.length === 0 ? (
        <StateBlock mood="good">{t('would.none')}</StateBlock>
      ) : (
        <>
          <SmallTable
            label={t('would.title')}
            rows={rows}
            keyOf={({ check, act }) => `${check} ${act}`}
            columns={[
              { name: t('would.check'), cell: ({ check }) => checks(`names.${check}`), namesRow: true },
              { name: t('would.act'), cell: ({ act }) => t(`would.acts.${act}`) },
              ...SPANS.map(([name, span, since]) => ({
                name: t(`would.${name}`),
                atEnd: true,
                width: '90px',
                cell: (row: (typeof rows)[number]) => (
                  <Amount count={row[span]} to={`/trace?observed=${row.check}&since=${since}`} />
                ),
              })),
            ]}
          />
          <Who organization={organization} />
        </>
      )}
      <Text size={200} className={styles.faint}>
        {t('would.since', { when: dayAndTime(shown.since) })}
      </Text>
    </Section>
  );
}

/** A number that leads to its mail. */
export const Amount = ({ count, to }: { readonly count: number; readonly to: string }) =>
  count === 0 ? '0' : <InnerLink to={to}>{countText(count)}</InnerLink>;

function Who({ organization }: { readonly organization: string }) {
  const { t } = useTranslation('protection');
  const observed = useQuery({
    queryKey: ['directory', 'protection', organization, 'observed'],
    queryFn: ({ signal }) => call('GET /protection/observed', { query: { organization }, signal }),
  });
  return (
    <>
      <Subtitle2 as="h3">{t('would.who')}</Subtitle2>
      <Asked query={observed}>{(answer) => answer.checks.map((one) => <Senders key={one.check} one={one} />)}</Asked>
    </>
  );
}

type Example = Observed['checks'][number]['examples'][number];

function Senders({ one: { check, looked, senders, examples } }: { readonly one: Observed['checks'][number] }) {
  const { t } = useTranslation('protection');
  const { t: checks } = useTranslation('checks');
  const styles = useStyles();
  const counts = senderKinds.filter((kind) => senders[kind] > 0);
  return (
    <div className={styles.check}>
      <Text weight="semibold">{checks(`names.${check}`)}</Text>
      <Text>
        {t('would.looked', { count: looked })}{' '}
        {counts.map((kind) => t(`would.senders.${kind}`, { amount: countText(senders[kind]) })).join(', ')}.
      </Text>
      <SmallTable
        label={checks(`names.${check}`)}
        rows={examples}
        keyOf={({ at, queueId }, index) => `${at} ${queueId} ${index}`}
        columns={[
          { name: t('would.columns.time'), width: '150px', cell: (example) => <When of={example} /> },
          { name: t('would.columns.sender'), cell: ({ sender }) => sender },
          { name: t('would.columns.recipient'), cell: ({ recipient }) => recipient },
          {
            name: t('would.columns.known'),
            width: '220px',
            cell: ({ sent, device }) => (
              <StateWord mood={sent === 'stranger' ? 'neutral' : 'warning'}>
                {device ?? t(`would.sent.${sent}`)}
              </StateWord>
            ),
          },
        ]}
      />
    </div>
  );
}

const When = ({ of: { at, queueId } }: { readonly of: Example }) =>
  queueId === null ? (
    <Time at={at} />
  ) : (
    <InnerLink to={`/trace?id=${queueId}&since=90d`}>
      <Time at={at} />
    </InnerLink>
  );
