/** Checks of a message, as they are counted and searched for (the table of `screening/disposition.ts`). */
import { type Screened, type ScreenAct, type ScreenRow, screenActs, screenRows } from './screened.ts';

/** A check that applied to a message. */
export interface CheckMark {
  readonly check: ScreenRow;
  /** Done, or that it would have done; `also`: an earlier check of the table decides, or would have. */
  readonly act: ScreenAct | 'also';
  readonly isObserved: boolean;
}

/** Acts of checks, as counts of them are told apart. */
export const checkActs = [...screenActs, 'also'] as const;

/** The ways in which an organization may know who sent a mail; the first that fits. */
export const senderKinds = ['device', 'mailbox', 'own-domain', 'allowed', 'stranger'] as const;

export type ObservedRows = NonNullable<Screened['observed']>;

const done = { inbox: 'stamp', junk: 'junk', quarantine: 'quarantine' } as const;

const NONE: readonly never[] = [];

/** Of a message that was taken. @param atEnvelope those of MAIL and RCPT, where they are not among the others. */
export function checksOf(screened: Screened | undefined, atEnvelope: ObservedRows = NONE): readonly CheckMark[] {
  const { row, disposition = 'inbox', observed = NONE } = screened ?? {};
  // Nearly always.
  if (row === undefined && observed.length === 0 && atEnvelope.length === 0) return NONE;
  const marks = new Map<ScreenRow, CheckMark>();
  for (const { row: check, would } of [...atEnvelope, ...observed])
    marks.set(check, { check, act: would, isObserved: true });
  if (row !== undefined) marks.set(row, { check: row, act: done[disposition], isObserved: false });
  return screenRows
    .flatMap((check) => marks.get(check) ?? [])
    .map((mark, index) => (index === 0 || !mark.isObserved ? mark : { ...mark, act: 'also' }));
}
