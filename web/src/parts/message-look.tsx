/** A look into one message that waits or is kept back, when somebody asks for it; and the message as a file. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, octets } from '../api/call.ts';
import { useMe } from '../api/session.ts';
import { Asked } from './asked.tsx';
import { useDeed } from './deed.ts';
import { MessageContent } from './message-content.tsx';
import { NOTED_LOOK } from './noted-look.ts';
import { saveFile } from './save-file.ts';
import { Section } from './section.tsx';
import { Failed, Loading } from './states.tsx';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly queueId: string;
  readonly of: 'queue' | 'quarantine';
}

export function MessageLook({ queueId, of }: Props) {
  const { t } = useTranslation('content');
  const styles = useStyles();
  const { content } = useMe();
  const [isWanted, setWanted] = useState(false);
  const { busy, error, run } = useDeed();
  const params = { queueId };
  const shown = useQuery({
    queryKey: ['preview', of, queueId],
    queryFn: ({ signal }) => call(`GET /${of}/:queueId/preview`, { params, signal }),
    enabled: isWanted,
    ...NOTED_LOOK,
  });
  if (!content)
    return (
      <Section title={t('title')}>
        <Text>{t('notYours')}</Text>
      </Section>
    );
  const download = (): Promise<void> =>
    run(async () => saveFile(`${queueId}.eml`, await octets(`GET /${of}/:queueId/content`, { params })));
  return (
    <Section title={t('title')}>
      <div className={styles.acts}>
        <Button disabledFocusable={isWanted} onClick={() => setWanted(true)}>
          {t('show')}
        </Button>
        <Button disabledFocusable={busy} onClick={() => void download()}>
          {t('download')}
        </Button>
        <Text size={200}>{t('noted')}</Text>
      </div>
      {error !== null && <Failed error={error} />}
      {isWanted && (
        <Asked query={shown} loading={<Loading lines={4} />}>
          {(data) => <MessageContent message={data} id={queueId} source={async () => data.source} />}
        </Asked>
      )}
    </Section>
  );
}
