/** What somebody wrote, for who may read it: as text, as HTML where nothing can happen, its header, and its source. */
import { makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerTo } from '../api/contracts.ts';
import { sizeText } from './amounts.ts';
import { Asked } from './asked.tsx';
import { Facts } from './facts.tsx';
import { NOTED_LOOK } from './noted-look.ts';
import { Loading } from './states.tsx';
import { StrangerFrame } from './stranger-frame.tsx';

type Shown = Pick<
  AnswerTo<'GET /mailboxes/:name/messages/:id'>,
  'headers' | 'text' | 'html' | 'attachments' | 'complete'
>;
type As = 'text' | 'html' | 'headers' | 'source';

interface Props {
  readonly message: Shown;
  /** Of which the source is kept, once it was asked for. */
  readonly id: string;
  readonly source: (signal: AbortSignal) => Promise<string>;
}

const useStyles = makeStyles({
  text: {
    margin: 0,
    maxHeight: '480px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

export function MessageContent({ message, id, source }: Props) {
  const { t } = useTranslation('content');
  const { text, html, headers, attachments, complete } = message;
  const [as, setAs] = useState<As>(text === '' && html !== null ? 'html' : 'text');
  return (
    <>
      <TabList
        size="small"
        aria-label={t('tabs')}
        selectedValue={as}
        onTabSelect={(_, { value }) => setAs(value as As)}
      >
        <Tab value="text">{t('text')}</Tab>
        {html !== null && <Tab value="html">{t('html')}</Tab>}
        <Tab value="headers">{t('headers')}</Tab>
        <Tab value="source">{t('source')}</Tab>
      </TabList>
      {as === 'text' && <Octets name={t('text')}>{text === '' ? t('noText') : text}</Octets>}
      {as === 'html' && html !== null && <StrangerFrame html={html} title={t('frame')} />}
      {as === 'headers' && <Facts of={headers.map(([name, value]) => [name, value])} />}
      {as === 'source' && <Source id={id} source={source} />}
      {!complete && <Text>{t('cut')}</Text>}
      {attachments.length > 0 && (
        <ul aria-label={t('attachments')}>
          {attachments.map(({ filename, type, sizeBytes }, index) => (
            // Two may have the same name.
            // biome-ignore lint/suspicious/noArrayIndexKey: they stay in their order
            <li key={index}>
              {filename || type}, {sizeText(sizeBytes)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Source({ id, source }: Pick<Props, 'id' | 'source'>) {
  const { t } = useTranslation('content');
  const asked = useQuery({
    queryKey: ['source', id],
    queryFn: ({ signal }) => source(signal),
    ...NOTED_LOOK,
  });
  return (
    <Asked query={asked} loading={<Loading lines={4} />}>
      {(octets) => <Octets name={t('source')}>{octets}</Octets>}
    </Asked>
  );
}

function Octets({ name, children }: { readonly name: string; readonly children: string }) {
  const styles = useStyles();
  return (
    // Longer than it is high, it is scrolled by the keyboard too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.text} tabIndex={0} aria-label={name} role="region">
      {children}
    </pre>
  );
}
