/**
 * The way out by an outbound connector: at its pace, its words understood, its alarms told; and while it is in trouble, by the connectors
 * that the administrator named as its failover, in their order. Each recipient gets one Outcome.
 */
import type { Clock } from '../base/clock.ts';
import type { Outcome, QueuedMessage, QueuedRecipient, RoutedDelivery } from '../mail/delivery.ts';
import type { OutboundConnector } from '../mail/directory.ts';
import type { DirectoryView, LiveDirectory } from '../policy/directory-view.ts';
import { lanePauseMs } from '../policy/retry.ts';
import { shellWord } from '../policy/shell-word.ts';
import type { AccountTrouble } from './account-trouble.ts';
import { delayedBy, outcomeOfFailure } from './failure.ts';
import type { Rank, UpstreamPaces } from './upstream-pace.ts';
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
  readonly carry: Carry;
}

interface Trouble {
  readonly failures: number;
  /** Monotonic. */
  readonly until: number;
}

/** More are never named by a person; bounds what one delivery may try. */
const MOST_FAILOVERS = 5;
/** Above, a mail is a circular, and lets others go first. */
const BULK_RECIPIENTS = 10;
const BULK_BYTES = 5 * 1_048_576;

export function createWayOut({ clock, directory, paces, accounts, carry }: WayOutParts): Carry {
  /** Only of those that have another to go by; as many as there are connectors. */
  const troubles = new Map<string, Trouble>();

  const learn = (connector: OutboundConnector, outcomes: readonly Outcome[]): void => {
    accounts.learn(connector, outcomes);
    const trouble = outcomes.find(isTrouble);
    if (trouble === undefined) {
      if (outcomes.some(({ action }) => action === 'relayed')) troubles.delete(connector.id);
      return;
    }
    const failures = (troubles.get(connector.id)?.failures ?? 0) + 1;
    const retryAfterMs = trouble.action === 'delayed' ? (trouble.retryAfterMs ?? 0) : 0;
    troubles.set(connector.id, {
      failures,
      until: clock.monotonic() + Math.max(retryAfterMs, lanePauseMs(failures)),
    });
  };

  const paced: Carry = async (connector, delivery, signal) => {
    const { message, recipients } = delivery;
    const turn = await paces.enter(connector, rankOf(message, recipients), recipients.length, signal);
    if (turn.kind === 'later') {
      const outcomes = recipients.map((one) => putOff(connector, one, turn.afterMs, turn.isDayFull));
      if (turn.isDayFull) learn(connector, outcomes);
      return outcomes;
    }
    let taken = 0;
    try {
      const understood = (await carry(connector, delivery, signal)).map((outcome) => understand(connector, outcome));
      if (understood.some(({ trouble }) => trouble?.act === 'lower-concurrency')) paces.lower(connector);
      const outcomes = understood.map(({ outcome }) => outcome);
      taken = outcomes.filter(({ action }) => action === 'relayed').length;
      learn(connector, outcomes);
      return outcomes;
    } finally {
      turn.leave(taken);
    }
  };

  return async (first, delivery, signal) => {
    const chain = [first, ...failoversOf(directory.current, first)];
    const done: Outcome[] = [];
    let left = delivery.recipients;
    for (const [index, connector] of chain.entries()) {
      const isLast = index === chain.length - 1;
      // Known to be in trouble: not asked again for each mail while another may do better.
      if (!isLast && (troubles.get(connector.id)?.until ?? 0) > clock.monotonic()) continue;
      const outcomes = await paced(connector, { ...delivery, recipients: left }, signal);
      const passedOn = isLast || signal.aborted ? [] : outcomes.filter((one) => isTrouble(one) || isDayFull(one));
      done.push(...outcomes.filter((one) => !passedOn.includes(one)));
      const ordinals = new Set(passedOn.map(({ ordinal }) => ordinal));
      left = left.filter(({ ordinal }) => ordinals.has(ordinal));
      if (left.length === 0) break;
    }
    return done;
  };
}

const isTrouble = (outcome: Outcome): boolean => outcome.action === 'delayed' && outcome.laneTrouble;
const isDayFull = (outcome: Outcome): boolean =>
  outcome.action === 'delayed' && outcome.ownAccount === true && outcome.putOff === true;

/** The connectors that take over, in the administrator's order. */
export function failoversOf(view: DirectoryView, { organizationId, failover, id }: OutboundConnector) {
  return failover.slice(0, MOST_FAILOVERS).flatMap((name) => {
    const found = view.outboundConnectors.find(
      (each) => each.organizationId === organizationId && each.name.toLowerCase() === name.toLowerCase(),
    );
    return found?.enabled && found.id !== id ? [found] : [];
  });
}

/** A person at a device waits for a scan; a circular can wait. What the sender calls it is in the header's summary. */
function rankOf({ header, content }: QueuedMessage, recipients: readonly QueuedRecipient[]): Rank {
  if (header.precedence === 'urgent') return 0;
  if (header.precedence === 'bulk' || recipients.length > BULK_RECIPIENTS || content.sizeBytes > BULK_BYTES) return 2;
  return 1;
}

function putOff(connector: OutboundConnector, recipient: QueuedRecipient, afterMs: number, isFull: boolean): Outcome {
  const { pace, name } = connector;
  const text = isFull
    ? `${name} may take ${pace?.recipientsPerDay ?? 0} recipients in 24 hours, and has; doorpost upstream set ${shellWord(name)} --pace changes it`
    : `${name} takes ${pace?.messagesPerMinute ?? 0} messages a minute, and others go before`;
  const outcome = outcomeOfFailure(
    recipient,
    delayedBy({ cause: 'busy', status: '4.3.2', text, laneTrouble: false, ...(isFull ? { ownAccount: true } : {}) }),
  );
  return outcome.action === 'delayed' ? { ...outcome, putOff: true, pacedMs: afterMs } : outcome;
}
