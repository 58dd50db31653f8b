/**
 * Mail by Microsoft Graph: sendMail with the message as it is up to the size wall, above it a draft (draft.ts). One Outcome for each
 * recipient. 202 means "queued over there", and the trace says so. Never: more requests at once for one account than Graph allows.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import {
  CLEAR_TEXT,
  type Outcome,
  type QueuedMessage,
  type QueuedRecipient,
  type RoutedDelivery,
} from '../../../mail/delivery.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import { charsetOfHeader } from '../../../mail/header/charset.ts';
import { shownValue } from '../../../mail/header/raw-words.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import { delayedBy, type HopFailure, outcomeOfFailure } from '../../answers/failure.ts';
import { type Opened, openHeader } from '../../content/read-header.ts';
import type { Workshop } from '../../content/mime/workshop.ts';
import { sendByFields } from '../../content/outgoing.ts';
import { harmless, harmlessReply } from '../../answers/remote-words.ts';
import { damageFailure, type StoredContent } from '../../content/stored-content.ts';
import { noSignIn } from '../../oauth/token-trouble.ts';
import { accountOf } from '../../upstream/upstream-account.ts';
import type { Tokens } from '../../oauth/tokens.ts';
import { type Addressees, addressedHeader, addresseeNotes, addressees } from './addressees.ts';
import { failureOf, mayBeDone, sentPerhaps } from './answers.ts';
import { draftFields } from './draft-fields.ts';
import { sendByDraft } from './draft.ts';
import { type AskGraph, givenUp, graphClient } from './http.ts';
import { type GraphFailure, isTooLarge, isYesToNothing, ofThisMessage, refusesAll } from './judge.ts';
import { createTurns } from './turns.ts';
import { Unexplained } from './unexplained.ts';

export interface GraphSetting {
  readonly directory: LiveDirectory;
  readonly tokens: Pick<Tokens, 'source'>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'error'>;
  readonly content: StoredContent;
  readonly workshop: Pick<Workshop, 'takeApart'>;
}

export type GraphCarrier = (
  connector: OutboundConnector,
  delivery: Pick<RoutedDelivery, 'message' | 'recipients' | 'place'>,
  signal: AbortSignal,
) => Promise<readonly Outcome[]>;

/** One wrong address among 500 takes nine; what is not sorted out then is sorted out by the next attempt. */
const BROKE = 'sending by Graph broke; it is tried again';

export function createGraphCarrier(setting: GraphSetting): GraphCarrier {
  const turns = createTurns(bounds.deliver.graphAtOnce);
  const unexplained = new Unexplained();

  return async (connector, { message, recipients, place }, signal) => {
    const source = setting.tokens.source(connector);
    const { route } = connector;
    const all = (failure: HopFailure): readonly Outcome[] => recipients.map((one) => outcomeOfFailure(one, failure));
    if (route.kind !== 'graph' || source === null)
      return all(
        noSignIn(`connector ${connector.name} has no sign-in for Graph`, {
          act: 'give-sign-in',
          name: connector.name,
          kind: 'token',
        }),
      );
    const ask = graphClient(source, { clock: setting.clock, place });
    return sendByFields(setting.directory.current, message, recipients, async (company, fields) => {
      const outcomes: Outcome[] = [];
      for (let at = 0; at < company.length; at += bounds.deliver.graphRecipients) {
        const batch = company.slice(at, at + bounds.deliver.graphRecipients);
        const turn = await turns.enter(accountOf(connector), signal);
        try {
          outcomes.push(...(await carryApart({ connector, route, message, batch, fields, ask }, signal)));
        } finally {
          turn.leave();
        }
      }
      return outcomes;
    });
  };

  interface Task {
    readonly connector: OutboundConnector;
    readonly route: Extract<OutboundConnector['route'], { kind: 'graph' }>;
    readonly message: QueuedMessage;
    readonly batch: readonly QueuedRecipient[];
    /** On top of the message. */
    readonly fields: Uint8Array;
    readonly ask: AskGraph;
  }

  /** Graph refuses all for one wrong address and does not name it: halves find it, so that the others get their mail. */
  async function carryApart(task: Task, signal: AbortSignal): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const batches = [task.batch];
    for (let tries = 0, batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const made = await carryOrDelay({ ...task, batch }, signal);
      const isSplit =
        batch.length > 1 && made.every(isWrong) && ++tries <= bounds.deliver.graphSplits && !signal.aborted;
      if (isSplit) batches.push(batch.slice(batch.length >> 1), batch.slice(0, batch.length >> 1));
      else outcomes.push(...(batch.length > 1 && made.every(isWrong) ? made.map(notFound) : made));
    }
    return outcomes;
  }

  /** A break here must not take along what is known of others: they have their mail, and would get it again. */
  async function carryOrDelay(task: Task, signal: AbortSignal): Promise<readonly Outcome[]> {
    const all = (failure: HopFailure): readonly Outcome[] => task.batch.map((one) => outcomeOfFailure(one, failure));
    const { host } = new URL(task.route.endpoint);
    if (signal.aborted) return all(givenUp(host));
    try {
      return await carry(task, signal);
    } catch (error) {
      if (signal.aborted) return all(givenUp(host));
      const damage = damageFailure(error);
      if (damage !== null) return all(damage);
      setting.log.error({ queueId: task.message.queueId, connector: task.connector.name, error: String(error) }, BROKE);
      const text = 'local error in delivery; it is in the log';
      return all(delayedBy({ cause: 'other', status: '4.3.0', text, of: 'mail' }));
    }
  }

  async function carry(task: Task, signal: AbortSignal): Promise<readonly Outcome[]> {
    const { connector, route, message, batch, ask } = task;
    const { host } = new URL(route.endpoint);
    const remote = {
      remoteHost: host,
      remoteAddress: null,
      // fetch verifies every certificate, and does not tell what it agreed on.
      tls: route.endpoint.startsWith('https:') ? 'TLS (HTTPS) verified' : CLEAR_TEXT,
    };
    const all = (made: GraphFailure): readonly Outcome[] => {
      const isOfAll = made.unexplained === true && unexplained.refused(connector.id, message.queueId);
      const failure = isOfAll ? refusesAll(made) : made;
      const heard = failure.cause === 'connection-failed' || failure.cause === 'sign-in-failed' ? { tls: null } : {};
      return batch.map((one) => outcomeOfFailure(one, { ...failure, ...remote, ...heard }));
    };
    const opened = await openHeader(() => setting.content(message, signal), connector.rewriting);
    // Nobody was spoken to.
    if ('cause' in opened) return batch.map((one) => outcomeOfFailure(one, opened));
    const { bytes, scan } = opened;
    const who = addressees(
      bytes,
      scan,
      batch.map(({ address }) => address),
    );
    const asked = { connector: connector.name, user: route.user, host };
    const base = `${route.endpoint}/users/${encodeURIComponent(route.user)}`;
    const queued = (text: string, notes: readonly string[]): readonly Outcome[] => {
      unexplained.taken(connector.id);
      const reply = harmlessReply({
        code: 202,
        enhanced: '2.0.0',
        lines: [text, ...notes].map((line) => harmless(line)),
      });
      return batch.map(({ ordinal }) => ({
        ordinal,
        status: '2.0.0',
        reply,
        ...remote,
        action: 'relayed',
        nextHopReports: false,
      }));
    };

    let saidNothing = false;
    if (task.fields.byteLength + message.content.sizeBytes <= bounds.deliver.graphSendMail) {
      const body = await wholeMessage(task, opened, who, signal);
      const request = {
        method: 'POST',
        url: `${base}/sendMail`,
        yes: [202],
        body: { type: 'text/plain', bytes: body },
      } as const;
      const answer = await ask(request, signal);
      if (answer.kind === 'done')
        return queued('queued for sending by Microsoft Graph', [...opened.notes, ...addresseeNotes(who)]);
      // If the wall is lower than documented there is still the other way.
      saidNothing = answer.kind === 'refused' && isYesToNothing(answer.refusal, message.content.sizeBytes);
      if (answer.kind !== 'refused' || !(saidNothing || isTooLarge(answer.refusal))) {
        const failure = failureOf(answer, { asked }, 'sendMail');
        if (failure !== null) return all(mayBeDone(answer) ? sentPerhaps(failure) : failure);
      }
    }
    const drafted = await sendByDraft(
      {
        base,
        asked,
        fields: draftFields(scan, who, (name) => fieldsNamed(opened, name)),
        takeApart: () =>
          setting.workshop.takeApart({
            key: message.content.sha256,
            sizeBytes: message.content.sizeBytes,
            content: () => setting.content(message, signal),
          }),
        clock: setting.clock,
      },
      ask,
      signal,
    );
    if (!drafted.ok) return all(saidNothing ? ofThisMessage(drafted.failure) : drafted.failure);
    const rebuilt =
      'the message was built anew for its size: subject, sender, recipients, Message-ID, body, attachments and up to five X- fields were kept; its other fields (Date, Received, References and the like) and signatures were not';
    return queued(drafted.text, [rebuilt, ...drafted.notes, ...opened.notes, ...addresseeNotes(who)]);
  }

  async function wholeMessage(task: Task, opened: Opened, who: Addressees, signal: AbortSignal): Promise<Buffer> {
    const pieces: Uint8Array[] = [task.fields, ...addressedHeader(opened.bytes, opened.scan, who)];
    let at = 0;
    for await (const chunk of setting.content(task.message, signal)) {
      if (at + chunk.byteLength > opened.bodyAt) pieces.push(chunk.subarray(Math.max(0, opened.bodyAt - at)));
      at += chunk.byteLength;
    }
    return Buffer.from(Buffer.concat(pieces).toString('base64'), 'latin1');
  }
}

function fieldsNamed({ bytes, scan }: Opened, name: string): readonly string[] {
  const charset = charsetOfHeader(bytes, scan);
  return scan.fields.filter((field) => field.name === name).map((field) => shownValue(bytes, field, charset));
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
    text: `${outcome.text}; which recipient is meant is found out by the next attempt`,
    laneTrouble: false,
    retryAfterMs: null,
  };
}
