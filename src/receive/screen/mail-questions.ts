/**
 * DNS as the checks of mail ask it: when our own name server answers nobody, no mail waits for it. Nothing is held against a sender for that. Two
 * things make us look whether it does: of the last names most had no answer, or nothing at all was answered for a while, which is how a quiet server
 * finds out with its first message.
 */
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
  #isSick = false;
  /** Monotonic; of any name. */
  #answeredAt = -Infinity;
  /** Gives up the questions that are under way. */
  readonly #giveUp = new Set<(answer: AnyAnswer) => void>();
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
      // One message cannot fill the list.
      const counts = noted++ < bounds.receive.resolverNamesAMessage;
      const answer = await this.#ask(name, type, signal, counts);
      // Given up for want of time is no answer either.
      if (answer !== SICK) this.#note(name, answer.kind !== 'failed', counts);
      return answer;
    };
  }

  /** Whether it is, as soon as that is known: within seconds, where it is being found out. */
  async isSickByNow(): Promise<boolean> {
    if (!this.#isSick) await this.#probing;
    return this.#isSick;
  }

  close(): void {
    this.#stop.abort();
    this.#timer?.cancel();
  }

  // -- our own name server

  async #ask(name: string, type: string, signal: AbortSignal, counts: boolean): Promise<AnyAnswer> {
    const { promise: given, resolve: giveUp } = Promise.withResolvers<AnyAnswer>();
    this.#giveUp.add(giveUp);
    const slow = this.#parts.clock.timer(bounds.receive.resolverSlow, () => this.#note(name, false, counts));
    try {
      return await Promise.race([askedOf(this.#parts.resolver, name, type, signal), given]);
    } finally {
      slow.cancel();
      this.#giveUp.delete(giveUp);
    }
  }

  /** @param counts it stands among the names that are remembered. */
  #note(name: string, isAnswered: boolean, counts: boolean): void {
    if (isAnswered) this.#answeredAt = this.#parts.clock.monotonic();
    if (counts) {
      const key = name.toLowerCase();
      this.#names.delete(key);
      this.#names.set(key, isAnswered);
      const [oldest] = this.#names.keys();
      if (this.#names.size > bounds.receive.resolverNames && oldest !== undefined) this.#names.delete(oldest);
    }
    if (!isAnswered && !this.#isSick && this.#looksSick()) void this.#probe();
  }

  #looksSick(): boolean {
    if (this.#parts.clock.monotonic() - this.#answeredAt >= bounds.receive.resolverQuiet) return true;
    return this.#names.size >= bounds.receive.resolverNames && this.#failed() >= bounds.receive.resolverNamesFailed;
  }

  #failed(): number {
    return [...this.#names.values()].filter((isAnswered) => !isAnswered).length;
  }

  /** A question of our own decides: strangers choose the names that their mail asks for, and could choose silent ones. */
  #probe(): Promise<void> {
    this.#probing ??= this.#try().finally(() => {
      this.#probing = null;
    });
    return this.#probing;
  }

  async #try(): Promise<void> {
    const { clock, resolver, random, host } = this.#parts;
    const label = Buffer.from(random.bytes(4)).toString('hex');
    const over = new AbortController();
    const stopped = (): void => over.abort();
    this.#stop.signal.addEventListener('abort', stopped, { once: true });
    const { promise: late, resolve } = Promise.withResolvers<AnyAnswer>();
    const patience = clock.timer(bounds.receive.resolverProbeAnswer, () => {
      over.abort();
      resolve(SICK);
    });
    const { kind } = await Promise.race([resolver.txt(`_probe-${label}.${host}`, over.signal), late]);
    patience.cancel();
    this.#stop.signal.removeEventListener('abort', stopped);
    if (this.#stop.signal.aborted) return;
    if (kind === 'failed') this.#fellSick();
    else this.#isWell();
  }

  #fellSick(): void {
    const { clock, observe } = this.#parts;
    this.#timer = clock.timer(bounds.receive.resolverProbe, () => void this.#probe());
    if (this.#isSick) return;
    this.#isSick = true;
    for (const giveUp of this.#giveUp) giveUp(SICK);
    const facts = { failed: this.#failed(), count: this.#names.size };
    observe({
      kind: 'alarm',
      alarm: { key: KEY, kind: 'resolver-sick', organizationId: null, subject: this.#parts.host, stage: 1, facts },
    });
  }

  #isWell(): void {
    this.#names.clear();
    this.#answeredAt = this.#parts.clock.monotonic();
    if (!this.#isSick) return;
    this.#isSick = false;
    this.#parts.observe({ kind: 'alarm-over', key: KEY, over: { end: 'answers-again' } });
  }
}
