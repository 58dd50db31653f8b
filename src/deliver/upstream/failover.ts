/**
 * The way out by an outbound connector: at its pace, its words understood, its alarms told; and while it is in trouble, by the connectors
 * that the administrator named as its failover, in their order. Each recipient gets one Outcome.
 */
import type { Clock } from '../../base/clock.ts';
import {
  type DelayedOutcome,
  type FailureCause,
  isDelayed,
  isLaneTrouble,
  isOwnTrouble,
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  type RoutedDelivery,
} from '../../mail/delivery.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { type Lane, laneOf } from '../../mail/route.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { lanePauseMs, namedWaitMs } from '../../policy/delivery/retry.ts';
import { failoversOf } from '../../policy/routing/routing.ts';
import { shellWord } from '../../policy/shell-word.ts';
import type { AccountTrouble } from './account-trouble.ts';
import { delayedBy, outcomeOfFailure } from '../answers/failure.ts';
import type { Reachability } from '../hops/reachability.ts';
import type { Rank, Turn, UpstreamPaces, Why } from './upstream-pace.ts';
import { understand } from './upstream-words.ts';

export type Carry = (
  connector: OutboundConnector,
  delivery: RoutedDelivery,
  signal: AbortSignal,
) => Promise<readonly Outcome[]>;

export interface WayOutParts {
  readonly clock: Clock;
  readonly directory: LiveDirectory;
  readonly paces: UpstreamPaces;
  readonly accounts: AccountTrouble;
  readonly reachability: Reachability;
  readonly carry: Carry;
}

interface Trouble {
  /** Among the lessons. */
  readonly at: number;
  readonly failures: number;
  /** What it was told. */
  readonly outcome: DelayedOutcome;
  /** Monotonic. */
  readonly until: number;
}

/** Above, a mail is a circular, and lets others go first. */
const BULK_RECIPIENTS = 10;
const BULK_BYTES = 5 * 1_048_576;

export interface WayOut {
  readonly carry: Carry;
  /** A person has seen that it works: it is asked first again. */
  forgive(connector: OutboundConnector): Promise<void>;
  /** An administrator asks for an attempt now: each is asked first again. */
  forgetTroubles(): void;
}

export function createWayOut({ clock, directory, paces, accounts, reachability, carry }: WayOutParts): WayOut {
  /** Only of those that have another to go by; as many as there are connectors. */
  const troubles = new Map<string, Trouble>();

  let lessons = 0;

  /** @param begunAt how many lessons there were when the attempt began. */
  const learn = (connector: OutboundConnector, outcomes: readonly Outcome[], begunAt: number): void => {
    const at = ++lessons;
    accounts.learn(connector, outcomes, { begunAt, at });
    const trouble = outcomes.find(isLaneTrouble);
    if (trouble === undefined) {
      const isNew = (troubles.get(connector.id)?.at ?? 0) <= begunAt;
      if (isNew && outcomes.some(({ action }) => action === 'relayed')) troubles.delete(connector.id);
      return;
    }
    const failures = (troubles.get(connector.id)?.failures ?? 0) + 1;
    troubles.set(connector.id, {
      at,
      failures,
      outcome: trouble,
      until: clock.monotonic() + Math.max(trouble.retryAfterMs ?? 0, lanePauseMs(failures)),
    });
  };

  const paced: Carry = async (connector, delivery, signal) => {
    const { message, recipients } = delivery;
    const begunAt = lessons;
    const asking = { rank: rankOf(message, recipients), recipients: recipients.length, mail: mailOf(delivery) };
    // Its turn is asked for before a place is taken; the one it may have is of the connector before it.
    delivery.place.leave();
    const turn = await paces.enter(connector, asking, signal);
    if (turn.kind === 'later') {
      const outcomes = recipients.map((one) => putOff(connector, one, turn));
      if (turn.why === 'day-full') learn(connector, outcomes, begunAt);
      return outcomes;
    }
    let taken = 0;
    try {
      const carried = await carry(connector, delivery, signal);
      const tookOthers = carried.some(({ action }) => action === 'relayed');
      const understood = carried.map((outcome) => understand(connector, outcome, tookOthers));
      if (understood.some(({ trouble }) => trouble?.act === 'lower-concurrency')) paces.lower(connector);
      const outcomes = understood.map(({ outcome }) => outcome);
      const waitMs = Math.max(0, ...outcomes.filter(isDelayed).map(namedWaitMs));
      if (waitMs > 0) paces.pause(connector, waitMs);
      taken = outcomes.filter(({ action }) => action === 'relayed').length;
      learn(connector, outcomes, begunAt);
      if (!signal.aborted) reachability.learn(laneBy(connector, delivery), outcomes);
      return outcomes;
    } finally {
      turn.leave(taken);
    }
  };

  const byChain: Carry = async (first, delivery, signal) => {
    const chain = [first, ...failoversOf(directory.current, first)];
    const done: Outcome[] = [];
    /** What the administrator has to mend at those that were asked before, for each recipient. */
    const owed = new Map<number, DelayedOutcome>();
    let left = delivery.recipients;
    /** Why the first one did not take it; null: it is the first. */
    let instead: string | null = null;
    for (const [index, connector] of chain.entries()) {
      const isLast = index === chain.length - 1;
      const known = troubles.get(connector.id);
      // Known to be in trouble: not asked again for each mail while another may do better.
      if (!isLast && known !== undefined && known.until > clock.monotonic()) {
        if (known.outcome.ownAccount)
          for (const { ordinal } of left) owed.set(ordinal, owed.get(ordinal) ?? known.outcome);
        instead ??= `${connector.name} is in trouble: ${known.outcome.text}`;
        continue;
      }
      const outcomes = await paced(connector, { ...delivery, recipients: left }, signal);
      const passedOn = isLast || signal.aborted ? [] : outcomes.filter(goesOn);
      const ordinals = new Set(passedOn.map(({ ordinal }) => ordinal));
      for (const outcome of outcomes) {
        if (!ordinals.has(outcome.ordinal))
          done.push(heldBy(owed.get(outcome.ordinal), standingIn(outcome, connector, instead), connector));
        else if (isOwnTrouble(outcome)) owed.set(outcome.ordinal, owed.get(outcome.ordinal) ?? outcome);
      }
      left = left.filter(({ ordinal }) => ordinals.has(ordinal));
      const [passed] = passedOn;
      if (passed !== undefined) instead ??= `${connector.name}: ${passed.text}`;
      if (left.length === 0) break;
    }
    return done;
  };

  return {
    carry: byChain,
    async forgive(connector) {
      troubles.delete(connector.id);
      await paces.resume(connector);
      accounts.mended(connector);
    },
    forgetTroubles: () => troubles.clear(),
  };
}

/** A failover stands in for the one whose lane this is. */
const laneBy = ({ id }: OutboundConnector, { route }: RoutedDelivery): Lane =>
  laneOf({ kind: 'connector', connectorId: id, domain: route.kind === 'connector' ? route.domain : '' });

/** Another upstream may do better: the trouble is this one's, and it does not have the message. */
const goesOn = (outcome: Outcome): outcome is DelayedOutcome =>
  isDelayed(outcome) &&
  outcome.inDoubt !== true &&
  (outcome.laneTrouble || isSystemBusy(outcome) || (isOwnTrouble(outcome) && outcome.putOff === true));

/** `452 4.3.1`: no room, no time, not now (RFC 3463 §3.4), whoever's mail it is. What waits only for its pace is not that. */
const isSystemBusy = ({ reply, status, putOff }: DelayedOutcome): boolean =>
  reply !== null && putOff !== true && /^4\.3\.[0-35]$/u.test(status);

/** Who looks for a mail finds out by whom it went, and why not by the one that was meant. */
const standingIn = (outcome: Outcome, { name }: OutboundConnector, instead: string | null): Outcome =>
  instead === null || outcome.action !== 'relayed'
    ? outcome
    : { ...outcome, changes: [`by ${name}, the failover, because ${instead}`, ...(outcome.changes ?? [])] };

/** Of the address itself: they hold whichever way a mail takes. */
const OF_THE_ADDRESS: ReadonlySet<FailureCause> = new Set([
  'unknown-recipient',
  'domain-not-found',
  'no-mail-accepted',
]);

/**
 * What a failover could not do is no reason to give up while the upstream it stands in for waits for the administrator: the mail is held,
 * and both reasons are told.
 */
function heldBy(owed: DelayedOutcome | undefined, outcome: Outcome, failover: OutboundConnector): Outcome {
  if (owed === undefined || (outcome.action !== 'delayed' && outcome.action !== 'failed')) return outcome;
  if (outcome.action === 'failed' && OF_THE_ADDRESS.has(outcome.cause)) return outcome;
  const text = `${owed.text}; and by ${failover.name}: ${outcome.text}`;
  const { status, reply, remoteHost, remoteAddress, tls, cause } = owed;
  const held = { ordinal: outcome.ordinal, status, reply, remoteHost, remoteAddress, tls, cause, text };
  const now =
    outcome.action === 'delayed' ? outcome : { action: 'delayed' as const, laneTrouble: false, retryAfterMs: null };
  return { ...now, ...held, ownAccount: true };
}

/** One recipient has one attempt at a time; a mail that was split into several deliveries has several places. */
const mailOf = ({ message, recipients }: RoutedDelivery): string =>
  `${message.queueId} ${recipients[0]?.ordinal ?? ''}`;

/** A person at a device waits for a scan; a circular can wait. What the sender calls it is in the header's summary. */
function rankOf({ header, content }: QueuedMessage, recipients: readonly QueuedRecipient[]): Rank {
  if (header.precedence === 'urgent') return 0;
  if (header.precedence === 'bulk' || recipients.length > BULK_RECIPIENTS || content.sizeBytes > BULK_BYTES) return 2;
  return 1;
}

type Later = Extract<Turn, { kind: 'later' }>;

function putOff(connector: OutboundConnector, recipient: QueuedRecipient, { afterMs, why }: Later): Outcome {
  const { pace, name } = connector;
  const texts: Readonly<Record<Why, string>> = {
    'day-full': `${name} may take ${pace?.recipientsPerDay ?? 0} recipients in 24 hours, and has; doorpost upstream set ${shellWord(name)} --pace changes it`,
    'named-wait': `${name} has asked to be left alone for a while`,
    pace: `${name} takes ${pace?.messagesPerMinute ?? 0} messages a minute, and others go before`,
  };
  const text = texts[why];
  const outcome = outcomeOfFailure(
    recipient,
    delayedBy({
      cause: 'busy',
      status: '4.3.2',
      text,
      laneTrouble: false,
      ...(why === 'day-full' ? { ownAccount: true } : {}),
    }),
  );
  return outcome.action === 'delayed' ? { ...outcome, putOff: true, pacedMs: afterMs } : outcome;
}
