/** Sentences, one below the other, each with its mood. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Regular, ErrorCircle16Regular, Info16Regular, Warning16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const icons = {
  good: CheckmarkCircle16Regular,
  bad: ErrorCircle16Regular,
  warning: Warning16Regular,
  neutral: Info16Regular,
} as const;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  item: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start', overflowWrap: 'anywhere' },
  icon: { flexShrink: 0, marginTop: tokens.spacingVerticalXXS },
  text: { minWidth: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  neutral: { color: tokens.colorNeutralForeground2 },
});

export interface Bullet {
  readonly key: string;
  readonly mood: keyof typeof icons;
  readonly text: ReactNode;
}

export function Bullets({ of }: { readonly of: readonly Bullet[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {of.map(({ key, mood, text }) => {
        const Icon = icons[mood];
        return (
          <li key={key} className={styles.item}>
            <span className={`${styles.icon} ${styles[mood]}`}>
              <Icon />
            </span>
            <div className={styles.text}>{text}</div>
          </li>
        );
      })}
    </ul>
  );
}
