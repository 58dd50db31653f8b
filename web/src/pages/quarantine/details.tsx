/** One message in quarantine: why it is kept, a look into it, and its ways out. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AnswerTo, KeptMail, QuarantineAct, QuarantineActed } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { Empty, Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { WhyWord } from './columns.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { MessageLook } from '../../parts/message-look.tsx';
import { ofKey } from './shown.ts';

type Verb = QuarantineAct['verb'];

interface Props {
  readonly opened: string;
  readonly verbs: readonly Verb[];
  readonly done: (verb: Verb, answer: QuarantineActed) => void;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  words: { overflowWrap: 'anywhere' },
});

export function Details({ opened, verbs, done, ...rest }: Props) {
  const { t } = useTranslation('quarantine');
  const { queueId, ordinal } = ofKey(opened);
  const found = useQuery({
    queryKey: ['queue', 'quarantined', queueId],
    queryFn: ({ signal }) => call('GET /quarantine/:queueId', { params: { queueId }, signal }),
    retry: false,
  });
  const trace = `/trace?${new URLSearchParams({ id: queueId, since: '90d' })}`;
  return (
    <Flyout open title={found.data?.entries[0]?.subject ?? queueId} {...rest}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {(data) => {
          const row = data.entries.find((one) => one.ordinal === ordinal);
          return row === undefined ? (
            <Empty title={t('gone.title')}>
              <Text>{t('gone.text')}</Text>
              <InnerLink to={trace}>{t('trace')}</InnerLink>
            </Empty>
          ) : (
            <Kept data={data} row={row} verbs={verbs} done={done} trace={trace} />
          );
        }}
      </Asked>
    </Flyout>
  );
}

interface Shown extends Pick<Props, 'verbs' | 'done'> {
  readonly data: AnswerTo<'GET /quarantine/:queueId'>;
  readonly row: KeptMail;
  readonly trace: string;
}

function Kept({ data: { entries, story }, row, verbs, done, trace }: Shown) {
  const { t } = useTranslation('quarantine');
  const styles = useStyles();
  const [asked, setAsked] = useState<Verb | null>(null);
  const { queueId, ordinal } = row;
  const events = story?.events.filter((event) => event.ordinal === null || event.ordinal === ordinal) ?? [];
  return (
    <>
      {verbs.length > 0 && (
        <div className={styles.acts}>
          {verbs.map((verb) => (
            <Button key={verb} appearance={verb === 'release' ? 'primary' : 'secondary'} onClick={() => setAsked(verb)}>
              {t(`verbs.${verb}`)}
            </Button>
          ))}
        </div>
      )}
      <Facts
        of={[
          [t('columns.sender'), row.sender],
          [t('columns.from'), row.from?.join(', ')],
          [t('columns.recipient'), row.recipient],
          [t('recipients'), entries.length > 1 ? entries.map(({ recipient }) => recipient).join(', ') : null],
          [t('columns.received'), <Time key="received" at={row.receivedAt} />],
          [t('columns.expires'), row.expiresAt == null ? null : <Time key="expires" at={row.expiresAt} />],
          [t('columns.client'), [row.clientAddress, row.helo].filter(Boolean).join(' ')],
          [t('columns.size'), sizeText(row.sizeBytes)],
          [t('columns.queueId'), <Copyable key="id" text={queueId} />],
        ]}
      />
      <Section title={t('kept')}>
        <WhyWord why={row.why} />
        {row.whyText !== '' && <Text className={styles.words}>{t('keptBecause', { why: row.whyText })}</Text>}
        <Facts
          of={[
            [t('columns.virus'), row.virus],
            [t('columns.authentication'), row.composite],
            [t('results'), row.results],
            [t('columns.level'), row.scl == null ? null : String(row.scl)],
            [t('columns.score'), row.engine == null ? null : String(row.engine.score)],
            [t('symbols'), row.engine?.symbols.join(', ')],
          ]}
        />
      </Section>
      <MessageLook queueId={queueId} of="quarantine" />
      <Section title={t('events')}>
        <Timeline events={events} />
        <InnerLink to={trace}>{t('trace')}</InnerLink>
      </Section>
      {asked !== null && (
        <LeaveDialog
          verb={asked}
          selection={{ recipients: [{ queueId, ordinal }] }}
          close={() => setAsked(null)}
          done={(answer) => done(asked, answer)}
        />
      )}
    </>
  );
}
