/** DNS as the checks of mail ask it: when our own name server answers nobody, no mail waits for it. Nothing is held against a sender for that. */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Observe } from '../../mail/observation.ts';
import { type AnyAnswer, askedOf } from '../../dns/node-answers.ts';
import type { Resolver } from '../../dns/resolver.ts';

const SICK: AnyAnswer = { kind: 'failed', reason: 'our name server answers nobody at the moment' };
const KEY = 'resolver-sick';

export interface QuestionParts {
  readonly resolver: Resolver;
  readonly clock: Clock;
  readonly random: Random;
  readonly observe: Observe;
  /** A name of our own: below it stands what a probe asks for. */
  readonly host: string;
}

export class MailQuestions {
  readonly #parts: QuestionParts;
  /** Whether the last question for each name had an answer, the oldest name first. */
  readonly #names = new Map<string, boolean>();
  /** Names that had none when it was found out. */
  #isSick = false;
  #probing: Promise<void> | null = null;
  #timer: Timer | null = null;
  readonly #stop = new AbortController();

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  get isSick(): boolean {
    return this.#isSick;
  }

  /** For one message. */
  asker(): (name: string, type: string, signal: AbortSignal) => Promise<AnyAnswer> {
    let noted = 0;
    return async (name, type, signal) => {
      if (this.#isSick) return SICK;
      const answer = await askedOf(this.#parts.resolver, name, type, signal);
      // Given up for want of time is no answer either. One message cannot fill the list.
      if (noted++ < bounds.receive.resolverNamesAMessage) this.#note(name, answer.kind !== 'failed');
      return answer;
    };
  }

  close(): void {
    this.#stop.abort();
    this.#timer?.cancel();
  }

  // -- our own name server

  #note(name: string, isAnswered: boolean): void {
    const key = name.toLowerCase();
    this.#names.delete(key);
    this.#names.set(key, isAnswered);
    const [oldest] = this.#names.keys();
    if (this.#names.size > bounds.receive.resolverNames && oldest !== undefined) this.#names.delete(oldest);
    if (!isAnswered && !this.#isSick && this.#looksSick()) void this.#probe();
  }

  #looksSick(): boolean {
    return this.#names.size >= bounds.receive.resolverNames && this.#failed() >= bounds.receive.resolverNamesFailed;
  }

  #failed(): number {
    return [...this.#names.values()].filter((isAnswered) => !isAnswered).length;
  }

  /** A question of our own decides: strangers choose the names that their mail asks for, and could choose silent ones. */
  #probe(): Promise<void> {
    this.#probing ??= this.#ask().finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  async #ask(): Promise<void> {
    const { resolver, random, host } = this.#parts;
    const label = Buffer.from(random.bytes(4)).toString('hex');
    const { kind } = await resolver.txt(`_probe-${label}.${host}`, this.#stop.signal);
    if (this.#stop.signal.aborted) return;
    if (kind === 'failed') this.#fellSick();
    else this.#isWell();
  }

  #fellSick(): void {
    const { clock, observe } = this.#parts;
    this.#timer = clock.timer(bounds.receive.resolverProbe, () => void this.#probe());
    if (this.#isSick) return;
    this.#isSick = true;
    const facts = { failed: this.#failed(), count: this.#names.size };
    observe({
      kind: 'alarm',
      alarm: { key: KEY, kind: 'resolver-sick', organizationId: null, subject: this.#parts.host, stage: 1, facts },
    });
  }

  #isWell(): void {
    this.#names.clear();
    if (!this.#isSick) return;
    this.#isSick = false;
    this.#parts.observe({ kind: 'alarm-over', key: KEY, over: { end: 'answers-again' } });
  }
}
