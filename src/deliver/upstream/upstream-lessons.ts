/**
 * The lessons of attempts about the connectors that an administrator named: which of them is in trouble and until when, for whoever asks another
 * in its place, and for the alarms of our accounts.
 */
import type { Clock } from '../../base/clock.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { type DelayedOutcome, isLaneTrouble, type Outcome } from '../../mail/delivery.ts';
import { lanePauseMs } from '../../policy/delivery/retry.ts';
import type { AccountTrouble } from './account-trouble.ts';
import type { LastTaken } from './last-taken.ts';

export interface UpstreamInTrouble {
  /** Among the lessons. */
  readonly at: number;
  readonly failures: number;
  /** The words it was told. */
  readonly outcome: DelayedOutcome;
  /** Monotonic. */
  readonly until: number;
}

export class UpstreamLessons {
  readonly #clock: Clock;
  readonly #accounts: AccountTrouble;
  readonly #taken: Pick<LastTaken, 'took'>;
  /** As many as there are connectors. */
  readonly #troubles = new Map<string, UpstreamInTrouble>();
  #count = 0;

  constructor(clock: Clock, accounts: AccountTrouble, taken: Pick<LastTaken, 'took'>) {
    this.#clock = clock;
    this.#accounts = accounts;
    this.#taken = taken;
  }

  /** How many there were when an attempt began: what was under way before a trouble proves nothing of its end. */
  get count(): number {
    return this.#count;
  }

  /** @param begunAt how many lessons there were when the attempt began. */
  learn(connector: OutboundConnector, outcomes: readonly Outcome[], begunAt: number): void {
    const at = ++this.#count;
    this.#accounts.learn(connector, outcomes, { begunAt, at });
    if (outcomes.some(({ action }) => action === 'relayed')) this.#taken.took(connector.id);
    const trouble = outcomes.find(isLaneTrouble);
    const known = this.#troubles.get(connector.id);
    if (trouble === undefined) {
      const isNew = (known?.at ?? 0) <= begunAt;
      if (isNew && outcomes.some(({ action }) => action === 'relayed')) this.#troubles.delete(connector.id);
      return;
    }
    const failures = (known?.failures ?? 0) + 1;
    this.#troubles.set(connector.id, {
      at,
      failures,
      outcome: trouble,
      until: this.#clock.monotonic() + Math.max(trouble.retryAfterMs ?? 0, lanePauseMs(failures)),
    });
  }

  /** null: it may be asked. */
  troubleOf({ id }: OutboundConnector): UpstreamInTrouble | null {
    const known = this.#troubles.get(id);
    return known !== undefined && known.until > this.#clock.monotonic() ? known : null;
  }

  /** A person has seen that it works. */
  forgive(connector: OutboundConnector): void {
    this.#troubles.delete(connector.id);
    this.#accounts.mended(connector);
  }

  /** An administrator asks for an attempt now. */
  forgetTroubles(): void {
    this.#troubles.clear();
  }
}
