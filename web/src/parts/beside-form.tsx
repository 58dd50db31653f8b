/** A form with what comes of it beside, or below where there is no room for both. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useMedia } from './media.ts';

const NARROW = '(max-width: 900px)';

const useStyles = makeStyles({
  both: {
    display: 'grid',
    gridTemplateColumns: '320px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '1280px',
    [`@media ${NARROW}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  wide: {
    gridTemplateColumns: '360px minmax(0, 1fr)',
    [`@media ${NARROW}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

interface Props {
  /** The form asks in whole sentences. */
  readonly wide?: boolean;
  /** The form, and what comes of it. */
  readonly children: ReactNode;
}

export function BesideForm({ wide = false, children }: Props) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.both, wide && styles.wide)}>{children}</div>;
}

/** Below the form, an answer is brought in sight as it comes. @returns for its element */
export function useInSight(answer: unknown): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const isBelow = useMedia(NARROW);
  useEffect(() => {
    if (isBelow && answer !== undefined) element.current?.scrollIntoView();
  }, [isBelow, answer]);
  return element;
}
