/** One message, or one refusal, from the first word to the last: what became of it, what to do, and how it went. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '../../api/call.ts';
import type { MessageStory, Session, TraceRow } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { sizeText } from '../../parts/amounts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { useMay } from '../../api/rights.ts';
import { explainPath, type MailMeant } from '../../parts/explain-link.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { ProgressSteps } from '../../parts/progress.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { TranscriptView } from '../../parts/transcript.tsx';
import { ofKey, senderOf } from './row.ts';
import { isStatus, moods, StatusWord } from './status.tsx';

interface Props {
  /** A row's key, or an id. */
  readonly opened: string;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

type Found = { readonly story: MessageStory } | { readonly session: Session };

/** A queue id names a message; else it is a reference or a session. Which, only the server knows. */
async function find(id: string, signal: AbortSignal): Promise<Found> {
  if (!/-\d+$/u.test(id)) {
    try {
      return { story: await call('GET /trace/messages/:queueId', { params: { queueId: id }, signal }) };
    } catch (error) {
      if (!(error instanceof ApiProblem && error.code === 'not-found')) throw error;
    }
  }
  return { session: await call('GET /trace/sessions/:reference', { params: { reference: id }, signal }) };
}

export function Details({ opened, ...rest }: Props) {
  const { t } = useTranslation('trace');
  const { id, recipient } = ofKey(opened);
  const found = useQuery({ queryKey: ['trace', 'story', id], queryFn: ({ signal }) => find(id, signal) });
  return (
    <Flyout open title={titleOf(found.data) ?? t('untitled')} {...rest}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {(data) =>
          'story' in data ? (
            <Message story={data.story} recipient={recipient} />
          ) : (
            <Refused session={data.session} reference={id} />
          )
        }
      </Asked>
    </Flyout>
  );
}

const titleOf = (found: Found | undefined): string | undefined =>
  found === undefined
    ? undefined
    : 'story' in found
      ? (found.story.rows[0]?.subject ?? undefined)
      : (found.session.device ?? found.session.clientAddress);

function Message({ story, recipient }: { readonly story: MessageStory; readonly recipient: string | null }) {
  const { t } = useTranslation('trace');
  const { rows, events, session } = story;
  const row = rows.find((one) => one.recipient === recipient) ?? rows[0];
  if (row === undefined) return null;
  const others = rows.filter((one) => one !== row);
  return (
    <>
      <Facts
        of={[
          [t('columns.sender'), senderOf(row, t('nullSender'))],
          [t('columns.recipient'), row.recipient],
          [t('columns.time'), <Time key="time" at={row.at} />],
        ]}
      />
      <ProgressSteps label={t('progress.label')} steps={useSteps(row)} />
      <Section title={t('columns.status')}>
        <StatusWord status={row.status} />
        <Text>{isStatus(row.status) ? t(`sentences.${row.status}`) : row.status}</Text>
        {row.cause != null && <Text>{capital(row.cause)}</Text>}
        {row.waiting != null && <Waiting waiting={row.waiting} queueId={row.queueId} />}
      </Section>
      <Section title={t('events')}>
        <Timeline events={events.filter((event) => event.recipient === null || event.recipient === row.recipient)} />
      </Section>
      {others.length > 0 && (
        <Section title={t('others')}>
          <Facts
            of={others.map((one) => [one.recipient ?? t('nobody'), <StatusWord key="status" status={one.status} />])}
          />
        </Section>
      )}
      {session !== null && <SessionSection session={session} />}
      <Section title={t('more')}>
        <Facts
          of={[
            [t('columns.queueId'), row.queueId === null ? null : <Copyable key="id" text={row.queueId} />],
            [
              t('columns.messageId'),
              row.messageId === null ? null : <Related key="related" messageId={row.messageId} />,
            ],
            [t('columns.size'), sizeText(row.sizeBytes)],
            [
              t('columns.ip'),
              row.clientAddress === null ? null : <OfAddress key="address" address={row.clientAddress} />,
            ],
            [t('columns.device'), row.device ?? row.connector],
            [t('former'), row.former?.join(', ')],
          ]}
        />
        <Explain
          mail={{
            ...sessionSaid(session),
            from: row.sender,
            to: rows.map(({ recipient: one }) => one),
            ip: row.clientAddress,
            sizeBytes: row.sizeBytes,
          }}
        />
      </Section>
    </>
  );
}

/** Received > Processed > Delivered, as Exchange shows it. */
function useSteps({ status }: TraceRow) {
  const { t } = useTranslation('trace');
  const mood = isStatus(status) ? moods[status] : 'neutral';
  const ended = status !== 'Pending' && status !== 'Getting status';
  return [
    { name: t('progress.received'), mood: 'good' as const },
    { name: t('progress.processed'), mood: ended ? ('good' as const) : ('waiting' as const) },
    { name: t(status === 'Failed' ? 'progress.failed' : 'progress.delivered'), mood: ended ? mood : null },
  ];
}

function Waiting({
  waiting,
  queueId,
}: Required<Pick<TraceRow, 'queueId'>> & { readonly waiting: NonNullable<TraceRow['waiting']> }) {
  const { t } = useTranslation('trace');
  return (
    <>
      <Facts
        of={[
          [t('waiting.for'), waiting.laneText],
          [t('waiting.attempts'), waiting.attempts],
          [
            t('waiting.next'),
            waiting.held ? t('waiting.held') : <Time key="next" at={waiting.nextAttemptAt} as="relative" />,
          ],
        ]}
      />
      {queueId !== null && (
        <InnerLink to={`/queue?${new URLSearchParams({ tab: 'messages', id: queueId })}`}>
          {t('waiting.inQueue')}
        </InnerLink>
      )}
    </>
  );
}

function Refused({ session, reference }: { readonly session: Session; readonly reference: string }) {
  const { t } = useTranslation('trace');
  const refusal = session.refusals.find((one) => one.reference === reference) ?? session.refusals[0];
  const lack = refusal?.lack ?? session.lack;
  return (
    <>
      <Facts
        of={[
          [t('columns.sender'), refusal === undefined ? null : senderOf(refusal, t('nullSender'))],
          [t('columns.recipient'), refusal?.recipient],
          [t('columns.time'), <Time key="time" at={refusal?.at ?? session.startedAt} />],
        ]}
      />
      <Section title={t('columns.status')}>
        <StatusWord status={refusal === undefined ? 'No mail' : 'Rejected'} />
        <Text>{capital(refusal?.cause ?? lack?.cause ?? t('sentences.No mail'))}</Text>
        {refusal !== undefined && <Facts of={[[t('told'), refusal.reply]]} />}
      </Section>
      {lack !== null && (
        <Section title={t('whatToDo')}>
          <Remedy told={lack} />
          {lack.profile !== null && <Text>{t('profileHelps', { profile: lack.profile })}</Text>}
        </Section>
      )}
      <SessionSection session={session} />
      <Explain
        mail={{
          ...sessionSaid(session),
          from: refusal?.sender ?? null,
          to: [refusal?.recipient ?? null],
          ip: session.clientAddress,
        }}
      />
      {refusal !== undefined && (
        <Section title={t('more')}>
          <Facts of={[[t('columns.reference'), <Copyable key="reference" text={refusal.reference} />]]} />
        </Section>
      )}
    </>
  );
}

function SessionSection({ session }: { readonly session: Session }) {
  const { t } = useTranslation('trace');
  return (
    <Section title={t('session.title')}>
      <Facts
        of={[
          [t('columns.ip'), <OfAddress key="address" address={session.clientAddress} />],
          [t('session.helo'), session.helo],
          [t('session.software'), session.software],
          [t('session.tls'), session.tls ?? t('session.noTls')],
          [t('session.login'), session.login],
          [t('columns.device'), session.device ?? session.connector],
          [t('session.listener'), session.listener],
        ]}
      />
      <TranscriptView text={session.transcript} />
    </Section>
  );
}

/** The part of a mail to be explained that its session said. */
const sessionSaid = (session: Session | null) =>
  session && { helo: session.helo, tls: session.tls, login: session.login, port: session.listener };

function Explain({ mail }: { readonly mail: MailMeant }) {
  const { t } = useTranslation('trace');
  const may = useMay('help-desk');
  if (!may || mail.ip === null) return null;
  return (
    <div>
      <InnerLink to={explainPath(mail)}>{t('explain')}</InnerLink>
    </div>
  );
}

const OfAddress = ({ address }: { readonly address: string }) => (
  <InnerLink to={`/trace?${new URLSearchParams({ ip: address })}`}>{address}</InnerLink>
);

function Related({ messageId }: { readonly messageId: string }) {
  const { t } = useTranslation('trace');
  return (
    <>
      {messageId} <InnerLink to={`/trace?${new URLSearchParams({ msgid: messageId })}`}>{t('related')}</InnerLink>
    </>
  );
}
