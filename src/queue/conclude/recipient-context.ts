/** The facts that every decision about one recipient of a settlement looks at, and how it is told to the trace. */
import type { Delivery, Outcome, QueuedRecipient } from '../../mail/delivery.ts';
import { addressText } from '../../mail/address.ts';
import { replyText } from '../../mail/reply.ts';
import type { Route } from '../../mail/route.ts';
import { isJunk } from '../../mail/screening/screened.ts';
import type { TraceEvent, TraceKind } from '../../mail/trace-event.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import { told, type Words } from '../../texts/told.ts';

export interface SettleFacts {
  readonly view: DirectoryView;
  /** Wall time: for stamps. */
  readonly now: number;
  /** Queue time (`queue-time.ts`), the scale of due times. */
  readonly dueNow: number;
  /** How long ago a stamp was, jumps of the wall clock left out. */
  readonly ageOf: (stamp: number) => number;
  /** The route each recipient was tried on, by ordinal. */
  readonly routes: ReadonlyMap<number, Route>;
  readonly settings: {
    readonly delayNoticeAfterMs: number;
    readonly expiryMxMs: number;
    readonly expiryOtherMs: number;
  };
  /** Chance for the next wait, uniform in [0, 1). */
  readonly fraction: () => number;
  /** We broke the attempt off ourselves (shutdown): a delay is then no attempt. */
  readonly interrupted: boolean;
  /** The person who decided the outcomes, for the trace; null: the next hop did. */
  readonly actor: string | null;
}

export interface RecipientContext {
  readonly delivery: Delivery;
  readonly recipient: QueuedRecipient;
  readonly facts: SettleFacts;
}

export type OutcomeOf<Action extends Outcome['action']> = Extract<Outcome, { action: Action }>;

/** RFC 3461 §5.2.7.2: a single forwarding address takes the place of the original recipient. */
export const standsIn = (outcome: OutcomeOf<'expanded'>): boolean =>
  outcome.what === 'forward' && !outcome.keptCopy && outcome.to.length === 1;

/** A trace event about this recipient, with what the next hop said and how it was reached. */
export function event(
  { delivery, recipient, facts }: RecipientContext,
  kind: TraceKind,
  words: Words,
  outcome: Outcome,
  more: Pick<TraceEvent, 'cause' | 'code' | 'lane' | 'nextAttemptAt'> = {},
): TraceEvent {
  return {
    at: facts.now,
    kind,
    queueId: delivery.message.queueId,
    ordinal: recipient.ordinal,
    ...told(words),
    ...more,
    ...(outcome.reply && { reply: replyText(outcome.reply) }),
    ...(outcome.remoteHost !== null && { remoteHost: outcome.remoteHost }),
    ...(outcome.remoteAddress !== null && { remoteAddress: outcome.remoteAddress }),
    ...(outcome.tls !== null && { tls: outcome.tls }),
    ...(facts.actor !== null && { actor: facts.actor }),
  };
}

/** For the trace. */
export const deliveredWords = ({ delivery, recipient }: RecipientContext): Phrase => {
  const isInJunk = recipient.releasedAt === undefined && isJunk(delivery.message);
  const to = addressText(recipient.address);
  return isInJunk ? say`Delivered to ${to}, into Junk` : say`Delivered to ${to}`;
};
