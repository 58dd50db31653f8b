/** How one block list stands: whether it can be believed, since when not, and its alarm. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import { type BlockList, keyOfList } from '../../directory/block-lists.ts';
import type { ListStanding, ListTrouble } from '../../mail/doors/screening-health.ts';
import type { Observe } from '../../mail/observation.ts';
import type { ListingFact } from '../../mail/screening/facts.ts';
import { alarmOver } from '../../policy/alarms/alarm-rules.ts';
import { SharedQuestion } from './shared-question.ts';

type Found = ListTrouble | 'good';

const HOUR_MS = 3_600_000;
/** One that gave no answer, or lacks its key, may soon have both. */
const SOON_MS = 300_000;

export const listAlarmKey = (list: BlockList): string => `list-refuses:${keyOfList(list)}`;

export class ListHealth {
  readonly #list: BlockList;
  readonly #clock: Clock;
  readonly #observe: Observe;
  #state: Found | null = null;
  /** It was good once, and nothing but silence was heard since. */
  #isProven = false;
  #silences = 0;
  /** When the next look is due, monotonic. */
  #dueAt = 0;
  #since: number | null = null;
  #lookedAt: number | null = null;
  #looking: SharedQuestion<Found> | null = null;
  #asked = 0;
  #listed = 0;
  #unanswered = 0;

  constructor(list: BlockList, { clock, observe }: { readonly clock: Clock; readonly observe: Observe }) {
    this.#list = list;
    this.#clock = clock;
    this.#observe = observe;
  }

  get isDue(): boolean {
    return this.#clock.monotonic() >= this.#dueAt;
  }

  get isUnproven(): boolean {
    return !this.isUsable && this.isDue;
  }

  get isUsable(): boolean {
    return this.#isProven;
  }

  /** One look for all who come meanwhile; nothing follows from one that all have given up. */
  async look(ask: (signal: AbortSignal) => Promise<Found>, signal: AbortSignal): Promise<void> {
    if (this.#looking === null || this.#looking.isGivenUp) this.#looking = new SharedQuestion(ask);
    const looking = this.#looking;
    const state = await looking.join(signal);
    if (state === null || this.#looking !== looking) return;
    this.#looking = null;
    this.#concluded(state);
  }

  /** About a mail. */
  refused(): void {
    this.#concluded('refuses');
  }

  count(fact: ListingFact): ListingFact {
    this.#asked++;
    if (fact.kind === 'listed') this.#listed++;
    if (fact.kind === 'unknown') this.#unanswered++;
    return fact;
  }

  standing(organizations: ListStanding['organizations']): ListStanding {
    return {
      list: this.#list.zone,
      organizations,
      state: this.#state === null ? 'untried' : this.#state === 'good' ? 'ok' : 'failing',
      trouble: this.#state === 'good' ? null : this.#state,
      since: this.#since,
      lookedAt: this.#lookedAt,
      asked: this.#asked,
      listed: this.#listed,
      unanswered: this.#unanswered,
    };
  }

  #concluded(state: Found): void {
    const now = this.#clock.now();
    this.#state = state;
    this.#lookedAt = now;
    this.#silences = state === 'silent' ? this.#silences + 1 : 0;
    const isSoon = state === 'silent' || state === 'no-key';
    this.#dueAt = this.#clock.monotonic() + (isSoon ? SOON_MS : HOUR_MS);
    if (state === 'good') {
      this.#isProven = true;
      this.#since = null;
      this.#observe(alarmOver('list-refuses', listAlarmKey(this.#list), { end: 'answers-again' }));
      return;
    }
    this.#since ??= now;
    // One that was good and is silent is asked all the same: silence refuses nobody.
    if (state !== 'silent') this.#isProven = false;
    if (state !== 'silent' || this.#silences >= bounds.receive.listSilences) this.#raise(state);
  }

  #raise(why: ListTrouble): void {
    const { zone, organizationId } = this.#list;
    this.#observe({
      kind: 'alarm',
      alarm: {
        key: listAlarmKey(this.#list),
        kind: 'list-refuses',
        organizationId,
        subject: zone,
        stage: 1,
        facts: { list: zone, why, since: this.#since ?? this.#clock.now() },
      },
    });
  }
}
