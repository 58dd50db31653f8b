/**
 * Transports by the names that an administrator gave: while the one a route leads to is in trouble, those that stand in for it are asked, in
 * their order. Each recipient gets one Outcome.
 */
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import {
  type DelayedOutcome,
  type FailureCause,
  isDelayed,
  isOwnTrouble,
  type Outcome,
  type RoutedDelivery,
} from '../../mail/delivery.ts';
import { failoversOf } from '../../policy/routing/routing.ts';
import { changed, outcomeOfFailure } from '../answers/failure.ts';
import { oneStep } from '../diagnose/look-ahead.ts';
import type { AheadOf, LookedAhead } from '../diagnose/seen.ts';
import { signalsOf } from '../attempt-signals.ts';
import type { Transport, UpstreamTransport } from '../transport.ts';
import type { AccountTrouble } from './account-trouble.ts';
import type { UpstreamLessons } from './upstream-lessons.ts';
import type { Step } from '../../mail/step.ts';
import { step } from '../../texts/step.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { again, told } from '../../texts/told.ts';

export interface FailoverParts {
  readonly directory: LiveDirectory;
  readonly transportOf: (connector: OutboundConnector) => UpstreamTransport;
  readonly lessons: UpstreamLessons;
  /** The trouble right now, for a look ahead. */
  readonly troubles: () => ReturnType<AccountTrouble['list']>;
}

export class Failover implements Transport {
  readonly #parts: FailoverParts;

  constructor(parts: FailoverParts) {
    this.#parts = parts;
  }

  deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const first = this.#connectorOf(delivery);
    if (first === null || !first.enabled)
      return Promise.resolve(
        delivery.recipients.map((one) => outcomeOfFailure(one, changed(say`the outbound connector`))),
      );
    const others = failoversOf(this.#parts.directory.current, first);
    if (others.length === 0) return this.#parts.transportOf(first).deliver(delivery, signal);
    return this.#inTurn([first, ...others], delivery, signal);
  }

  async lookAhead(mail: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    const first = this.#connectorOf(mail);
    if (first === null) return oneStep('the outbound connector is gone', false);
    const steps: Step[] = [];
    for (const connector of [first, ...failoversOf(this.#parts.directory.current, first)]) {
      const { id, name, enabled } = connector;
      const what = connector === first ? 'route' : 'failover';
      steps.push(step(what, enabled ? 'good' : 'bad', `outbound connector ${name}${enabled ? '' : ' (off)'}`));
      const trouble = this.#parts.troubles().find(({ connectorId }) => connectorId === id);
      if (trouble !== undefined) steps.push(step('trouble', 'bad', trouble.text));
      steps.push(...(await this.#parts.transportOf(connector).lookAhead(mail, signal)).steps);
    }
    return { steps, onward: null };
  }

  #connectorOf({ route }: Pick<AheadOf, 'route'>): OutboundConnector | null {
    if (route.kind !== 'connector') return null;
    return this.#parts.directory.current.get('outbound-connector', route.connectorId);
  }

  async #inTurn(
    chain: readonly OutboundConnector[],
    delivery: RoutedDelivery,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const { begin } = signalsOf(delivery, signal);
    const made = new MadeInTurn(delivery.recipients);
    for (const connector of chain) {
      const isLast = connector === chain.at(-1);
      const known = this.#parts.lessons.troubleOf(connector);
      // Known to be in trouble: not asked again for each mail while another may do better.
      if (!isLast && known !== null) {
        made.passOver(connector, known.outcome);
        continue;
      }
      const asked = { ...delivery, recipients: made.left };
      const outcomes = await this.#parts.transportOf(connector).deliver(asked, signal);
      made.take(connector, outcomes, isLast || begin.aborted);
      if (made.left.length === 0) break;
    }
    return made.outcomes;
  }
}

/** The fate of each recipient, one upstream after another. */
class MadeInTurn {
  readonly outcomes: Outcome[] = [];
  left: RoutedDelivery['recipients'];
  /** Troubles that the administrator has to mend at those that were asked before, for each recipient. */
  readonly #owed = new Map<number, DelayedOutcome>();
  /** Why the first one did not take it; null: it is the first. */
  #instead: Phrase | null = null;

  constructor(recipients: RoutedDelivery['recipients']) {
    this.left = recipients;
  }

  passOver({ name }: OutboundConnector, outcome: DelayedOutcome): void {
    if (outcome.ownAccount) for (const { ordinal } of this.left) this.#owe(ordinal, outcome);
    this.#instead ??= say`${name} is in trouble: ${again(outcome)}`;
  }

  take(connector: OutboundConnector, outcomes: readonly Outcome[], isFinal: boolean): void {
    const passedOn = isFinal ? [] : outcomes.filter(goesOn);
    const ordinals = new Set(passedOn.map(({ ordinal }) => ordinal));
    for (const outcome of outcomes) {
      const { ordinal } = outcome;
      if (!ordinals.has(ordinal))
        this.outcomes.push(heldBy(this.#owed.get(ordinal), standingIn(outcome, connector, this.#instead), connector));
      else if (isOwnTrouble(outcome)) this.#owe(ordinal, outcome);
    }
    this.left = this.left.filter(({ ordinal }) => ordinals.has(ordinal));
    const [passed] = passedOn;
    if (passed !== undefined) this.#instead ??= say`${connector.name}: ${again(passed)}`;
  }

  #owe(ordinal: number, outcome: DelayedOutcome): void {
    if (!this.#owed.has(ordinal)) this.#owed.set(ordinal, outcome);
  }
}

/** Another upstream may do better: the trouble is this one's, and it does not have the message. */
const goesOn = (outcome: Outcome): outcome is DelayedOutcome =>
  isDelayed(outcome) &&
  outcome.inDoubt !== true &&
  (outcome.laneTrouble || isSystemBusy(outcome) || (isOwnTrouble(outcome) && outcome.putOff === true));

/** `452 4.3.1`: no room, no time, not now (RFC 3463 §3.4), whoever's mail it is. What waits only for its pace is not that. */
const isSystemBusy = ({ reply, status, putOff }: DelayedOutcome): boolean =>
  reply !== null && putOff !== true && /^4\.3\.[0-35]$/u.test(status);

/** A person who looks for a mail finds out by whom it went, and why not by the one that was meant. */
const standingIn = (outcome: Outcome, { name }: OutboundConnector, instead: Phrase | null): Outcome =>
  instead === null || outcome.action !== 'relayed'
    ? outcome
    : { ...outcome, changes: [told(say`by ${name}, the failover, because ${instead}`), ...(outcome.changes ?? [])] };

/** Of the address itself: they hold whichever way a mail takes. */
const OF_THE_ADDRESS: ReadonlySet<FailureCause> = new Set([
  'unknown-recipient',
  'domain-not-found',
  'no-mail-accepted',
]);

/**
 * A failover that could not do it is no reason to give up while the upstream it stands in for waits for the administrator: the mail is held,
 * and both reasons are told.
 */
function heldBy(owed: DelayedOutcome | undefined, outcome: Outcome, failover: OutboundConnector): Outcome {
  if (owed === undefined || (outcome.action !== 'delayed' && outcome.action !== 'failed')) return outcome;
  if (outcome.action === 'failed' && OF_THE_ADDRESS.has(outcome.cause)) return outcome;
  const words = told(say`${again(owed)}; and by ${failover.name}: ${again(outcome)}`);
  const { status, reply, remoteHost, remoteAddress, tls, cause } = owed;
  const held = { ordinal: outcome.ordinal, status, reply, remoteHost, remoteAddress, tls, cause, ...words };
  const now =
    outcome.action === 'delayed' ? outcome : { action: 'delayed' as const, laneTrouble: false, retryAfterMs: null };
  return { ...now, ...held, ownAccount: true };
}
