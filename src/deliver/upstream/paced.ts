/**
 * A transport at its pace: an upstream is asked for its turn before a place of the queue is taken, its words are understood, and what it did
 * is learned of. RFC 9110 §10.2.3 (the wait that it names) holds for all mail of the account.
 */
import type { OutboundConnector } from '../../directory/objects.ts';
import {
  isDelayed,
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  type RoutedDelivery,
} from '../../mail/delivery.ts';
import { type Lane, laneOf } from '../../mail/route.ts';
import { namedWaitMs } from '../../policy/delivery/retry.ts';
import { remedyPhrase } from '../../texts/remedy.ts';
import { accountSteps } from '../diagnose/look-ahead.ts';
import type { AheadOf, LookedAhead, Tell, TestMessage, TestResult } from '../diagnose/seen.ts';
import { noRemote } from '../answers/failure.ts';
import type { Reachability } from '../hops/reachability.ts';
import { signalsOf } from '../attempt-signals.ts';
import type { UpstreamTransport } from '../transport.ts';
import type { UpstreamLessons } from './upstream-lessons.ts';
import type { Later, Rank, Why } from './account-pace.ts';
import type { UpstreamPaces } from './upstream-pace.ts';
import { understand } from './upstream-words.ts';
import type { Step } from '../../mail/step.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { messagesOf, recipientsOf } from '../../texts/en/counts.ts';

/** Above, a mail is a circular, and lets others go first. */
const BULK_RECIPIENTS = 10;
const BULK_BYTES = 5 * 1_048_576;

export interface PacedParts {
  readonly paces: UpstreamPaces;
  readonly lessons: UpstreamLessons;
  readonly reachability: Reachability;
}

export class Paced implements UpstreamTransport {
  readonly #transport: UpstreamTransport;
  readonly #parts: PacedParts;

  constructor(transport: UpstreamTransport, parts: PacedParts) {
    this.#transport = transport;
    this.#parts = parts;
  }

  get connector(): OutboundConnector {
    return this.#transport.connector;
  }

  get account(): string {
    return this.#transport.account;
  }

  async deliver(delivery: RoutedDelivery, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { message, recipients, place } = delivery;
    const { paces, lessons } = this.#parts;
    const { begin } = signalsOf(delivery, signal);
    const begunAt = lessons.count;
    const asking = { rank: rankOf(message, recipients), recipients: recipients.length, mail: mailOf(delivery) };
    // Its turn is asked for before a place is taken; the one it may have is of the connector before it.
    place.leave();
    const turn = await paces.enter(this.#transport, asking, begin);
    if (turn.kind === 'later') {
      const outcomes = recipients.map((one) => putOff(this.connector, one, turn));
      if (turn.why === 'day-full') lessons.learn(this.connector, outcomes, begunAt);
      return outcomes;
    }
    let taken = 0;
    try {
      const outcomes = this.#understood(await this.#transport.deliver(delivery, signal));
      taken = outcomes.filter(isRelayed).length;
      lessons.learn(this.connector, outcomes, begunAt);
      if (!begin.aborted) this.#parts.reachability.learn(laneBy(this.connector, delivery), outcomes);
      return outcomes;
    } finally {
      turn.leave(taken);
    }
  }

  async lookAhead(mail: AheadOf, signal: AbortSignal): Promise<LookedAhead> {
    const { steps, onward } = await this.#transport.lookAhead(mail, signal);
    return { steps: [...accountSteps(this.connector), ...steps], onward };
  }

  probe(signal: AbortSignal, tell: Tell): Promise<readonly Step[]> {
    return this.#transport.probe(signal, tell);
  }

  async test(message: TestMessage, signal: AbortSignal, tell: Tell): Promise<TestResult> {
    const result = await this.#transport.test(message, signal, tell);
    if (result.ok) {
      this.#parts.lessons.forgive(this.connector);
      this.#parts.reachability.forgive(this.connector);
      await this.#parts.paces.resume(this.#transport);
    }
    return result;
  }

  /** Reads the upstream's words; a wait that it names, and "too many at once", hold from now on. */
  #understood(carried: readonly Outcome[]): readonly Outcome[] {
    const { paces } = this.#parts;
    const tookOthers = carried.some(isRelayed);
    const understood = carried.map((outcome) => understand(this.connector, outcome, tookOthers));
    if (understood.some(({ trouble }) => trouble?.act === 'lower-concurrency')) paces.lower(this.#transport);
    const outcomes = understood.map(({ outcome }) => outcome);
    const waitMs = Math.max(0, ...outcomes.filter(isDelayed).map(namedWaitMs));
    if (waitMs > 0) paces.pause(this.#transport, waitMs);
    return outcomes;
  }
}

const isRelayed = ({ action }: Outcome): boolean => action === 'relayed';

/** A failover stands in for the one whose lane this is. */
const laneBy = ({ id }: OutboundConnector, { route }: RoutedDelivery): Lane =>
  laneOf({ kind: 'connector', connectorId: id, domain: route.kind === 'connector' ? route.domain : '' });

/** One recipient has one attempt at a time; a mail that was split into several deliveries has several places. */
const mailOf = ({ message, recipients }: RoutedDelivery): string =>
  `${message.queueId} ${recipients[0]?.ordinal ?? ''}`;

/** A person at a device waits for a scan; a circular can wait. What the sender calls it is in the header's summary. */
function rankOf({ header, content }: QueuedMessage, recipients: readonly QueuedRecipient[]): Rank {
  if (header.precedence === 'urgent') return 0;
  if (header.precedence === 'bulk' || recipients.length > BULK_RECIPIENTS || content.sizeBytes > BULK_BYTES) return 2;
  return 1;
}

function putOff(connector: OutboundConnector, { ordinal }: QueuedRecipient, { afterMs, why }: Later): Outcome {
  const { pace, name } = connector;
  const words: Readonly<Record<Why, Phrase>> = {
    'day-full': say`${name} may take ${recipientsOf(pace?.recipientsPerDay ?? 0)} in 24 hours, and has; ${remedyPhrase({ act: 'change-pace', name })}`,
    'named-wait': say`${name} has asked to be left alone for a while`,
    pace: say`${name} takes ${messagesOf(pace?.messagesPerMinute ?? 0)} a minute, and others go before`,
  };
  return {
    ordinal,
    action: 'delayed',
    cause: 'busy',
    status: '4.3.2',
    ...told(words[why]),
    reply: null,
    ...noRemote,
    laneTrouble: false,
    retryAfterMs: null,
    putOff: true,
    pacedMs: afterMs,
    ...(why === 'day-full' ? { ownAccount: true } : {}),
  };
}
