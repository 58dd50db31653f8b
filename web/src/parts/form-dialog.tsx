/** A few fields in a dialog, with the deed as its button; what is told only once stays until it is closed. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, type SubmitEvent, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeed } from './deed.ts';
import { Failed, Loading } from './states.tsx';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: tokens.spacingVerticalM,
    // Room for the rings of what has the focus.
    paddingInline: tokens.strokeWidthThick,
  },
});

interface Props {
  readonly title: string;
  readonly deed: string;
  /** false: something is still lacking. */
  readonly ready?: boolean;
  /** Rejects with the problem, which is shown here; after it `told` is set, or the dialog closes. */
  readonly run: () => Promise<unknown>;
  readonly close: () => void;
  /** What came of it, in the place of the fields. */
  readonly told?: ReactNode;
  /** Instead of the problem as it is. */
  readonly failed?: (error: Error) => ReactNode;
  readonly children: ReactNode;
}

export function FormDialog({ title, deed, ready = true, run, close, told, failed, children }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const { busy, error, run: act } = useDeed();
  const isDone = told !== undefined && told !== null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (ready && !busy && !isDone) void act(run);
  };
  return (
    <Dialog
      open
      onOpenChange={(_, { open, type }) => {
        // What is told once is not lost by a click beside it.
        if (!open && !(isDone && type === 'backdropClick')) close();
      }}
    >
      <DialogSurface>
        <form onSubmit={(event) => submit(event as SubmitEvent)}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              <Suspense fallback={<Loading />}>{isDone ? told : children}</Suspense>
              {error !== null && (failed?.(error) ?? <Failed error={error} />)}
            </DialogContent>
            <DialogActions>
              {isDone ? (
                <Button appearance="primary" onClick={close}>
                  {t('close')}
                </Button>
              ) : (
                <>
                  <Button type="submit" appearance="primary" disabledFocusable={busy || !ready}>
                    {deed}
                  </Button>
                  <Button onClick={close}>{t('cancel')}</Button>
                </>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
