/** Asks once, with the deed as its button; where much cannot be undone, the number is typed. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed, Loading } from './states.tsx';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The deed: `Bounce 12 messages`. */
  readonly deed: string;
  /** Rejects with the problem, which is shown here. */
  readonly run: () => Promise<unknown>;
  readonly close: () => void;
  /** It cannot be undone for so many: above a hundred the number is typed. Absent: it can. */
  readonly forGood?: number;
}

const TYPED_FROM = 100;

export function Confirm({ open, title, children, deed, run, close, forGood = 0 }: Props) {
  const { t } = useTranslation('parts');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [typed, setTyped] = useState('');
  const isTyped = forGood <= TYPED_FROM || typed.trim() === String(forGood);
  const leave = (): void => {
    setError(null);
    setTyped('');
    close();
  };
  const act = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await run();
      leave();
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_, data) => data.open || leave()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            <Suspense fallback={<Loading />}>{children}</Suspense>
            {forGood > TYPED_FROM && (
              <Field label={t('confirm.type', { count: forGood })}>
                <Input value={typed} onChange={(_, { value }) => setTyped(value)} />
              </Field>
            )}
            {error !== null && <Failed error={error} />}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabledFocusable={busy || !isTyped} onClick={() => void act()}>
              {deed}
            </Button>
            <Button onClick={leave}>{t('cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
