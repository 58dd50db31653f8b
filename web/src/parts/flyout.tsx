/** The details of one row, at the right; on a phone the whole screen. Esc closes, and the list has the focus again. */
import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { ChevronDown20Regular, ChevronUp20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { type ReactElement, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMedia } from './media.ts';
import { Loading } from './states.tsx';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly close: () => void;
  /** To the row before, and after; null: there is none. */
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
  readonly children: ReactNode;
}

const useStyles = makeStyles({
  drawer: { width: '640px', maxWidth: '100vw' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXXL,
  },
  title: { overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexShrink: 0 },
});

export function Flyout({ open, title, close, previous, next, children }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const isPhone = useMedia('(max-width: 640px)');
  // Without Fluent's tooltips: one that shows takes the first Esc for itself.
  const isOneOfSeveral = previous !== null || next !== null;
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
    <OverlayDrawer
      open={open}
      position="end"
      size={isPhone ? 'full' : undefined}
      className={isPhone ? undefined : styles.drawer}
      onOpenChange={(_, data) => data.open || close()}
      aria-label={title}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2', className: styles.title }}
          action={
            <div className={styles.actions}>
              {isOneOfSeveral && step(t('previousItem'), <ChevronUp20Regular />, previous)}
              {isOneOfSeveral && step(t('nextItem'), <ChevronDown20Regular />, next)}
              {step(t('close'), <Dismiss20Regular />, close)}
            </div>
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {/* What is loaded for it alone would else take the page away meanwhile, and the keyboard with it. */}
        <Suspense fallback={<Loading lines={6} />}>{children}</Suspense>
      </DrawerBody>
    </OverlayDrawer>
  );
}

/** Rows before and after the open one. */
export function beside<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  opened: string | null,
  open: (row: Row) => void,
): { readonly previous: (() => void) | null; readonly next: (() => void) | null } {
  const at = rows.findIndex((row) => keyOf(row) === opened);
  const to = (row: Row | undefined): (() => void) | null => (row === undefined ? null : () => open(row));
  return at < 0 ? { previous: null, next: null } : { previous: to(rows[at - 1]), next: to(rows[at + 1]) };
}
