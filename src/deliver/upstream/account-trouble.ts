/**
 * Which connectors' own accounts are in trouble, for the alarm: raised when the first mail meets it, over when mail goes that way again. What
 * was raised before a restart is known after it: the alarm room tells.
 */
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Alarm } from '../../mail/alarm.ts';
import { type DelayedOutcome, isDelayed, isOwnTrouble, type Outcome } from '../../mail/delivery.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { TroubledUpstream } from '../../mail/doors/upstreams.ts';
import type { Observe } from '../../mail/observation.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import { namedWaitMs } from '../../policy/delivery/retry.ts';
import { toldCure } from '../../texts/remedy.ts';
import { isSameWay } from './same-way.ts';
import { type ToldLine, lineOf } from '../../mail/lines/said.ts';

/** It slows us down for so long before that is worth an alarm: a single 429 is daily life. */
const SLOW_FOR_MS = 10 * 60_000;

type Matter = 'upstream-held' | 'upstream-throttled';
const MATTERS: readonly Matter[] = ['upstream-held', 'upstream-throttled'];

/** When an attempt began and what it found out, in the order of what was learned: no clock is fine enough. */
export interface Lesson {
  readonly begunAt: number;
  readonly at: number;
}

interface Known extends ToldLine {
  /** As it was set when that was learned. */
  readonly connector: OutboundConnector | null;
  /** Of the first outcome that told of it. */
  readonly since: number;
  /** When it was last learned. */
  readonly at: number;
  readonly met: ToldLine;
  readonly helps: ToldCure;
  /** An alarm was raised with these words. */
  readonly told: string | null;
}

/** The trouble of one connector. */
type State = Readonly<Record<Matter, Known | null>>;
const NOTHING: State = { 'upstream-held': null, 'upstream-throttled': null };

/** An alarm that was raised before this process began. */
export interface RaisedBefore {
  readonly alarm: Alarm;
  readonly since: number;
}

export class AccountTrouble {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #directory: LiveDirectory;
  readonly #observe: Observe;
  /** As many as there are connectors. */
  readonly #known = new Map<ObjectId, State>();

  constructor(clock: Pick<Clock, 'now'>, directory: LiveDirectory, observe: Observe) {
    this.#clock = clock;
    this.#directory = directory;
    this.#observe = observe;
    // The alarms of those that are gone or switched off are ended by the alarm room.
    directory.onChange(() => {
      for (const id of this.#known.keys()) if (!this.#isInUse(id)) this.#known.delete(id);
    });
  }

  /** Alarms that were raised before this process began; other alarms are none of ours. */
  restore(raised: readonly RaisedBefore[]): void {
    for (const { alarm, since } of raised) {
      if (alarm.facts !== undefined) continue;
      const matter = MATTERS.find((each) => alarm.key.startsWith(`${each}:`));
      const id = alarm.key.slice(alarm.key.indexOf(':') + 1) as ObjectId;
      if (matter === undefined || !this.#isInUse(id)) continue;
      const before = lineOf({ text: alarm.cause, said: alarm.said });
      const known = {
        connector: this.#directory.current.get('outbound-connector', id),
        since,
        at: 0,
        ...before,
        met: before,
        helps: { cure: alarm.cure, ...(alarm.remedy && { remedy: alarm.remedy }) },
        told: alarm.cause,
      };
      this.#known.set(id, { ...NOTHING, ...this.#known.get(id), [matter]: known });
    }
  }

  /** The trouble right now; none of a way that was set otherwise since. */
  list(): readonly TroubledUpstream[] {
    return [...this.#known].flatMap(([connectorId, state]) => {
      const known = state['upstream-held'] ?? state['upstream-throttled'];
      if (known === null) return [];
      const now = this.#directory.current.get('outbound-connector', connectorId);
      if (!isSameWay(known.connector, now)) return [];
      const { since, met, helps } = known;
      return [
        { connectorId, kind: state['upstream-held'] === null ? 'slowed' : 'held', ...lineOf(known), since, met, helps },
      ];
    });
  }

  /** A delivery that went well ends a trouble that was known when it began: one that was under way before proves nothing. */
  learn(connector: OutboundConnector, outcomes: readonly Outcome[], { begunAt, at }: Lesson): void {
    const held = outcomes.find((outcome) => isOwnTrouble(outcome) && !isSlow(outcome));
    const slow = outcomes.find((outcome) => isDelayed(outcome) && isSlow(outcome));
    if (held !== undefined) this.#raise(connector, 'upstream-held', held, 0, at);
    // A day that is full does not pass by itself within minutes.
    const patienceMs = slow !== undefined && isOwnTrouble(slow) ? 0 : SLOW_FOR_MS;
    if (slow !== undefined) this.#raise(connector, 'upstream-throttled', slow, patienceMs, at);
    const state = this.#known.get(connector.id);
    const isNew = MATTERS.every((matter) => (state?.[matter]?.at ?? 0) <= begunAt);
    if (held === undefined && slow === undefined && isNew && outcomes.some(({ action }) => action === 'relayed'))
      this.mended(connector);
  }

  /** It takes our mail. */
  mended(connector: OutboundConnector): void {
    const state = this.#known.get(connector.id);
    if (state === undefined) return;
    this.#known.delete(connector.id);
    for (const matter of MATTERS)
      if (state[matter]?.told)
        this.#observe(alarmOver(matter, `${matter}:${connector.id}`, { end: 'takes-mail-again' }));
  }

  #raise(connector: OutboundConnector, kind: Matter, outcome: Outcome, patienceMs: number, at: number): void {
    if (!this.#isInUse(connector.id)) return;
    const words = wordsOf(outcome);
    // One cure: that of the trouble, where it is known, else how to find out.
    const { met: cause, helps } = outcome.apart ?? {
      met: words,
      helps: toldCure({
        act: kind === 'upstream-held' ? 'test-whether-mended' : 'wait-or-send-less',
        name: connector.name,
      }),
    };
    const state = this.#known.get(connector.id) ?? NOTHING;
    const since = state[kind]?.since ?? this.#clock.now();
    const told = state[kind]?.told ?? null;
    const isDue = this.#clock.now() - since >= patienceMs && told !== cause.text;
    const known = { connector, since, at, ...words, met: cause, helps, told: isDue ? cause.text : told };
    this.#known.set(connector.id, { ...state, [kind]: known });
    if (!isDue) return;
    this.#observe({
      kind: 'alarm',
      alarm: {
        key: `${kind}:${connector.id}`,
        kind,
        organizationId: connector.organizationId,
        subject: connector.name,
        stage: 1,
        cause: cause.text,
        ...(cause.said && { said: cause.said }),
        ...helps,
      },
    });
  }

  #isInUse(id: ObjectId): boolean {
    return this.#directory.current.get('outbound-connector', id)?.enabled === true;
  }
}

const wordsOf = (outcome: Outcome): ToldLine => ('text' in outcome ? lineOf(outcome) : { text: '' });

/** It takes no more for now: a day that is full, a wait that it named. */
export const isSlow = (outcome: DelayedOutcome): boolean =>
  (outcome.cause === 'busy' && isOwnTrouble(outcome)) || namedWaitMs(outcome) > 0;
