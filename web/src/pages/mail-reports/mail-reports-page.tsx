/** What came, what was refused and where it went, by days: a report is a chart and its tables, and its numbers lead to the mail. */
import { Button, Dropdown, Field, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { Print20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { countText } from '../../parts/amounts.ts';
import { useExport } from '../../parts/export.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganization, useOrganizationChoice } from '../../parts/organization.ts';
import { type Range, RANGES, RangeTabs, rangeOf } from '../../parts/report-range.tsx';
import { seriesCsv } from '../../parts/series-csv.ts';
import { SeriesReport, type SeriesWords } from '../../parts/series-report.tsx';
import { Loading } from '../../parts/states.tsx';
import { dateText } from '../../parts/time.tsx';
import { type Query, useUrl } from '../../parts/url.ts';
import { BY, type By, linkOf, timesOf } from './by.ts';
import { type RefusalsBy, Refusals } from './refusals.tsx';

const REFRESH_MS = 60_000;
/** With a count of their own: more is no picture. */
const LABELS = 20;
const REFUSED = { refusals: 'cause', callers: 'address' } as const satisfies Record<string, RefusalsBy>;
const KINDS = [...BY, 'refusals', 'callers'] as const;
type Kind = (typeof KINDS)[number];

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '1080px' },
  choices: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalL },
});

const kindOf = (query: Query): Kind => KINDS.find((one) => one === query['report']) ?? 'way';
const isCounted = (kind: Kind): kind is By => !Object.hasOwn(REFUSED, kind);

export function Page() {
  const { t } = useTranslation('mailReports');
  const styles = useStyles();
  const { query, change } = useUrl();
  const [kind, range] = [kindOf(query), rangeOf(query)];
  return (
    <>
      <Heading
        actions={
          <Button icon={<Print20Regular />} onClick={() => print()}>
            {t('print')}
          </Button>
        }
      >
        {t('title')}
      </Heading>
      <div className={styles.page}>
        <Text>{t('text')}</Text>
        <OnPaper kind={kind} range={range} />
        <div className={styles.choices} data-screen-only>
          <Field label={t('which')}>
            <Dropdown
              value={t(`kinds.${kind}`)}
              selectedOptions={[kind]}
              onOptionSelect={(_, { optionValue }) =>
                change({ report: optionValue === 'way' ? undefined : optionValue })
              }
            >
              {KINDS.map((one) => (
                <Option key={one} value={one}>
                  {t(`kinds.${one}`)}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <RangeTabs range={range} change={change} />
        </div>
        {isCounted(kind) ? (
          <Counted key={kind} by={kind} range={range} />
        ) : (
          <Refusals key={kind} by={REFUSED[kind]} range={range} />
        )}
      </div>
    </>
  );
}

/** What a printed report is about: its controls are not on paper. */
function OnPaper({ kind, range }: { readonly kind: Kind; readonly range: Range }) {
  const { t } = useTranslation('mailReports');
  const { t: parts } = useTranslation('parts');
  const { t: shell } = useTranslation();
  const { all, chosen } = useOrganizationChoice();
  const whose = all.find(({ id }) => id === chosen || all.length === 1)?.name ?? shell('organization.all');
  const said = [whose, t(`kinds.${kind}`), parts(`ranges.${range}`), dateText(Date.now())];
  return <Text data-paper-only>{said.join(' · ')}</Text>;
}

function Counted({ by, range }: { readonly by: By; readonly range: Range }) {
  const organization = useOrganization();
  const ask = (signal?: AbortSignal) =>
    call('GET /series', {
      query: { organization, by, from: range, step: RANGES[range], labels: LABELS },
      ...(signal && { signal }),
    });
  const series = useQuery({
    queryKey: ['series', 'reports', organization, by, range],
    queryFn: ({ signal }) => ask(signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
  const names = new Map(series.data?.labels.map(({ label, name }) => [label, name]));
  const words = useWords(by, names);
  const exporting = useExport(`mail-${by}`, async () =>
    seriesCsv(await ask(), {
      name: ({ label }) => words.nameOf(label),
      outcome: ({ outcome }) => outcome,
      count: ({ count }) => String(count),
      bytes: ({ bytes }) => String(bytes),
    }),
  );
  return (
    <>
      <div data-screen-only>{exporting.button}</div>
      {exporting.told}
      <Asked query={series} loading={<Loading lines={8} />}>
        {(data) => <SeriesReport data={data} words={words} />}
      </Asked>
    </>
  );
}

const OBJECTS: ReadonlySet<By> = new Set(['device', 'connector', 'upstream']);

function useWords(by: By, names: ReadonlyMap<string, string | null>): SeriesWords {
  const { t, i18n } = useTranslation('mailReports');
  const { t: trace, i18n: statuses } = useTranslation('trace');
  const nameOf = (label: string | null): string => {
    if (label === null) return t('others');
    const name = names.get(label);
    if (by === 'sign-in') return signInText(label, name ?? t('gone'));
    if (by === 'code') return codeText(label);
    if (name !== undefined && name !== null) return name;
    for (const table of ['ways', 'waysOut'] as const)
      if ((by === 'way' || by === 'upstream') && i18n.exists(`${table}.${label}`, { ns: 'mailReports' }))
        return t(`${table}.${label as 'mx'}` as 'waysOut.mx');
    if (label === 'none') return t('noTls');
    return OBJECTS.has(by) ? t('gone') : label;
  };
  const codeText = (code: string): string => {
    const kind = code.split('.').slice(1).join('-');
    return i18n.exists(`codes.${kind}`, { ns: 'mailReports' })
      ? t('codeMeans', { code, text: t(`codes.${kind as '1-1'}`) })
      : code;
  };
  const signInText = (label: string, name: string): string => {
    const [, tls = '', mechanism = ''] = label.split(' ');
    return t('signIn', { name, tls: tls === 'none' ? t('noTls') : tls, mechanism });
  };
  return {
    chart: t(`kinds.${by}`),
    none: t('none'),
    summary: (count, most) => t('summary', { count, amount: countText(count), most }),
    byLabel: t('sums'),
    label: t(`columns.${by}`),
    outcome: t('columns.outcome'),
    nameOf,
    outcomeOf: (outcome) =>
      outcome === 'Accepted'
        ? t('accepted')
        : statuses.exists(`statuses.${outcome}`, { ns: 'trace' })
          ? trace(`statuses.${outcome as 'Delivered'}`)
          : outcome,
    linkOf: (label, outcome) => linkOf(by, label, names.get(label ?? '') ?? null, outcome),
    timesOf: (since, until) => timesOf(by, since, until),
  };
}
