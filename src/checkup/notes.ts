import type { CheckStep, CheckVerdict } from '../mail/checkup.ts';

/** Makes the steps about one thing. */
export type Note = (
  check: string,
  asked: string,
  seen: string,
  verdict: CheckVerdict,
  cure?: string | null,
) => CheckStep;

export const notesOf =
  (about: string): Note =>
  (check, asked, seen, verdict, cure = null) => ({ about, check, asked, seen, verdict, cure });
