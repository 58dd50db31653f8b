import type { CheckStep, CheckVerdict } from '../mail/doors/checkup.ts';
import type { Cure } from '../mail/remedy.ts';
import { toldCure } from '../texts/remedy.ts';

/** Makes the steps about one thing. */
export type Note = (check: string, asked: string, seen: string, verdict: CheckVerdict, cure?: Cure | null) => CheckStep;

export const notesOf =
  (about: string): Note =>
  (check, asked, seen, verdict, cure = null) => ({
    ...{ about, check, asked, seen, verdict },
    ...(cure === null ? { cure } : toldCure(cure)),
  });
