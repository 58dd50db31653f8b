/** A row by which mail was judged, in one line for an administrator. */
import type { FiredRow } from '../mail/screening/screened.ts';
import { screening } from './en/screening.ts';
import { reasonLine } from './reason-line.ts';
import { fill } from './words.ts';

export function firedLine({ row, act, reason, isObserved }: FiredRow): string {
  const text = isObserved ? screening.observed : act === 'stamp' ? screening.noted : screening.done;
  return fill(text, { row, act: screening.acts[act], why: reasonLine(reason) });
}
