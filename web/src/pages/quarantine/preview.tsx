/** A look into one message, when somebody asks for it: as text, as HTML where nothing can happen, as source, and as a file. */
import { Button, makeStyles, Tab, TabList, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, octets } from '../../api/call.ts';
import type { AnswerTo } from '../../api/contracts.ts';
import { useMe } from '../../api/session.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDeed } from '../../parts/deed.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { StrangerFrame } from '../../parts/stranger-frame.tsx';

type Shown = AnswerTo<'GET /quarantine/:queueId/preview'>;
type As = 'text' | 'html' | 'source';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: {
    margin: 0,
    maxHeight: '360px',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

export function Preview({ queueId }: { readonly queueId: string }) {
  const { t } = useTranslation('quarantine');
  const styles = useStyles();
  const { content } = useMe();
  const [isWanted, setWanted] = useState(false);
  const { busy, error, run } = useDeed();
  const shown = useQuery({
    queryKey: ['preview', queueId],
    queryFn: ({ signal }) => call('GET /quarantine/:queueId/preview', { params: { queueId }, signal }),
    enabled: isWanted,
    // Each look is noted.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (!content)
    return (
      <Section title={t('preview.title')}>
        <Text>{t('preview.notYours')}</Text>
      </Section>
    );
  const download = (): Promise<void> =>
    run(async () => {
      const file = await octets('GET /quarantine/:queueId/content', { params: { queueId } });
      saveFile(`${queueId}.eml`, file);
    });
  return (
    <Section title={t('preview.title')}>
      <div className={styles.acts}>
        <Button disabledFocusable={isWanted} onClick={() => setWanted(true)}>
          {t('preview.show')}
        </Button>
        <Button disabledFocusable={busy} onClick={() => void download()}>
          {t('preview.download')}
        </Button>
        <Text size={200}>{t('preview.noted')}</Text>
      </div>
      {error !== null && <Failed error={error} />}
      {isWanted && (
        <Asked query={shown} loading={<Loading lines={4} />}>
          {(data) => <Content data={data} />}
        </Asked>
      )}
    </Section>
  );
}

function Content({ data }: { readonly data: Shown }) {
  const { t } = useTranslation('quarantine');
  const styles = useStyles();
  const html = data.html ?? null;
  const [as, setAs] = useState<As>(data.text === '' && html !== null ? 'html' : 'text');
  return (
    <>
      <TabList
        size="small"
        aria-label={t('preview.tabs')}
        selectedValue={as}
        onTabSelect={(_, { value }) => setAs(value as As)}
      >
        <Tab value="text">{t('preview.text')}</Tab>
        {html !== null && <Tab value="html">{t('preview.html')}</Tab>}
        <Tab value="source">{t('preview.source')}</Tab>
      </TabList>
      {as === 'html' && html !== null ? (
        <StrangerFrame html={html} title={t('preview.frame')} />
      ) : (
        // Longer than it is high, it is scrolled by the keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.text} tabIndex={0} aria-label={t(`preview.${as}`)} role="region">
          {as === 'source' ? data.source : data.text === '' ? t('preview.noText') : data.text}
        </pre>
      )}
      {data.complete === false && <Text>{t('preview.cut')}</Text>}
      {(data.attachments?.length ?? 0) > 0 && (
        <ul>
          {data.attachments?.map(({ filename, type, sizeBytes }, index) => (
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
