/** A state as an icon and a word: never by colour alone. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Regular,
  Clock16Regular,
  ErrorCircle16Regular,
  Info16Regular,
  Warning16Regular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';

export type Mood = 'good' | 'waiting' | 'warning' | 'bad' | 'neutral';

const icons = {
  good: CheckmarkCircle16Regular,
  waiting: Clock16Regular,
  warning: Warning16Regular,
  bad: ErrorCircle16Regular,
  neutral: Info16Regular,
} as const;

const useStyles = makeStyles({
  whole: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    maxWidth: '100%',
    verticalAlign: 'bottom',
  },
  icon: { flexShrink: 0 },
  block: { display: 'flex', gap: tokens.spacingHorizontalS, minWidth: 0 },
  firstLine: { marginTop: '2px' },
  said: { minWidth: 0, overflowWrap: 'anywhere' },
  text: { overflow: 'hidden', textOverflow: 'ellipsis' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorNeutralForeground2 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  neutral: { color: tokens.colorNeutralForeground2 },
});

export function StateWord({ mood, children }: { readonly mood: Mood; readonly children: string }) {
  const styles = useStyles();
  const Icon = icons[mood];
  return (
    <span className={styles.whole}>
      <Icon className={mergeClasses(styles.icon, styles[mood])} />
      <span className={styles.text}>{children}</span>
    </span>
  );
}

/** The same before what has several lines. */
export function StateBlock({ mood, children }: { readonly mood: Mood; readonly children: ReactNode }) {
  const styles = useStyles();
  const Icon = icons[mood];
  return (
    <div className={styles.block}>
      <Icon className={mergeClasses(styles.icon, styles.firstLine, styles[mood])} />
      <div className={styles.said}>{children}</div>
    </div>
  );
}
