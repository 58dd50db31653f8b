/** One key: what it does, the record to publish, how that stands in DNS, and what can be done with it. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { CheckedDkimKey, DkimKey } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Acts, useCheck } from './acts.tsx';
import { KEYS, KeyState, RecordWord } from './shown.tsx';

interface Props {
  /** An id, or a name. */
  readonly opened: string;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export function Details({ opened, close, ...beside }: Props) {
  const { t } = useTranslation('dkim');
  const found = useQuery({
    queryKey: [...KEYS, 'one', opened],
    queryFn: ({ signal }) => call('GET /dkim-keys/:name', { params: { name: opened }, signal }),
  });
  const item = found.data?.item;
  return (
    <Flyout open title={item?.selector ?? t('title')} close={close} {...beside}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {(answer) => <Opened key={answer.item.id} item={answer.item} close={close} />}
      </Asked>
    </Flyout>
  );
}

function Opened({ item, close }: { readonly item: DkimKey; readonly close: () => void }) {
  const { t } = useTranslation('dkim');
  const check = useCheck(item);
  return (
    <>
      <Acts item={item} check={check} close={close} />
      {check.error !== null && <Failed error={check.error} />}
      <Text as="p">{t(`details.is.${item.state}`)}</Text>
      <Facts
        of={[
          [t('details.domain'), item.domain],
          [t('details.selector'), item.selector],
          [t('details.algorithm'), t(`algorithms.${item.algorithm}`)],
          [t('details.state'), <State key="state" item={item} />],
          [
            item.state === 'retired' ? t('details.mayGo') : t('details.signsFrom'),
            item.nextAt === null ? null : <Time key="next" at={item.nextAt} />,
          ],
          [t('details.made'), <Time key="made" at={item.createdAt} />],
          [t('details.organization'), item.organization],
        ]}
      />
      <Section title={t('details.publish')}>
        <Facts
          of={[
            [t('details.type'), item.record.type],
            [t('details.name'), <Copyable key="name" text={item.record.name} />],
            [t('details.value'), <Copyable key="value" text={item.record.value} />],
            [t('details.zone'), <Copyable key="zone" text={item.record.zone} />],
          ]}
        />
      </Section>
      <Section title={t('details.dns')}>
        <InDns item={item} />
        {check.found !== null && <Servers item={item} servers={check.found.servers} />}
      </Section>
    </>
  );
}

/** A text around a time, as its language has it. */
function Around({ text, at }: { readonly text: string; readonly at: number }) {
  const [before = '', behind = ''] = text.split('\n');
  return (
    <>
      {before}
      <Time at={at} />
      {behind}
    </>
  );
}

function State({ item: { state, since } }: { readonly item: DkimKey }) {
  const { t } = useTranslation('dkim');
  return (
    <>
      <KeyState state={state} /> <Around text={t('details.since', { when: '\n' })} at={since} />
    </>
  );
}

function InDns({ item: { published, state } }: { readonly item: DkimKey }) {
  const { t } = useTranslation('dkim');
  if (published === null) return <Text>{t('details.neverLooked')}</Text>;
  return (
    <>
      <Text>
        <RecordWord state={published.state} of={state} />{' '}
        <Around text={t('details.found', { when: '\n' })} at={published.at} />
      </Text>
      {published.lostSince !== null && (
        <Text>
          <Around text={t('details.lostSince', { when: '\n' })} at={published.lostSince} />
        </Text>
      )}
    </>
  );
}

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  value: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    display: 'block',
  },
});

type Server = CheckedDkimKey['servers'][number];

function Servers({ item, servers }: { readonly item: DkimKey; readonly servers: readonly Server[] }) {
  const { t } = useTranslation('dkim');
  const styles = useStyles();
  if (servers.length === 0) return <Text>{t('details.noServers')}</Text>;
  return (
    <SmallTable
      size="extra-small"
      alignTop
      label={t('details.servers')}
      rows={servers}
      keyOf={({ server }) => server}
      columns={[
        {
          name: t('details.server'),
          width: '34%',
          cell: ({ server, address }) => (
            <>
              {server}
              {address !== null && (
                <Text size={200} block className={styles.faint}>
                  {address}
                </Text>
              )}
            </>
          ),
        },
        {
          name: t('details.answer'),
          cell: ({ seen }) =>
            seen.map((value, index) => (
              // Their order is all they have.
              <code key={index} className={styles.value}>
                {value}
              </code>
            )),
        },
        {
          name: t('state'),
          width: '132px',
          cell: ({ state }) => <RecordWord state={state} of={item.state} />,
        },
      ]}
    />
  );
}
