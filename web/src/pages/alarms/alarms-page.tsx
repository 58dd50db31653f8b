/** What is raised now: how severe, since when, who was told and who knows. */
import { Button, Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actorName } from '../../parts/actor.ts';
import { Asked } from '../../parts/asked.tsx';
import { call } from '../../api/call.ts';
import type { Alarm } from '../../api/contracts.ts';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { severityMoods } from '../../parts/moods.ts';
import { allRows } from '../../parts/rows.ts';
import { useOrganization } from '../../parts/organization.ts';
import { ofOrganization } from '../../parts/organization-column.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { Details } from './details.tsx';
import { NothingWrong } from './nothing-wrong.tsx';
import { useKindName } from './shown.ts';
import { TestChannels } from './test-channels.tsx';

/** Hints of news come sooner. */
const REFRESH_MS = 30_000;
const severities: readonly Alarm['severity'][] = ['high', 'medium', 'low'];
/** The most severe first, of these what lasts longest: the answer begins with the oldest. */
const bySeverity = (a: Alarm, b: Alarm): number => severities.indexOf(a.severity) - severities.indexOf(b.severity);
const keyOf = ({ key }: Alarm): string => key;

export function Page() {
  const { t } = useTranslation('alarms');
  const organization = useOrganization();
  const kindName = useKindName();
  const url = useUrl();
  const [testing, setTesting] = useState(false);
  const opened = url.query['open'] ?? null;
  const query = useQuery({
    queryKey: ['alarms', organization],
    queryFn: ({ signal }) => call('GET /alarms', { query: { organization }, signal }),
    refetchInterval: REFRESH_MS,
  });
  const rows = useMemo(() => (query.data?.items ?? []).toSorted(bySeverity), [query.data]);
  const open = ({ key }: Alarm): void => url.change({ open: key });
  const alarm = rows.find(({ key }) => key === opened);
  const columns: readonly Column<Alarm>[] = [
    {
      id: 'severity',
      name: t('columns.severity'),
      width: 110,
      cell: ({ severity }) => <StateWord mood={severityMoods[severity]}>{t(`severity.${severity}`)}</StateWord>,
    },
    { id: 'what', name: t('columns.what'), width: 190, grow: 1, cell: ({ kind }) => kindName(kind) },
    { id: 'subject', name: t('columns.subject'), width: 160, grow: 2, cell: ({ subject }) => subject },
    { id: 'since', name: t('columns.since'), width: 120, cell: ({ since }) => <Time at={since} as="relative" /> },
    {
      id: 'told',
      name: t('columns.told'),
      width: 120,
      cell: ({ toldAt }) => (toldAt === null ? t('notTold') : <Time at={toldAt} as="relative" />),
    },
    {
      id: 'known',
      name: t('columns.known'),
      width: 140,
      cell: ({ acknowledged }) => (acknowledged === null ? t('nobody') : actorName(acknowledged.actor)),
    },
  ];
  return (
    <>
      <Heading actions={<Button onClick={() => setTesting(true)}>{t('test')}</Button>}>{t('title')}</Heading>
      <Asked query={query} loading={<Loading lines={8} />}>
        {() => (
          <List
            id="alarms"
            label={t('title')}
            from={allRows(rows)}
            columns={columns}
            keyOf={keyOf}
            organizationOf={ofOrganization}
            open={open}
            opened={opened}
            card={(row) => ({
              first: (
                <StateWord mood={severityMoods[row.severity]}>{`${kindName(row.kind)}: ${row.subject}`}</StateWord>
              ),
              second: (
                <Text>
                  <Time at={row.since} as="relative" />
                  {row.acknowledged !== null && `, ${actorName(row.acknowledged.actor)}`}
                </Text>
              ),
            })}
            empty={<NothingWrong />}
          />
        )}
      </Asked>
      <Flyout
        open={alarm !== undefined}
        title={alarm === undefined ? '' : `${kindName(alarm.kind)}: ${alarm.subject}`}
        close={() => url.change({ open: undefined })}
        {...beside(rows, keyOf, opened, open)}
      >
        {alarm !== undefined && <Details alarm={alarm} changed={() => void query.refetch()} />}
      </Flyout>
      <TestChannels open={testing} close={() => setTesting(false)} />
    </>
  );
}
