/**
 * Mail by Microsoft Graph, for so many recipients at once as it takes (batch.ts): in turns for each account, and in halves where it refuses
 * all for one. One Outcome for each recipient. Never: more requests at once for one account than Graph allows.
 */
import { bounds } from '../../../base/bounds.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import type { Outcome, QueuedRecipient, RoutedDelivery } from '../../../mail/delivery.ts';
import { delayedBy, type HopFailure, outcomeOfFailure } from '../../answers/failure.ts';
import { sendByFields } from '../../content/outgoing.ts';
import { damageFailure } from '../../content/stored-content.ts';
import { noSignIn } from '../../oauth/token-trouble.ts';
import { type AttemptSignals, signalsOf } from '../../attempt-signals.ts';
import { accountOf } from '../../upstream/upstream-account.ts';
import { type GraphBatch, type GraphSetting, sendBatch } from './batch.ts';
import { GraphClient, givenUp, judgeOfGraph } from './http.ts';
import { createTurns } from './turns.ts';
import { Unexplained } from './unexplained.ts';
import { say } from '../../../texts/phrase.ts';
import { told, again } from '../../../texts/told.ts';

type Company = Omit<GraphBatch, 'recipients'>;

export class GraphCarrier {
  readonly #setting: GraphSetting;
  readonly #turns = createTurns(bounds.deliver.graphAtOnce);
  readonly #unexplained = new Unexplained();

  constructor(setting: GraphSetting) {
    this.#setting = setting;
  }

  async carry(
    connector: OutboundConnector,
    delivery: Pick<RoutedDelivery, 'message' | 'recipients' | 'place' | 'lost'>,
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const { message, recipients, place } = delivery;
    const { directory, tokens, clock, hostName } = this.#setting;
    const { route, name } = connector;
    const source = tokens.source(connector);
    if (route.kind !== 'graph' || source === null) {
      const failure = noSignIn(`connector ${name} has no sign-in for Graph`, {
        act: 'give-sign-in',
        name,
        kind: 'token',
      });
      return recipients.map((one) => outcomeOfFailure(one, failure));
    }
    const graph = new GraphClient(source, {
      clock,
      place,
      mayConnect: (url) => judgeOfGraph(connector, route.endpoint, url),
    });
    const signals = signalsOf(delivery, signal);
    return sendByFields({ view: directory.current, hostName }, message, recipients, (company, fields) =>
      this.#inBatches({ connector, route, message, fields, graph }, company, signals),
    );
  }

  async #inBatches(
    company: Company,
    recipients: readonly QueuedRecipient[],
    signals: AttemptSignals,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < recipients.length; at += bounds.deliver.graphRecipients) {
      const batch = recipients.slice(at, at + bounds.deliver.graphRecipients);
      const turn = await this.#turns.enter(accountOf(company.connector), signals.begin);
      try {
        outcomes.push(...(await this.#apart(company, batch, signals)));
      } finally {
        turn.leave();
      }
    }
    return outcomes;
  }

  /** Graph refuses all for one wrong address and does not name it: halves find it (some nine for one among 500), so that the others get their mail. */
  async #apart(
    company: Company,
    recipients: readonly QueuedRecipient[],
    signals: AttemptSignals,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const batches = [recipients];
    for (let tries = 0, batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const made = await this.#sendOrDelay({ ...company, recipients: batch }, signals);
      const areAllWrong = batch.length > 1 && made.every(isWrong);
      const isSplit = areAllWrong && ++tries <= bounds.deliver.graphSplits && !signals.begin.aborted;
      if (isSplit) batches.push(batch.slice(batch.length >> 1), batch.slice(0, batch.length >> 1));
      else outcomes.push(...(areAllWrong ? made.map(notFound) : made));
    }
    return outcomes;
  }

  /** A break here must not take along what is known of others: they have their mail, and would get it again. */
  async #sendOrDelay(batch: GraphBatch, signals: AttemptSignals): Promise<readonly Outcome[]> {
    const all = (failure: HopFailure): readonly Outcome[] =>
      batch.recipients.map((one) => outcomeOfFailure(one, failure));
    const { host } = new URL(batch.route.endpoint);
    if (signals.begin.aborted) return all(givenUp(host));
    try {
      return await sendBatch(batch, this.#setting, this.#unexplained, signals);
    } catch (error) {
      if (signals.begin.aborted) return all(givenUp(host));
      const damage = damageFailure(error);
      if (damage !== null) return all(damage);
      const fields = { queueId: batch.message.queueId, connector: batch.connector.name, error: String(error) };
      this.#setting.log.error(fields, 'sending by Graph broke; it is tried again');
      const words = told(say`local error in delivery; it is in the log`);
      return all(delayedBy({ cause: 'other', status: '4.3.0', ...words, of: 'mail' }));
    }
  }
}

const isWrong = (outcome: Outcome): boolean => outcome.action === 'failed' && outcome.cause === 'unknown-recipient';

/** Too many wrong ones to find them all now: nobody among the rest is judged by them. */
function notFound(outcome: Outcome): Outcome {
  if (outcome.action !== 'failed') return outcome;
  return {
    ...outcome,
    action: 'delayed',
    cause: 'busy',
    status: '4.1.3',
    ...told(say`${again(outcome)}; which recipient is meant is found out by the next attempt`),
    laneTrouble: false,
    retryAfterMs: null,
  };
}
