/** A task in steps, as Exchange has them: the steps at the left, one at a time, a review before the deed, whose name is on the last button. */
import { Button, makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RecordStop20Regular } from '@fluentui/react-icons';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from './states.tsx';

export interface WizardStep {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
  /** What is missing or wrong, shown when one wants to go on; absent or null: nothing. */
  readonly fault?: string | null;
  /** Done before one goes on from it; false: one stays, and the step itself says why. Rejects with the problem, which is shown here. */
  readonly leave?: () => Promise<boolean>;
}

interface Props {
  readonly steps: readonly WizardStep[];
  /** The faults are of something older than what is written: going on from a step that can have one waits until they are not. */
  readonly pending?: boolean;
  /** What was chosen, in a line: going on waits for this alone. Whoever chooses otherwise meanwhile stays. */
  readonly chosen?: string;
  /** The name of the deed: `Create connector`. */
  readonly deed: string;
  /** Rejects with the problem, which is shown at the last step. */
  readonly finish: () => Promise<unknown>;
  readonly cancel: () => void;
}

const NARROW = '@media (max-width: 800px)';

const useStyles = makeStyles({
  whole: { display: 'flex', gap: tokens.spacingHorizontalXXXL, flexGrow: 1, [NARROW]: { flexDirection: 'column' } },
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    width: '220px',
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  step: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  current: { fontWeight: tokens.fontWeightSemibold },
  ahead: { color: tokens.colorNeutralForeground2 },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, flexGrow: 1, maxWidth: '640px' },
  title: { ...typographyStyles.subtitle1, ':focus': { outlineStyle: 'none' } },
  buttons: { display: 'flex', gap: tokens.spacingHorizontalS, paddingTop: tokens.spacingVerticalL },
  fault: { color: tokens.colorStatusDangerForeground1 },
});

export function Wizard({ steps, pending = false, chosen = '', deed, finish, cancel }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(at);
  // Before the step is seen: later it would take the focus from a field where somebody writes already.
  useLayoutEffect(() => {
    if (shown.current !== at) heading.current?.focus();
    shown.current = at;
  }, [at]);
  const step = steps[at];
  const waits = pending && step?.fault !== undefined;
  const isLast = at === steps.length - 1;
  const fault = step?.fault ?? null;
  const to = (index: number): void => {
    setAt(index);
    setWanted(null);
    setTried(false);
    setError(null);
  };
  const goOn = async (): Promise<void> => {
    setTried(true);
    if (waits) {
      setWanted(chosen);
      return;
    }
    if (fault !== null) return;
    setBusy(true);
    setError(null);
    try {
      if (isLast) await finish();
      // Whoever went back meanwhile stays there.
      else if ((await step?.leave?.()) !== false && shown.current === at) to(at + 1);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (wanted === null) return;
    if (wanted !== chosen) {
      setWanted(null);
      setTried(false);
    } else if (!waits) {
      setWanted(null);
      void goOn();
    }
  });
  if (step === undefined) return null;
  return (
    <div className={styles.whole}>
      <ol className={styles.steps} aria-label={t('wizard.steps')}>
        {steps.map(({ id, title }, index) => (
          <li
            key={id}
            aria-current={index === at ? 'step' : undefined}
            className={mergeClasses(styles.step, index === at && styles.current, index > at && styles.ahead)}
          >
            {index < at ? <CheckmarkCircle20Filled /> : index === at ? <RecordStop20Regular /> : <Circle20Regular />}
            {title}
          </li>
        ))}
      </ol>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <h2
          ref={heading}
          tabIndex={-1}
          className={styles.title}
          aria-label={t('wizard.step', { at: at + 1, of: steps.length, title: step.title })}
        >
          {step.title}
        </h2>
        {step.children}
        {tried && !waits && fault !== null && (
          <Text role="alert" className={styles.fault}>
            {fault}
          </Text>
        )}
        {error !== null && <Failed error={error} />}
        <div className={styles.buttons}>
          {at > 0 && <Button onClick={() => to(at - 1)}>{t('back')}</Button>}
          <Button type="submit" appearance="primary" disabledFocusable={busy || wanted !== null}>
            {isLast ? deed : t('next')}
          </Button>
          <Button appearance="subtle" onClick={cancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </div>
  );
}
