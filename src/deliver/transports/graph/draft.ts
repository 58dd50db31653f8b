/**
 * The way for messages above the wall of sendMail: a draft is made, attachments follow (large ones in pieces by an upload session), and
 * then it is sent. Promises: nothing is sent that is not whole; what breaks off before takes its draft away again; when the answer to
 * "send" is lost, it looks whether the draft is still there. Content is read as it is sent, never whole in memory.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Timer } from '../../../base/clock.ts';
import { failedBy } from '../../answers/failure.ts';
import { create, type DraftTask, failureOf, mayBeDone, nonsense, sentPerhaps } from './answers.ts';
import type { AttemptSignals } from '../../attempt-signals.ts';
import type { GraphAnswer } from './http.ts';
import { type GraphFailure, isItemGone } from './judge.ts';
import type { TakenApart } from '../../content/mime/workshop.ts';
import type { Attachment } from './parts.ts';
import { upload } from './upload.ts';
import { say } from '../../../texts/phrase.ts';
import { told, again } from '../../../texts/told.ts';
import type { ToldLine } from '../../../mail/lines/said.ts';

export type Drafted =
  | ({ readonly ok: true; readonly notes: readonly string[] } & ToldLine)
  | { readonly ok: false; readonly failure: GraphFailure };

export async function sendByDraft(task: DraftTask, signals: AttemptSignals): Promise<Drafted> {
  const after = new AbortController();
  let timer: Timer | null = null;
  const onAbort = (): void => {
    timer = task.clock.timer(bounds.deliver.draftCleanUp, () => after.abort());
  };
  if (signals.answer.aborted) onAbort();
  else signals.answer.addEventListener('abort', onAbort, { once: true });
  try {
    return await drafted(task, { ...signals, after: after.signal });
  } finally {
    signals.answer.removeEventListener('abort', onAbort);
    (timer as Timer | null)?.cancel();
  }
}

interface DraftSignals extends AttemptSignals {
  /** For what is asked to clean up: a little longer than the attempt, when that is given up. */
  readonly after: AbortSignal;
}

async function drafted(task: DraftTask, signals: DraftSignals): Promise<Drafted> {
  const apart = await task.takeApart();
  if (!apart.ok)
    return {
      ok: false,
      failure: failedBy({
        cause: 'content-refused',
        status: '5.6.0',
        ...told(say`the message cannot be built anew for Graph: ${again(apart.why)}`),
      }),
    };
  const { body, notes } = apart.survey;
  const made = await task.graph.ask(
    create(`${task.base}/messages`, {
      ...task.fields,
      body: { contentType: body?.type ?? 'text', content: body?.text ?? '' },
    }),
    signals.begin,
  );
  const id = made.kind === 'done' ? made.body['id'] : null;
  if (typeof id !== 'string')
    return {
      ok: false,
      failure: failureOf(made, task, 'a draft') ?? nonsense(task, 'a draft', say`a draft without id`),
    };
  const draft = new Draft(task, id, signals);
  const failure = await draft.fill(apart);
  if (failure !== null) return { ok: false, failure };
  const sent = await draft.send();
  return sent.ok ? { ...sent, notes } : sent;
}

type Sent = ({ readonly ok: true } & ToldLine) | { readonly ok: false; readonly failure: GraphFailure };

/** A draft that was made. What cannot be sent is taken away again, also after the attempt was given up. */
class Draft {
  readonly #task: DraftTask;
  readonly #url: string;
  readonly #signals: DraftSignals;

  constructor(task: DraftTask, id: string, signals: DraftSignals) {
    this.#task = task;
    this.#url = `${task.base}/messages/${encodeURIComponent(id)}`;
    this.#signals = signals;
  }

  /** null: all attachments are there. */
  async fill(apart: TakenApart): Promise<GraphFailure | null> {
    let failure: GraphFailure | null;
    try {
      failure = await this.#attach(apart);
    } catch (error) {
      await this.#takeBack();
      throw error;
    }
    if (failure === null || (await this.#takeBack()) !== 'unknown') return failure;
    return { ...failure, ...told(say`${again(failure)}; whether its draft was deleted is not known`) };
  }

  async send(): Promise<Sent> {
    const { begin, answer: answered, after } = this.#signals;
    const { graph } = this.#task;
    const answer = await graph.ask({ method: 'POST', url: `${this.#url}/send`, yes: [202] }, begin, answered);
    if (answer.kind === 'done')
      return { ok: true, ...told(say`queued for sending by Microsoft Graph (draft with upload)`) };
    const failure = failureOf(answer, this.#task, 'send') ?? nonsense(this.#task, 'send', say`no answer`);
    if (!mayBeDone(answer)) {
      await this.#takeBack();
      return { ok: false, failure };
    }
    // Sent or not? A draft that is no draft any more has gone out, whether it is seen so at once or only when it is to be deleted.
    const look = await graph.ask({ method: 'GET', url: `${this.#url}?$select=id,isDraft`, yes: [200] }, after);
    const isSent = isGone(look) || (look.kind === 'done' && look.body['isDraft'] === false);
    const isThere = look.kind === 'done' && look.body['isDraft'] === true;
    const left = isSent ? 'gone' : isThere ? await this.#takeBack() : 'unknown';
    if (left === 'gone')
      return {
        ok: true,
        ...told(say`queued for sending by Microsoft Graph (the answer was lost, but the draft is no draft any more)`),
      };
    if (left === 'deleted')
      return {
        ok: false,
        failure: { ...failure, ...told(say`${again(failure)}; the draft was still there, and was taken back`) },
      };
    return { ok: false, failure: sentPerhaps(failure) };
  }

  async #attach({ survey, slice }: TakenApart): Promise<GraphFailure | null> {
    for (const attachment of survey.attachments) {
      const content = slice(attachment.from, attachment.sizeBytes);
      const failure =
        attachment.sizeBytes <= bounds.deliver.graphDirect
          ? await this.#attachAtOnce(attachment, content)
          : await upload(this.#task, this.#url, attachment, content, this.#signals.begin);
      if (failure !== null) return failure;
    }
    return null;
  }

  async #attachAtOnce(attachment: Attachment, content: AsyncIterable<Uint8Array>): Promise<GraphFailure | null> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const answer = await this.#task.graph.ask(
      create(`${this.#url}/attachments`, {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: attachment.name,
        contentType: attachment.type,
        isInline: attachment.inline,
        ...(attachment.contentId === null ? {} : { contentId: attachment.contentId }),
        contentBytes: Buffer.concat(chunks).toString('base64'),
      }),
      this.#signals.begin,
    );
    // By documentation the answer is the attachment itself.
    if (answer.kind === 'done' && !answer.isJson)
      return nonsense(this.#task, 'an attachment', say`something that is no attachment`);
    return failureOf(answer, this.#task, 'an attachment');
  }

  async #takeBack(): Promise<'deleted' | 'gone' | 'unknown'> {
    for (let tries = 0; tries < bounds.deliver.draftDeletes; tries++) {
      const request = { method: 'DELETE', url: this.#url, yes: [204] } as const;
      const answer = await this.#task.graph.ask(request, this.#signals.after);
      if (answer.kind === 'done') return 'deleted';
      // After a try whose answer was lost it may be gone because we deleted it: that is no sign of its having been sent.
      if (isGone(answer)) return tries === 0 ? 'gone' : 'unknown';
    }
    return 'unknown';
  }
}

const isGone = (answer: GraphAnswer): boolean => answer.kind === 'refused' && isItemGone(answer.refusal);
