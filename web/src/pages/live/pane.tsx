/** Details beside the list, where there is room for both: what comes next is seen while one reads. Else over it. */
import { Button, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import { ChevronDown20Regular, ChevronUp20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Flyout } from '../../parts/flyout.tsx';

interface Props {
  readonly beside: boolean;
  readonly title: string;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  pane: {
    width: '440px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minHeight: 0,
    paddingLeft: tokens.spacingHorizontalL,
    borderLeft: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  bar: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  title: { overflowWrap: 'anywhere', minWidth: 0 },
  buttons: { display: 'flex', flexShrink: 0, marginLeft: 'auto' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    overflow: 'auto',
    minHeight: 0,
    // Room for the rings of what has the focus.
    padding: tokens.strokeWidthThick,
  },
});

export function Pane({ beside, title, close, previous, next, children }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  if (!beside)
    return (
      <Flyout open title={title} close={close} previous={previous} next={next}>
        {children}
      </Flyout>
    );
  const step = (label: string, icon: ReactElement, go: (() => void) | null) => (
    <Button
      appearance="subtle"
      icon={icon}
      aria-label={label}
      title={label}
      disabledFocusable={go === null}
      onClick={go ?? undefined}
    />
  );
  return (
    <section className={styles.pane} aria-label={title}>
      <div className={styles.bar}>
        <Subtitle1 as="h2" className={styles.title}>
          {title}
        </Subtitle1>
        <div className={styles.buttons}>
          {step(t('previousItem'), <ChevronUp20Regular />, previous)}
          {step(t('nextItem'), <ChevronDown20Regular />, next)}
          {step(t('close'), <Dismiss20Regular />, close)}
        </div>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
