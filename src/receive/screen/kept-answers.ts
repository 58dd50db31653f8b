/** Answers of DNS that the checks of mail have had: nearly all mail asks for the same few. Failures are not kept. */
import { bounds } from '../../base/bounds.ts';
import type { AnyAnswer } from '../../dns/node-answers.ts';

interface Kept {
  readonly answer: AnyAnswer;
  readonly until: number;
}

export class KeptAnswers {
  /** The longest unused first. */
  readonly #kept = new Map<string, Kept>();

  /** @param at monotonic. null: it has to be asked. */
  of(name: string, type: string, at: number): AnyAnswer | null {
    const key = keyOf(name, type);
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#kept.delete(key);
    if (kept.until <= at) return null;
    this.#kept.set(key, kept);
    return kept.answer;
  }

  keep(name: string, type: string, answer: AnyAnswer, at: number): void {
    // A signature whose key was missed for a moment is to hold again at once.
    if (answer.kind === 'failed' || (answer.kind !== 'found' && /\._domainkey\./iu.test(name))) return;
    const key = keyOf(name, type);
    this.#kept.delete(key);
    this.#kept.set(key, { answer, until: at + lifeMs(name, answer) });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > bounds.receive.dnsAnswers && oldest !== undefined) this.#kept.delete(oldest);
  }
}

const keyOf = (name: string, type: string): string => `${type} ${name.toLowerCase()}`;

/** As long as its TTL where that is known, and not for long: a record that was mended is to help at once. */
function lifeMs(name: string, answer: AnyAnswer): number {
  const most = name.toLowerCase().startsWith('_dmarc.') ? bounds.receive.dmarcAnswerLife : bounds.receive.dnsAnswerLife;
  const ttlSeconds = answer.kind === 'found' ? answer.ttlSeconds : undefined;
  return ttlSeconds === undefined ? most : Math.min(most, ttlSeconds * 1_000);
}
