import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';

/** A rule's report about one object of the directory; `checkEdits` (directory-rules.ts) adds which object. */
export interface Finding extends ToldCure {
  /** An error stops the change; a warning is told. */
  readonly severity: 'error' | 'warning';
  /** Field of the object. */
  readonly path: string;
  readonly message: string;
}

export const wrong = (path: string, message: string, cure: Cure): Finding => ({
  severity: 'error',
  path,
  message,
  ...toldCure(cure),
});

export const doubtful = (path: string, message: string, cure: Cure): Finding => ({
  severity: 'warning',
  path,
  message,
  ...toldCure(cure),
});
