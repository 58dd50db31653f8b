/** One destination: how it stands, what it said last, what to do, and how old its mail is. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Destination } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';
import { AgeBar, AgeList } from './ages.tsx';
import { Outcome } from './outcome.tsx';
import { isState, knownWay, type State } from './shown.ts';
import type { Steering } from './steering.ts';
import { StateOf, useDestinationName } from './words.tsx';

interface Props {
  readonly destination: Destination;
  /** What is done to it, and what came of it. */
  readonly steering: Steering;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

/** Nothing is tried in these. */
const STANDING: readonly State[] = ['paused', 'no-upstream'];

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { overflowWrap: 'anywhere' },
});

export function DestinationDetails({ destination, steering, ...rest }: Props) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const nameOf = useDestinationName();
  const { state, until, way, cure, remedy, lastReply, ages } = destination;
  const known = knownWay(way);
  // The buttons above do these; the others lead elsewhere.
  const isButton = remedy?.act === 'retry-destination' || remedy?.act === 'release-destination';
  return (
    <Flyout open title={nameOf(destination)} {...rest}>
      <Acts destination={destination} steering={steering} />
      <Section title={t('columns.state')}>
        <StateOf state={state} />
        {isState(state) && <Text>{t(`sentences.${state}`)}</Text>}
        <Facts
          of={[
            [
              t('columns.next'),
              isState(state) && STANDING.includes(state) ? null : (
                <Time key="next" at={until ?? destination.nextAttemptAt} />
              ),
            ],
          ]}
        />
      </Section>
      <Section title={t('lastReply')}>
        <Text className={styles.words}>{lastReply ?? t('noReply')}</Text>
      </Section>
      {cure !== null && !isButton && (
        <Section title={t('whatToDo')}>
          <Remedy told={{ cure, ...(remedy !== null && { remedy }) }} />
        </Section>
      )}
      {ages !== null && (
        <Section title={t('ages.title')}>
          <AgeBar ages={ages} />
          <AgeList ages={ages} />
        </Section>
      )}
      <Facts
        of={[
          [t('kind'), known === undefined ? way : t(`ways.${known}`)],
          [t('columns.waiting'), countText(destination.waiting)],
          [t('columns.held'), countText(destination.held)],
          [t('columns.oldest'), <Time key="oldest" at={destination.oldestReceivedAt} />],
          [t('columns.attempts'), destination.attempts === null ? null : countText(destination.attempts)],
          [t('columns.organization'), destination.organization],
        ]}
      />
    </Flyout>
  );
}

function Acts({ destination, steering }: Pick<Props, 'destination' | 'steering'>) {
  const { t } = useTranslation('queue');
  const styles = useStyles();
  const may = useMay('help-desk');
  const { lane, laneText, waiting, held, state } = destination;
  const act = (verb: 'retry' | 'hold' | 'release', name: string, isOf: boolean, appearance?: 'primary') => (
    // A button that was pressed stays: the keyboard is at it.
    <Button
      appearance={appearance}
      disabledFocusable={steering.busy || !isOf}
      onClick={() => void steering.run({ verb, selection: { lane } })}
    >
      {name}
    </Button>
  );
  return (
    <>
      <div className={styles.acts}>
        {may && destination.destination !== '' && (
          <>
            {act('retry', t('tryNow'), waiting > 0 && state !== 'no-upstream', 'primary')}
            {act('hold', t('verbs.hold'), waiting > 0)}
            {act('release', t('verbs.release'), held > 0)}
          </>
        )}
        <InnerLink to={`/queue?${new URLSearchParams({ tab: 'messages', lane: laneText })}`}>
          {t('showMessages')}
        </InnerLink>
      </div>
      <Outcome steering={steering} />
    </>
  );
}
