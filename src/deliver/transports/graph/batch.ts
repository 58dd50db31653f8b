/**
 * One message to some recipients by Graph: sendMail with the message as it is up to the size wall, above it a draft (draft.ts). 202 means
 * "queued over there", and the trace says so.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Log } from '../../../base/log.ts';
import type { LiveDirectory } from '../../../directory/live-directory.ts';
import type { OutboundConnector } from '../../../directory/objects.ts';
import { CLEAR_TEXT, type Outcome, type QueuedMessage, type QueuedRecipient } from '../../../mail/delivery.ts';
import { charsetOfHeader } from '../../../mail/header/charset.ts';
import { shownValue } from '../../../mail/header/raw-words.ts';
import { type HopFailure, outcomeOfFailure, type Remote } from '../../answers/failure.ts';
import { harmless, harmlessReply } from '../../answers/remote-words.ts';
import type { Workshop } from '../../content/mime/workshop.ts';
import { type Opened, openHeader } from '../../content/read-header.ts';
import type { StoredContent } from '../../content/stored-content.ts';
import type { Tokens } from '../../oauth/tokens.ts';
import type { AttemptSignals } from '../../attempt-signals.ts';
import { type Addressees, addressedHeader, addresseeNotes, addressees } from './addressees.ts';
import { type DraftTask, failureOf, mayBeDone, sentPerhaps } from './answers.ts';
import { draftFields } from './draft-fields.ts';
import { sendByDraft } from './draft.ts';
import type { GraphClient } from './http.ts';
import { type GraphFailure, isTooLarge, isYesToNothing, ofThisMessage, refusesAll } from './judge.ts';
import type { Unexplained } from './unexplained.ts';
import type { ToldLine } from '../../../mail/lines/said.ts';

export interface GraphSetting {
  readonly directory: LiveDirectory;
  readonly tokens: Pick<Tokens, 'source'>;
  readonly clock: Clock;
  readonly hostName: string;
  readonly log: Pick<Log, 'error'>;
  readonly content: StoredContent;
  readonly workshop: Pick<Workshop, 'takeApart'>;
}

export interface GraphBatch {
  readonly connector: OutboundConnector;
  readonly route: Extract<OutboundConnector['route'], { kind: 'graph' }>;
  readonly message: QueuedMessage;
  readonly recipients: readonly QueuedRecipient[];
  /** On top of the message. */
  readonly fields: Uint8Array;
  readonly graph: GraphClient;
}

/** One Outcome for each of them. Rejects when the content cannot be read. */
export async function sendBatch(
  batch: GraphBatch,
  setting: GraphSetting,
  unexplained: Unexplained,
  signals: AttemptSignals,
): Promise<readonly Outcome[]> {
  const { connector, message, recipients } = batch;
  const opened = await openHeader(() => setting.content(message, signals.begin), connector.rewriting);
  // Nobody was spoken to.
  if ('cause' in opened) return recipients.map((one) => outcomeOfFailure(one, opened));
  const sending = new Sending(batch, setting, opened);
  const said = new BatchOutcomes(batch, unexplained);
  const tried = await sending.bySendMail(signals);
  if (tried.kind === 'sent')
    return said.queued(
      'queued for sending by Microsoft Graph',
      sending.notes.map(({ text }) => text),
    );
  if (tried.kind === 'failed') return said.failed(tried.failure);
  const drafted = await sendByDraft(sending.draft(signals.begin), signals);
  if (!drafted.ok) return said.failed(tried.kind === 'said-nothing' ? ofThisMessage(drafted.failure) : drafted.failure);
  return said.queued(drafted.text, [REBUILT, ...drafted.notes, ...sending.notes.map(({ text }) => text)]);
}

const REBUILT =
  'the message was built anew for its size: subject, sender, recipients, Message-ID, body, attachments and up to five X- fields were kept; its other fields (Date, Received, References and the like) and signatures were not';

/** `said-nothing`: with a yes that is none. That, and `too-large`, leave the other way to try. */
type Tried =
  | { readonly kind: 'sent' | 'too-large' | 'said-nothing' }
  | { readonly kind: 'failed'; readonly failure: GraphFailure };

/** A message as it goes out to these recipients. */
class Sending {
  readonly #batch: GraphBatch;
  readonly #setting: GraphSetting;
  readonly #opened: Opened;
  readonly #who: Addressees;
  readonly #task: Omit<DraftTask, 'fields' | 'takeApart'>;

  constructor(batch: GraphBatch, setting: GraphSetting, opened: Opened) {
    const { connector, route, recipients, graph } = batch;
    this.#batch = batch;
    this.#setting = setting;
    this.#opened = opened;
    this.#who = addressees(
      opened.bytes,
      opened.scan,
      recipients.map(({ address }) => address),
    );
    this.#task = {
      base: `${route.endpoint}/users/${encodeURIComponent(route.user)}`,
      asked: { connector: connector.name, user: route.user, host: new URL(route.endpoint).host },
      graph,
      clock: setting.clock,
    };
  }

  /** The changes, a sentence each. */
  get notes(): readonly ToldLine[] {
    return [...this.#opened.notes, ...addresseeNotes(this.#who)];
  }

  async bySendMail({ begin, answer: answered }: AttemptSignals): Promise<Tried> {
    const { fields, message } = this.#batch;
    const { sizeBytes } = message.content;
    if (fields.byteLength + sizeBytes > bounds.deliver.graphSendMail) return { kind: 'too-large' };
    const body = { type: 'text/plain', bytes: await this.#whole(begin) };
    const request = { method: 'POST', url: `${this.#task.base}/sendMail`, yes: [202], body } as const;
    const answer = await this.#task.graph.ask(request, begin, answered);
    // If the wall is lower than documented there is still the other way.
    if (answer.kind === 'refused') {
      if (isYesToNothing(answer.refusal, sizeBytes)) return { kind: 'said-nothing' };
      if (isTooLarge(answer.refusal)) return { kind: 'too-large' };
    }
    const failure = failureOf(answer, this.#task, 'sendMail');
    if (failure === null) return { kind: 'sent' };
    return { kind: 'failed', failure: mayBeDone(answer) ? sentPerhaps(failure) : failure };
  }

  draft(signal: AbortSignal): DraftTask {
    const { content, workshop } = this.#setting;
    const { message } = this.#batch;
    const { sha256: key, sizeBytes } = message.content;
    return {
      ...this.#task,
      fields: draftFields(this.#opened.scan, this.#who, (name) => fieldsNamed(this.#opened, name)),
      takeApart: () => workshop.takeApart({ key, sizeBytes, content: () => content(message, signal) }),
    };
  }

  async #whole(signal: AbortSignal): Promise<Buffer> {
    const { bytes, scan, bodyAt } = this.#opened;
    const pieces: Uint8Array[] = [this.#batch.fields, ...addressedHeader(bytes, scan, this.#who)];
    let at = 0;
    for await (const chunk of this.#setting.content(this.#batch.message, signal)) {
      if (at + chunk.byteLength > bodyAt) pieces.push(chunk.subarray(Math.max(0, bodyAt - at)));
      at += chunk.byteLength;
    }
    return Buffer.from(Buffer.concat(pieces).toString('base64'), 'latin1');
  }
}

function fieldsNamed({ bytes, scan }: Opened, name: string): readonly string[] {
  const charset = charsetOfHeader(bytes, scan);
  return scan.fields.filter((field) => field.name === name).map((field) => shownValue(bytes, field, charset));
}

/** The answer for all of them: Graph tells no recipient apart. */
class BatchOutcomes {
  readonly #batch: GraphBatch;
  readonly #unexplained: Unexplained;
  readonly #remote: Remote;

  constructor(batch: GraphBatch, unexplained: Unexplained) {
    const { endpoint } = batch.route;
    this.#batch = batch;
    this.#unexplained = unexplained;
    this.#remote = {
      remoteHost: new URL(endpoint).host,
      remoteAddress: null,
      // The client verifies every certificate, and does not tell what it agreed on.
      tls: endpoint.startsWith('https:') ? 'TLS (HTTPS) verified' : CLEAR_TEXT,
    };
  }

  queued(text: string, notes: readonly string[]): readonly Outcome[] {
    this.#unexplained.taken(this.#batch.connector.id);
    const lines = [text, ...notes].map((line) => harmless(line));
    const reply = harmlessReply({ code: 202, enhanced: '2.0.0', lines });
    const common = { status: '2.0.0', reply, ...this.#remote, action: 'relayed', nextHopReports: false } as const;
    return this.#batch.recipients.map(({ ordinal }) => ({ ordinal, ...common }));
  }

  failed(made: GraphFailure): readonly Outcome[] {
    const { connector, message, recipients } = this.#batch;
    const isOfAll = made.unexplained === true && this.#unexplained.refused(connector.id, message.queueId);
    const failure: HopFailure = isOfAll ? refusesAll(made) : made;
    // Nobody was spoken to under TLS, as far as is known.
    const isUnheard = failure.cause === 'connection-failed' || failure.cause === 'sign-in-failed';
    const { tls } = isUnheard ? { tls: null } : this.#remote;
    return recipients.map((one) => outcomeOfFailure(one, { ...failure, ...this.#remote, tls }));
  }
}
