/**
 * From outcomes to a commit: asks `settle`, has the reports written (`owed-reports.ts`), commits all of it as one, and only then tells.
 * Shared by the runner and by administrators' verbs. A commit that fails is repeated as long as the process lives: what the next hop has
 * said must not be forgotten, or the message would be sent twice when its lease ends.
 */
import { bounds } from '../../base/bounds.ts';
import { sleep } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Delivery } from '../../mail/delivery.ts';
import { acceptedOf, type Observe, type SettledAttempt } from '../../mail/observation.ts';
import { LeaseLost, type Settlement, StoreUnavailable } from '../../store/store.ts';
import type { Attempted } from '../attempt/attempt.ts';
import { OwedReports, type OwedReportsParts } from '../reports/owed-reports.ts';
import type { Owed } from '../reports/report-message.ts';
import type { SettleFacts } from './recipient-context.ts';
import { type Settled, settle } from './settle.ts';

export interface ConcludeParts extends OwedReportsParts {
  readonly random: Random;
  readonly observe: Observe;
  readonly settings: OwedReportsParts['settings'] & SettleFacts['settings'];
}

export interface Conclusion extends Attempted {
  readonly delivery: Delivery;
  /** We broke off ourselves; delays are then no attempts. */
  readonly interrupted: boolean;
  /** The person who decided these outcomes, if one did. */
  readonly actor?: string;
}

const FIRST_PAUSE_MS = 200;

export class Concluder {
  readonly #parts: ConcludeParts;
  readonly #reports: OwedReports;

  constructor(parts: ConcludeParts) {
    this.#parts = parts;
    this.#reports = new OwedReports(parts);
  }

  /** Resolves true when it is committed, false when `giveUp` aborted first: then nothing has happened, and the lease is still held. */
  async conclude(conclusion: Conclusion, giveUp: AbortSignal): Promise<boolean> {
    const { message } = conclusion.delivery;
    const settled = await this.#settle(conclusion);
    const reports = settled.reports.length === 0 ? [] : await this.#reports.write(settled, message);
    const owed =
      settled.unread.length === 0 ? reports : [...reports, ...(await this.#reports.keepUnread(settled, message))];
    const settlement = settlementOf(settled, owed);
    if (!(await this.#commit(settlement, giveUp))) return false;
    if (settlement.events.length > 0) this.#parts.observe(this.#settledAttempt(conclusion, settlement));
    for (const one of owed) this.#tell(one);
    return true;
  }

  #settle({ delivery, outcomes, routes, interrupted, actor }: Conclusion): Promise<Settled> {
    const { directory, clock, time, random, pieces, settings } = this.#parts;
    return pieces.all(
      settle(delivery, outcomes, {
        view: directory.current,
        now: clock.now(),
        dueNow: time.dueNow(),
        ageOf: (stamp) => time.ageOf(stamp),
        routes,
        settings,
        fraction: () => random.fraction(),
        interrupted,
        actor: actor ?? null,
      }),
    );
  }

  async #commit(settlement: Settlement, giveUp: AbortSignal): Promise<boolean> {
    const { store, clock, log } = this.#parts;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, bounds.queue.concludePause)) {
      try {
        await store.spool.settle(settlement);
        return true;
      } catch (error) {
        const fields = { queueId: settlement.queueId, leaseId: settlement.leaseId, pauseMs, error: String(error) };
        if (error instanceof LeaseLost) {
          // Another attempt has or will have these recipients: what was sent may be sent again, nothing is lost.
          log.error(fields, 'the lease was lost before its result could be written; it is not written');
          return false;
        }
        if (error instanceof StoreUnavailable) log.warn(fields, 'settling failed; it is repeated');
        else log.error(fields, 'settling failed in an unexpected way; it is repeated');
      }
      if (giveUp.aborted) return false;
      await sleep(clock, pauseMs, giveUp);
      if (giveUp.aborted) return false;
    }
  }

  /** The content is left out: who looks on may keep it for a while. */
  #settledAttempt({ delivery, tookMs }: Conclusion, { events }: Settlement): SettledAttempt {
    const { queueId, organizationId, ingress, reversePath, receivedAt } = delivery.message;
    const { mailboxId, connectorId, deviceId = null } = delivery.message;
    const message = { queueId, organizationId, ingress, reversePath, receivedAt, mailboxId, connectorId, deviceId };
    const { lane, recipients } = delivery;
    return { kind: 'settled', message, lane, recipients, events, at: this.#parts.clock.now(), tookMs: tookMs ?? null };
  }

  /** A report is mail that came in. */
  #tell({ message, event }: Owed): void {
    if (message === null) return;
    const { observe } = this.#parts;
    if (message.orphan) observe({ kind: 'warning', what: 'orphan-report', text: event.text });
    observe(acceptedOf(message));
  }
}

/** One commit: states, new recipients, trace events and the reports as messages. */
function settlementOf({ leaseId, queueId, changes, added, events }: Settled, owed: readonly Owed[]): Settlement {
  return {
    leaseId,
    queueId,
    changes,
    added,
    owed: owed.flatMap(({ message }) => (message === null ? [] : [message])),
    events: [...events, ...owed.map(({ event }) => event)],
  };
}
