/** A transport whose next hops nobody counts by account: whether they are reached is learned by the lane. */
import type { Outcome, RoutedDelivery } from '../../mail/delivery.ts';
import type { AheadOf, LookedAhead } from '../diagnose/seen.ts';
import { signalsOf } from '../attempt-signals.ts';
import type { Transport } from '../transport.ts';
import type { Reachability } from './reachability.ts';

export class Watched implements Transport {
  readonly #transport: Transport;
  readonly #reachability: Reachability;

  constructor(transport: Transport, reachability: Reachability) {
    this.#transport = transport;
    this.#reachability = reachability;
  }

  async deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const outcomes = await this.#transport.deliver(delivery, signal);
    if (!signalsOf(delivery, signal).begin.aborted) this.#reachability.learn(delivery.lane, outcomes);
    return outcomes;
  }

  lookAhead(mail: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    return this.#transport.lookAhead(mail, signal);
  }
}
