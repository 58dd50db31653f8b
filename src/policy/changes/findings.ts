import type { Cure, ToldCure } from '../../mail/remedy.ts';
import { toldCure } from '../../texts/remedy.ts';
import { told, type Words } from '../../texts/told.ts';
import type { Sentence } from '../../mail/lines/said.ts';

/** A rule's report about one object of the directory; `checkEdits` (directory-rules.ts) adds which object. */
export interface Finding extends ToldCure {
  /** An error stops the change; a warning is told. */
  readonly severity: 'error' | 'warning';
  /** Field of the object. */
  readonly path: string;
  readonly message: string;
  /** The sentence that it is made of; absent: it is of one piece, or somebody else's. */
  readonly said?: Sentence;
}

const found =
  (severity: Finding['severity']) =>
  (path: string, words: Words, cure: Cure): Finding => {
    const { text: message, said } = told(words);
    return { severity, path, message, ...(said && { said }), ...toldCure(cure) };
  };

export const wrong = found('error');
export const doubtful = found('warning');
