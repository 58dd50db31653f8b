/**
 * A message to next hops that speak SMTP or LMTP: tries them in order, within bounds, and gives every recipient its Outcome.
 */
import { bounds } from '../../base/bounds.ts';
import { isLaneTrouble, type Outcome, type QueuedMessage, type QueuedRecipient } from '../../mail/delivery.ts';
import type { Place } from '../../mail/doors/place.ts';
import type { Connections } from '../session/connections.ts';
import { delayedBy, type HopFailure, mayTryNext, outcomeOfFailure } from '../answers/failure.ts';
import type { SessionTarget } from '../session/session-target.ts';
import { transfer, type Transferred, type TransferSetting } from './transfer.ts';
import { say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

/** The targets of one way out. */
export interface Targets {
  /** In order of preference; produced as needed, because the second smart host need not be looked up while the first works. */
  find(signal: AbortSignal): AsyncIterable<SessionTarget | HopFailure>;
  /** The way is in trouble: what is remembered of it may be why. */
  forget(): void;
}

export interface Sending {
  readonly message: QueuedMessage;
  readonly recipients: readonly QueuedRecipient[];
  readonly targets: Targets;
  readonly transfer: TransferSetting;
  readonly place: Place;
}

export async function tryTargets(
  { message, recipients, targets, transfer: setting, place }: Sending,
  connections: Connections,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const tries = new Tries(recipients);
  place.leave();
  for await (const target of targets.find(signal)) {
    if (signal.aborted) break;
    if ('cause' in target) {
      if (!tries.goesOnAfter(target)) break;
      continue;
    }
    if (!tries.mayDial()) break;
    // A kept session may have died over there without a word, or have words in it that were meant for the message before: then a fresh one
    // is asked, as long as no content went out.
    let tried: Tried | null = null;
    for (const fresh of [false, true]) {
      const leased = await connections.lease(target, fresh, place, signal);
      if (!leased.ok) {
        tried = { failure: leased.failure, session: false };
        break;
      }
      let usable = false;
      try {
        const done = await transfer(leased.lease.open, message, tries.waiting, setting, signal);
        usable = done.sessionUsable;
        if (done.unproven && !signal.aborted) continue;
        tried = { ...done, session: true };
        break;
      } finally {
        leased.lease.release(usable);
      }
    }
    if (!tries.goesOn(tried ?? { failure: endedUnasked(target), session: true })) break;
    // The next one may have to be looked up first.
    place.leave();
  }
  const outcomes = tries.outcomes();
  if (outcomes.some(isLaneTrouble)) targets.forget();
  return outcomes;
}

type Tried = Pick<Transferred, 'failure'> &
  Partial<Pick<Transferred, 'outcomes' | 'unanswered'>> & {
    /** One was had; else the target could not even be asked. */
    readonly session: boolean;
  };

/** The fate of the recipients so far, and whether another next hop is asked. */
class Tries {
  waiting: readonly QueuedRecipient[];
  readonly #known: Outcome[] = [];
  #last: HopFailure = nobodyToTry;
  #neverOnly = true;
  #dials = 0;
  #sessions = 0;

  constructor(recipients: readonly QueuedRecipient[]) {
    this.waiting = recipients;
  }

  mayDial(): boolean {
    return ++this.#dials <= bounds.deliver.dials;
  }

  goesOn({ outcomes = [], unanswered = this.waiting, failure, session }: Tried): boolean {
    this.#known.push(...outcomes);
    this.waiting = unanswered;
    if (unanswered.length === 0 || (failure !== null && !this.goesOnAfter(failure))) return false;
    return !session || ++this.#sessions < bounds.deliver.sessionsTried;
  }

  goesOnAfter(failure: HopFailure): boolean {
    // The last word counts, unless an address before it told what the administrator has to mend.
    const isWorse = this.#last.kind === 'own-account' && failure.kind !== 'own-account';
    if (!isWorse) this.#last = failure;
    this.#neverOnly &&= failure.kind === 'never';
    return mayTryNext(failure);
  }

  outcomes(): readonly Outcome[] {
    if (this.waiting.length === 0) return this.#known;
    // One next hop that said "never" (521) while another could not be reached proves nothing.
    const last = this.#last;
    const failure =
      last.kind === 'never' && !this.#neverOnly
        ? delayedBy({ ...last, status: `4.${last.status.slice(2)}` as '4.0.0' })
        : last;
    return [...this.#known, ...this.waiting.map((recipient) => outcomeOfFailure(recipient, failure))];
  }
}

const nobodyToTry = delayedBy({ cause: 'no-route', status: '4.4.4', ...told(say`there is no next hop to try`) });

const endedUnasked = ({ host }: SessionTarget): HopFailure => {
  const words = told(say`${host}: the session ended before anything was answered`);
  return delayedBy({ cause: 'connection-failed', status: '4.4.2', ...words });
};
