/** What is set up, as a file: out, in, and from another server. */
import { Tab, TabList } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/rights.ts';
import { Heading } from '../../parts/heading.tsx';
import { useUrl } from '../../parts/url.ts';
import { Apply } from './apply.tsx';
import { Export } from './export.tsx';
import { Import } from './import.tsx';

const tabs = { export: Export, apply: Apply, import: Import } as const;
type TabName = keyof typeof tabs;
const names = Object.keys(tabs) as readonly TabName[];

export function Page() {
  const { t } = useTranslation('transfer');
  const { query, change } = useUrl();
  const mayChange = useMay('organization-administrator');
  const offered = mayChange ? names : (['export'] as const);
  const tab = offered.find((name) => name === query['tab']) ?? 'export';
  const Shown = tabs[tab];
  return (
    <>
      <Heading>{t('title')}</Heading>
      {offered.length > 1 && (
        <TabList
          selectedValue={tab}
          onTabSelect={(_, { value }) => change({ tab: value === 'export' ? undefined : String(value) })}
        >
          {offered.map((name) => (
            <Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tab>
          ))}
        </TabList>
      )}
      <Shown />
    </>
  );
}
