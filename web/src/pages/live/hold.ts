/** Rows that one reads are not pushed away: while the list is held, sessions that came since are counted, and those that are shown go on. */
import { type FocusEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { allRows, type Rows } from '../../parts/rows.ts';
import { keyOf, type LiveRow } from './sessions.ts';

interface Held {
  readonly from: Rows<LiveRow>;
  /** Around the list: where the pointer rests and what is scrolled. */
  readonly around: {
    readonly ref: RefObject<HTMLDivElement | null>;
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(): void;
    onScrollCapture(): void;
    onFocusCapture(event: FocusEvent): void;
    onKeyDownCapture(): void;
    onBlurCapture(): void;
  };
}

export function useHeld(rows: readonly LiveRow[], paused: boolean, loading: boolean): Held {
  const ref = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState(false);
  const [scrolled, setScrolled] = useState(false);
  const [byKeys, setByKeys] = useState(false);
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  const isHeld = paused || hovered || scrolled || byKeys;
  const isKept = kept !== null;
  const current = useRef(rows);
  useEffect(() => {
    current.current = rows;
  }, [rows]);
  const isLoading = useRef(loading);
  useEffect(() => {
    isLoading.current = loading;
  }, [loading]);
  const here = (): ReadonlySet<string> => new Set(current.current.map(keyOf));
  useEffect(() => setKept(isHeld && !isLoading.current ? here() : null), [isHeld]);
  // Other filters begin anew. A pause goes on with what they find; a pointer that rests there has read nothing of it yet.
  useEffect(() => {
    if (loading) setKept(null);
    else if (paused) setKept((before) => before ?? here());
  }, [loading, paused]);
  const shown = useMemo(() => {
    const still = kept === null ? rows : rows.filter((row) => kept.has(keyOf(row)));
    // Of an empty list nothing is read, unless somebody said that it is to stand still.
    return still.length === 0 && !paused ? rows : still;
  }, [rows, kept, paused]);
  const from: Rows<LiveRow> = {
    ...allRows(shown),
    loading,
    fresh: isKept ? rows.length - shown.length : 0,
    showFresh() {
      grid(ref)?.scrollTo({ top: 0 });
      setKept(isHeld ? new Set(rows.map(keyOf)) : null);
    },
  };
  return {
    from,
    around: {
      ref,
      // A finger that has tapped rests nowhere.
      onPointerEnter: ({ pointerType }) => setHovered(pointerType === 'mouse'),
      onPointerLeave: () => setHovered(false),
      onScrollCapture: () => setScrolled((grid(ref)?.scrollTop ?? 0) > 0),
      // Of a click there is no ring, and nobody reads by keys.
      onFocusCapture: ({ target }) => setByKeys(target.matches(':focus-visible')),
      onKeyDownCapture: () => setByKeys(true),
      onBlurCapture: () => setByKeys(false),
    },
  };
}

const grid = ({ current }: RefObject<HTMLDivElement | null>) => current?.querySelector('[role=grid]') ?? null;
