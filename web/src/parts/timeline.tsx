/** What happened to a message, in order; each event as a line, with the words of the other side below. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { MessageStory } from '../api/contracts.ts';
import { Facts } from './facts.tsx';
import { InnerLink } from './inner-link.tsx';
import { Time } from './time.tsx';
import words from '../words/en/timeline.ts';

type Event = MessageStory['events'][number];

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  event: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke1}`,
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'baseline' },
  time: { color: tokens.colorNeutralForeground2 },
  text: { overflowWrap: 'anywhere' },
});

export function Timeline({ events }: { readonly events: readonly Event[] }) {
  const { t } = useTranslation('timeline');
  const styles = useStyles();
  if (events.length === 0) return <Text>{t('none')}</Text>;
  return (
    <ol className={styles.list}>
      {events.map((event, index) => (
        // An event has no name of its own.
        <li key={index} className={styles.event}>
          <div className={styles.head}>
            <Text weight="semibold">{isKind(event.kind) ? t(`kinds.${event.kind}`) : event.kind}</Text>
            <span className={styles.time}>
              <Time at={event.at} />
            </span>
          </div>
          <Text className={styles.text}>{event.text}</Text>
          <Facts
            of={[
              [t(event.kind === 'Receive' ? 'client' : 'host'), hostOf(event)],
              [t('reply'), event.reply],
              [t('tls'), event.tls],
              [t('mechanism'), event.mechanism],
              [t('next'), event.nextAttemptAt === undefined ? null : <Time key="next" at={event.nextAttemptAt} />],
              [t('by'), event.actor],
            ]}
          />
          {event.relatedQueueId !== undefined && (
            <InnerLink to={`/trace?${new URLSearchParams({ id: event.relatedQueueId, open: event.relatedQueueId })}`}>
              {t('report')}
            </InnerLink>
          )}
        </li>
      ))}
    </ol>
  );
}

const hostOf = ({ remoteHost, remoteAddress }: Event): string =>
  [remoteHost, remoteAddress === undefined ? undefined : `[${remoteAddress}]`]
    .filter((part) => part !== undefined)
    .join(' ');

const isKind = (kind: string): kind is keyof typeof words.kinds => Object.hasOwn(words.kinds, kind);
