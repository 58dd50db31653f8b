/** The time that a report is about: chosen in tabs, kept in the address. */
import { Tab, TabList } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Query } from './url.ts';

/** With the step that it is counted by. */
export const RANGES = { '24h': 'hour', '7d': 'day', '30d': 'day', '90d': 'day' } as const;
export type Range = keyof typeof RANGES;

const STANDARD: Range = '7d';
const all = Object.keys(RANGES) as Range[];

export const rangeOf = (query: Query): Range => all.find((one) => one === query['range']) ?? STANDARD;

interface Props {
  readonly range: Range;
  readonly change: (part: Query) => void;
}

export function RangeTabs({ range, change }: Props) {
  const { t } = useTranslation('parts');
  return (
    <TabList
      size="small"
      selectedValue={range}
      aria-label={t('range')}
      onTabSelect={(_, { value }) => change({ range: value === STANDARD ? undefined : String(value) })}
    >
      {all.map((one) => (
        <Tab key={one} value={one}>
          {t(`ranges.${one}`)}
        </Tab>
      ))}
    </TabList>
  );
}
