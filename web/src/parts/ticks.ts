/** What is ticked in a list, as long as the list is of the same: a verb must not reach rows that are no longer shown. */
import { useState } from 'react';

const NONE: ReadonlySet<string> = new Set();

/** @param of what the list is asked for: filters and organization. */
export function useTicks(of: string): readonly [ReadonlySet<string>, (keys: ReadonlySet<string>) => void] {
  const [ticked, setTicked] = useState({ of, keys: NONE });
  // Coming back to a filter does not bring its ticks back.
  if (ticked.of !== of) setTicked({ of, keys: NONE });
  return [ticked.of === of ? ticked.keys : NONE, (keys) => setTicked({ of, keys })];
}
