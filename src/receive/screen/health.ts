/** How an engine has answered: its last words, since when it fails, and the alarm when it goes on. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { EngineStanding, EngineVersion, ScreenEngine } from '../../mail/doors/screening-health.ts';
import type { Observe } from '../../mail/observation.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import type { EngineTrouble } from './trouble.ts';

export class EngineHealth {
  readonly #engine: ScreenEngine;
  readonly #address: string;
  readonly #clock: Clock;
  readonly #observe: Observe;
  /** The last of them, on the monotonic clock. */
  readonly #failedAt: number[] = [];
  #inARow = 0;
  #since: number | null = null;
  #lastAnswerAt: number | null = null;
  #answers = 0;
  #failures = 0;
  #trouble: EngineStanding['trouble'] = null;
  #version: EngineVersion | null = null;

  constructor(engine: ScreenEngine, address: string, parts: { readonly clock: Clock; readonly observe: Observe }) {
    this.#engine = engine;
    this.#address = address;
    this.#clock = parts.clock;
    this.#observe = parts.observe;
  }

  answered(): void {
    this.#answers++;
    this.#lastAnswerAt = this.#clock.now();
    this.#since = null;
    this.#inARow++;
    // Told also where this process has raised none: one of before a restart ends so.
    if (this.#inARow === bounds.receive.engineAnswers)
      this.#observe(alarmOver('engine-silent', this.#key, { end: 'answers-again' }));
  }

  failed({ why, words }: EngineTrouble): void {
    const at = this.#clock.now();
    this.#failures++;
    this.#inARow = 0;
    this.#since ??= at;
    this.#trouble = { why, words: words.slice(0, bounds.receive.troubleShown), at };
    this.#failedAt.push(this.#clock.monotonic());
    if (this.#failedAt.length > bounds.receive.engineFailures) this.#failedAt.shift();
    const first = this.#failedAt[0] ?? 0;
    if (
      this.#failedAt.length === bounds.receive.engineFailures &&
      this.#clock.monotonic() - first <= bounds.receive.engineFailuresWithin
    )
      this.#raise();
  }

  calledItself(version: EngineVersion): void {
    this.#version = version;
  }

  standing(): EngineStanding {
    return {
      engine: this.#engine,
      address: this.#address,
      version: this.#version,
      state: this.#since !== null ? 'failing' : this.#lastAnswerAt === null ? 'untried' : 'ok',
      since: this.#since,
      lastAnswerAt: this.#lastAnswerAt,
      answers: this.#answers,
      failures: this.#failures,
      trouble: this.#trouble,
    };
  }

  get #key(): string {
    return `engine-silent:${this.#engine}`;
  }

  #raise(): void {
    const words = this.#trouble?.words ?? '';
    this.#observe({
      kind: 'alarm',
      alarm: {
        key: this.#key,
        kind: 'engine-silent',
        organizationId: null,
        subject: this.#engine,
        stage: 1,
        facts: {
          engine: this.#engine,
          address: this.#address,
          since: this.#since ?? this.#clock.now(),
          lastError: words,
        },
      },
    });
  }
}
