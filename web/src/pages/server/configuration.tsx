/** What the process runs with, setting by setting: the value, where it comes from, and the lines that would change it. */
import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Setting, Settings } from '../../api/contracts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { type Filter, Filters, isFiltered, noFilters } from '../../parts/filters.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { List } from '../../parts/list.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { allRows } from '../../parts/rows.ts';
import { Section } from '../../parts/section.tsx';
import { NothingMatches } from '../../parts/states.tsx';
import { useUrl } from '../../parts/url.ts';

const keyOf = ({ name }: Setting): string => name;
const KINDS = ['default', 'file', 'variable', 'option'] as const;

/** All of them are there: it is looked through here. */
function matches({ name, text, meaning, variable, source }: Setting, words: string, kind: string | undefined): boolean {
  if (kind !== undefined && source.kind !== kind) return false;
  const told = `${name} ${text} ${meaning} ${variable ?? ''}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => told.includes(word));
}

function useSourceText(): (of: Setting) => string {
  const { t } = useTranslation('server');
  return ({ source }) => {
    switch (source.kind) {
      case 'default':
        return t('configuration.sources.default');
      case 'file':
        return t('configuration.byFile', { file: source.file, line: source.line });
      case 'variable':
        return t('configuration.byVariable', { name: source.name });
      case 'option':
        return t('configuration.byOption', { name: source.name });
    }
  };
}

export function Configuration({ settings: { file, items } }: { readonly settings: Settings }) {
  const { t } = useTranslation('server');
  const sourceText = useSourceText();
  const { query, change } = useUrl();
  const filters: readonly Filter[] = [
    {
      word: 'source',
      name: t('configuration.source'),
      values: KINDS.map((value) => ({ value, name: t(`configuration.sources.${value}`) })),
    },
  ];
  const rows = items.filter((one) => matches(one, query['q'] ?? '', query['source']));
  const columns: readonly Column<Setting>[] = [
    { id: 'name', name: t('configuration.setting'), width: 270, cell: ({ name }) => name },
    { id: 'value', name: t('configuration.value'), width: 160, grow: 2, cell: ({ text }) => text },
    { id: 'source', name: t('configuration.source'), width: 200, grow: 1, cell: sourceText },
  ];
  const opened = query['open'] ?? null;
  const open = (row: Setting): void => change({ open: keyOf(row) }, { replace: opened !== null });
  const row = items.find((one) => keyOf(one) === opened);
  return (
    <>
      <Text>{t('configuration.text')}</Text>
      <Filters
        label={t('configuration.search')}
        placeholder={t('configuration.search')}
        filters={filters}
        query={query}
        change={(part) => change(part)}
      />
      <List
        id="settings"
        label={t('tabs.configuration')}
        from={allRows(rows)}
        columns={columns}
        keyOf={keyOf}
        open={open}
        opened={opened}
        card={(one) => ({ first: one.name, second: one.text })}
        empty={isFiltered(query, filters) ? <NothingMatches removeFilters={() => change(noFilters(filters))} /> : null}
      />
      {row !== undefined && (
        <Details
          key={row.name}
          setting={row}
          file={file}
          close={() => change({ open: undefined })}
          {...beside(rows, keyOf, opened, open)}
        />
      )}
    </>
  );
}

interface DetailsProps {
  readonly setting: Setting;
  readonly file: string | null;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

function Details({ setting, file, ...rest }: DetailsProps) {
  const { t } = useTranslation('server');
  const sourceText = useSourceText();
  const { name, text, meaning, source, written, variable, howTo } = setting;
  const [group = ''] = name.split('.');
  return (
    <Flyout open title={name} {...rest}>
      <Text>{meaning}</Text>
      <Facts
        of={[
          [t('configuration.value'), text],
          [t('configuration.source'), sourceText(setting)],
          [t('configuration.default'), setting.default],
          [t('configuration.variable'), variable],
          [t('configuration.howTo'), howTo],
        ]}
      />
      <Section title={t('configuration.change.title')}>
        {(source.kind === 'variable' || source.kind === 'option') && (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t(`configuration.change.${source.kind}`, { name: source.name })}</MessageBarBody>
          </MessageBar>
        )}
        <Text>{file === null ? t('configuration.change.newFile') : t('configuration.change.file', { file })}</Text>
        <Copyable text={written} />
        {group !== name && <Text>{t('configuration.change.under', { group })}</Text>}
        <Text>{t('configuration.change.check')}</Text>
        <Copyable text="doorpost config check" />
      </Section>
    </Flyout>
  );
}
