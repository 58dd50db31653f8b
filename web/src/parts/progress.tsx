/** How far something has come, in steps that have names: `Received > Processed > Delivered`. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { type Mood, StateWord } from './state-word.tsx';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    padding: 0,
    margin: 0,
  },
  ahead: { color: tokens.colorNeutralForeground3 },
});

export interface ProgressStep {
  readonly name: string;
  /** null: it has not come to it. */
  readonly mood: Mood | null;
}

export function ProgressSteps({ steps, label }: { readonly steps: readonly ProgressStep[]; readonly label: string }) {
  const styles = useStyles();
  return (
    <ol className={styles.line} aria-label={label}>
      {steps.map(({ name, mood }, index) => (
        <Fragment key={name}>
          <li className={mergeClasses(styles.line, mood === null && styles.ahead)}>
            {index > 0 && <ChevronRight16Regular aria-hidden />}
            {mood === null ? name : <StateWord mood={mood}>{name}</StateWord>}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}
