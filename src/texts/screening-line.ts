/** A row by which mail was judged, in one line for an administrator. */
import type { FiredRow } from '../mail/screening/screened.ts';
import { screening } from './en/screening.ts';
import { toldReason } from './reason-line.ts';
import { toldBy } from './told-by.ts';
import type { ToldLine } from '../mail/lines/said.ts';

export function firedLine({ row, act, reason, isObserved }: FiredRow): ToldLine {
  const text = isObserved ? screening.observed : act === 'stamp' ? screening.noted : screening.done;
  return toldBy(text, { row, act: toldBy(screening.acts[act]), why: toldReason(reason) });
}
