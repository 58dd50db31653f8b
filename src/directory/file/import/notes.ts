/** The notes of an import: what became of each setting of another server. Pure. */
import type { Cure } from '../../../mail/remedy.ts';
import { withoutUserInfo } from './masked.ts';

/** `different`: taken, but it will act otherwise; `left`: not taken, and somebody should know. */
export type ImportVerdict = 'taken' | 'different' | 'left';

export interface ImportNote {
  /** `main.cf:12 relayhost`, `InboundConnector "Copiers"`. */
  readonly source: string;
  readonly verdict: ImportVerdict;
  readonly text: string;
  /** Absent: nothing is to be done, or the text says it. */
  readonly cure?: Cure;
}

/** Gathers notes in order. A password that stands before a host (`user:password@host`) is never among them. */
export class Notes {
  readonly #lost: ImportNote[] = [];
  readonly #others: ImportNote[] = [];

  /** Losses stand before settings that nobody would miss. */
  get all(): readonly ImportNote[] {
    return [...this.#lost, ...this.#others];
  }

  /** Not taken, and missed before long. */
  lost(source: string, text: string, cure?: Cure): void {
    this.#lost.push(shown({ source, verdict: 'left', text: `LOST: ${text}`, ...(cure && { cure }) }));
  }

  taken(source: string, text: string, cure?: Cure): void {
    this.#add('taken', source, text, cure);
  }

  different(source: string, text: string, cure?: Cure): void {
    this.#add('different', source, text, cure);
  }

  left(source: string, text: string, cure?: Cure): void {
    this.#add('left', source, text, cure);
  }

  #add(verdict: ImportVerdict, source: string, text: string, cure: Cure | undefined): void {
    this.#others.push(shown({ source, verdict, text, ...(cure && { cure }) }));
  }
}

const shown = (note: ImportNote): ImportNote => ({
  ...note,
  source: withoutUserInfo(note.source),
  text: withoutUserInfo(note.text),
});
