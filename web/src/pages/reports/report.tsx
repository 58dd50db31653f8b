/** The counts of checks; each number leads to the mail that was counted. */
import { useTranslation } from 'react-i18next';
import type { Series } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { SeriesReport } from '../../parts/series-report.tsx';
import type checks from '../../words/en/checks.ts';

type Check = keyof typeof checks.names;
type Act = keyof typeof checks.done;

interface Props {
  readonly data: Series;
  readonly by: 'check' | 'observed';
}

export function Report({ data, by }: Props) {
  const { t } = useTranslation('reports');
  const { t: named } = useTranslation('checks');
  return (
    <SeriesReport
      data={data}
      words={{
        chart: t('chart'),
        none: t('none'),
        summary: (count, check) => t('summary', { count, amount: countText(count), check }),
        byLabel: t('byCheck'),
        label: t('columns.check'),
        outcome: t(`columns.act.${by}`),
        nameOf: (check) => named(`names.${check as Check}`, { defaultValue: check ?? t('others') }),
        outcomeOf: (act) => named(`done.${act as Act}`, { defaultValue: act }),
        linkOf: (check) => (check === null ? null : { [by]: check }),
      }}
    />
  );
}
