/** Backups: how the last one went, and how they are made. Local only: the page has the commands, and makes none itself. */
import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Bullets } from '../../parts/bullets.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Section } from '../../parts/section.tsx';
import { Loading } from '../../parts/states.tsx';
import { useStatus } from '../../parts/status.ts';
import { Time } from '../../parts/time.tsx';
import { recipesFor } from './recipes.ts';

const REFRESH_MS = 30_000;
const WEEK_MS = 7 * 86_400_000;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '960px' },
});

export function Page() {
  const { t } = useTranslation('backup');
  const styles = useStyles();
  const status = useStatus(REFRESH_MS);
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      <div className={styles.page}>
        <Asked query={status} loading={<Loading lines={8} />}>
          {({ lastBackup, disk }) => (
            <>
              <Section as="h2" title={t('last.title')}>
                <Last backup={lastBackup} />
              </Section>
              <HowTo data={disk.path} />
            </>
          )}
        </Asked>
      </div>
    </>
  );
}

type Backup = NonNullable<Status['lastBackup']>;

type Intent = 'success' | 'warning' | 'error';
type Standing = 'none' | 'old' | 'failed' | 'incomplete' | 'good';

/** What somebody should do something about stands before what is well. */
function standingOf(backup: Backup | null): readonly [Intent, Standing] {
  if (backup === null) return ['warning', 'none'];
  const { outcome, wholeAt } = backup;
  if (outcome === 'failed') return ['error', 'failed'];
  if (wholeAt === null || wholeAt < Date.now() - WEEK_MS) return ['warning', 'old'];
  return outcome === 'incomplete' ? ['warning', 'incomplete'] : ['success', 'good'];
}

function Last({ backup }: { readonly backup: Backup | null }) {
  const { t } = useTranslation('backup');
  const [intent, standing] = standingOf(backup);
  return (
    <>
      <MessageBar intent={intent} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t(`last.${standing}`)}</MessageBarTitle>
          {standing === 'none' && ` ${t('last.noneText')}`}
        </MessageBarBody>
      </MessageBar>
      {backup !== null && (
        <Facts
          of={[
            [t('last.when'), <Time key="at" at={backup.at} />],
            [t('last.where'), backup.folder],
            [t('last.size'), backup.octets === null ? null : sizeText(backup.octets)],
            [t('last.why'), backup.said],
            [
              t('last.whole'),
              backup.wholeAt === null ? t('last.never') : <Time key="whole" at={backup.wholeAt} as="relative" />,
            ],
          ]}
        />
      )}
    </>
  );
}

function HowTo({ data }: { readonly data: string }) {
  const { t } = useTranslation('backup');
  const { make, container, service, timer, start, restore } = recipesFor(data);
  return (
    <>
      <Section as="h2" title={t('make.title')}>
        <Text>{t('make.text')}</Text>
        <Copyable text={make} />
        <Text>{t('make.container')}</Text>
        <Copyable text={container} />
      </Section>
      <Section as="h2" title={t('timer.title')}>
        <Text>{t('timer.text')}</Text>
        <Copyable text={service} />
        <Copyable text={timer} />
        <Text>{t('timer.start')}</Text>
        <Copyable text={start} />
      </Section>
      <Section as="h2" title={t('keep.title')}>
        <Text>{t('keep.text')}</Text>
        <Bullets
          of={(['key', 'certificates'] as const).map((key) => ({ key, mood: 'neutral', text: t(`keep.${key}`) }))}
        />
      </Section>
      <Section as="h2" title={t('restore.title')}>
        <Text>{t('restore.text')}</Text>
        <Copyable text={restore} />
      </Section>
    </>
  );
}
