/** One recipient that waits: why, what was tried, and the verbs for it alone. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AnswerTo, QueueAct, Queued } from '../../api/contracts.ts';
import { countText, sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { MessageLook } from '../../parts/message-look.tsx';
import { Section } from '../../parts/section.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { NextAttempt } from './columns.tsx';
import { Outcome } from './outcome.tsx';
import { ofKey, recipientOf, senderOf } from './shown.ts';
import { useSteering } from './steering.ts';
import { VerbDialog } from './verb-dialog.tsx';
import { DestinationName } from './words.tsx';

type Verb = QueueAct['verb'];

interface Props {
  /** A row's key. */
  readonly opened: string;
  /** Those that the reader may use. */
  readonly verbs: readonly Verb[];
  readonly after: () => void;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { overflowWrap: 'anywhere' },
});

export function MessageDetails({ opened, verbs, after, ...rest }: Props) {
  const { queueId, ordinal } = ofKey(opened);
  const found = useQuery({
    queryKey: ['queue', 'one', queueId],
    queryFn: ({ signal }) => call('GET /queue/:queueId', { params: { queueId }, query: {}, signal }),
  });
  const subject = found.data?.entries[0]?.message.header.subject ?? found.data?.story?.rows[0]?.subject;
  return (
    <Flyout open title={subject ?? queueId} {...rest}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {(data) => <Waiting data={data} queueId={queueId} ordinal={ordinal} verbs={verbs} after={after} />}
      </Asked>
    </Flyout>
  );
}

interface Shown extends Pick<Props, 'verbs' | 'after'> {
  readonly data: AnswerTo<'GET /queue/:queueId'>;
  readonly queueId: string;
  readonly ordinal: number;
}

function Waiting({ data: { entries, story }, queueId, ordinal, verbs, after }: Shown) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const row = entries.find(({ recipient }) => recipient.ordinal === ordinal);
  const trace = `/trace?${new URLSearchParams({ id: queueId, since: '90d' })}`;
  const events = story?.events.filter((event) => event.ordinal === null || event.ordinal === ordinal) ?? [];
  return (
    <>
      {row === undefined ? (
        <Empty title={t('gone.title')}>
          <Text>{t('gone.text')}</Text>
          <InnerLink to={trace}>{t('gone.trace')}</InnerLink>
        </Empty>
      ) : (
        <>
          <Acts row={row} verbs={verbs} after={after} />
          <Facts
            of={[
              [t('columns.sender'), senderOf(row) ?? t('nullSender')],
              [t('columns.recipient'), recipientOf(row)],
              [t('columns.queued'), <Time key="queued" at={row.message.receivedAt} />],
              [t('columns.destination'), <DestinationName key="destination" of={row} />],
              [t('columns.next'), <NextAttempt key="next" row={row} />],
              [t('columns.attempts'), countText(row.recipient.attempts)],
            ]}
          />
          <Section title={t('lastReply')}>
            <Text className={styles.words}>{row.recipient.lastReply ?? t('noReply')}</Text>
          </Section>
        </>
      )}
      <Section title={t('attempts')}>
        <Timeline events={events} />
      </Section>
      {row !== undefined && <MessageLook queueId={queueId} of="queue" />}
      {row !== undefined && (
        <Section title={t('columns.queueId')}>
          <Facts
            of={[
              [t('columns.queueId'), <Copyable key="id" text={queueId} />],
              [t('columns.size'), sizeText(row.message.sizeBytes)],
            ]}
          />
          <InnerLink to={trace}>{t('trace')}</InnerLink>
        </Section>
      )}
    </>
  );
}

function Acts({ row, verbs, after }: { readonly row: Queued } & Pick<Props, 'verbs' | 'after'>) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const steering = useSteering(after);
  const [asked, setAsked] = useState<Verb | null>(null);
  const selection = { recipients: [{ queueId: row.message.queueId, ordinal: row.recipient.ordinal }] };
  // Pause and release are one button, so that whoever pressed it stays at it.
  const shown = verbs.filter((verb) => verb !== (row.held ? 'hold' : 'release'));
  const begin = (verb: Verb): void => {
    if (verb === 'retry' || verb === 'hold' || verb === 'release') void steering.run({ verb, selection });
    else setAsked(verb);
  };
  return (
    <>
      <div className={styles.acts}>
        {shown.map((verb) => (
          <Button
            key={verb === 'hold' || verb === 'release' ? 'pause' : verb}
            appearance={verb === (row.held ? 'release' : 'retry') ? 'primary' : 'secondary'}
            disabledFocusable={steering.busy || (verb === 'retry' && row.held)}
            onClick={() => begin(verb)}
          >
            {t(`verbs.${verb}`)}
          </Button>
        ))}
      </div>
      <Outcome steering={steering} />
      {asked !== null && (
        <VerbDialog
          verb={asked}
          selection={selection}
          close={() => setAsked(null)}
          done={(answer) => steering.tell(asked, answer)}
        />
      )}
    </>
  );
}
