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

export type Drafted =
  | { readonly ok: true; readonly notes: readonly string[]; readonly text: string }
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
  const { begin, after } = signals;
  const apart = await task.takeApart();
  if (!apart.ok)
    return {
      ok: false,
      failure: failedBy({
        cause: 'content-refused',
        status: '5.6.0',
        text: `the message cannot be built anew for Graph: ${apart.why}`,
      }),
    };
  const parts = apart.survey;
  const made = await task.graph.ask(
    create(`${task.base}/messages`, {
      ...task.fields,
      body: { contentType: parts.body?.type ?? 'text', content: parts.body?.text ?? '' },
    }),
    begin,
  );
  const id = made.kind === 'done' ? made.body['id'] : null;
  if (typeof id !== 'string')
    return { ok: false, failure: failureOf(made, task, 'a draft') ?? nonsense(task, 'a draft', 'a draft without id') };
  const draft = `${task.base}/messages/${encodeURIComponent(id)}`;
  let failure: GraphFailure | null;
  try {
    failure = await attach(task, draft, apart, begin);
  } catch (error) {
    await takeBack(draft, task, after);
    throw error;
  }
  if (failure !== null) {
    const left = await takeBack(draft, task, after);
    return {
      ok: false,
      failure:
        left !== 'unknown'
          ? failure
          : { ...failure, text: `${failure.text}; whether its draft was deleted is not known` },
    };
  }
  const sent = await send(task, draft, signals);
  return sent.ok ? { ...sent, notes: parts.notes } : sent;
}

async function attach(
  task: DraftTask,
  draft: string,
  { survey, slice }: TakenApart,
  signal: AbortSignal,
): Promise<GraphFailure | null> {
  for (const attachment of survey.attachments) {
    const content = slice(attachment.from, attachment.sizeBytes);
    const failure =
      attachment.sizeBytes <= bounds.deliver.graphDirect
        ? await attachAtOnce(task, draft, attachment, content, signal)
        : await upload(task, draft, attachment, content, signal);
    if (failure !== null) return failure;
  }
  return null;
}

async function attachAtOnce(
  task: DraftTask,
  draft: string,
  attachment: Attachment,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<GraphFailure | null> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  const answer = await task.graph.ask(
    create(`${draft}/attachments`, {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: attachment.name,
      contentType: attachment.type,
      isInline: attachment.inline,
      ...(attachment.contentId === null ? {} : { contentId: attachment.contentId }),
      contentBytes: Buffer.concat(chunks).toString('base64'),
    }),
    signal,
  );
  // By documentation the answer is the attachment itself.
  if (answer.kind === 'done' && !answer.isJson)
    return nonsense(task, 'an attachment', 'something that is no attachment');
  return failureOf(answer, task, 'an attachment');
}

type Sent = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: GraphFailure };

async function send(task: DraftTask, draft: string, { begin, answer: answered, after }: DraftSignals): Promise<Sent> {
  const answer = await task.graph.ask({ method: 'POST', url: `${draft}/send`, yes: [202] }, begin, answered);
  if (answer.kind === 'done') return { ok: true, text: 'queued for sending by Microsoft Graph (draft with upload)' };
  const failure = failureOf(answer, task, 'send') ?? nonsense(task, 'send', 'no answer');
  if (!mayBeDone(answer)) {
    await takeBack(draft, task, after);
    return { ok: false, failure };
  }
  // Sent or not? A draft that is no draft any more has gone out, whether it is seen so at once or only when it is to be deleted.
  const look = await task.graph.ask({ method: 'GET', url: `${draft}?$select=id,isDraft`, yes: [200] }, after);
  const isSent = isGone(look) || (look.kind === 'done' && look.body['isDraft'] === false);
  const isThere = look.kind === 'done' && look.body['isDraft'] === true;
  const left = isSent ? 'gone' : isThere ? await takeBack(draft, task, after) : 'unknown';
  if (left === 'gone')
    return {
      ok: true,
      text: 'queued for sending by Microsoft Graph (the answer was lost, but the draft is no draft any more)',
    };
  if (left === 'deleted')
    return {
      ok: false,
      failure: { ...failure, text: `${failure.text}; the draft was still there, and was taken back` },
    };
  return { ok: false, failure: sentPerhaps(failure) };
}

/** Also after the attempt was given up. */
async function takeBack(
  draft: string,
  { graph }: Pick<DraftTask, 'graph'>,
  after: AbortSignal,
): Promise<'deleted' | 'gone' | 'unknown'> {
  for (let tries = 0; tries < bounds.deliver.draftDeletes; tries++) {
    const answer = await graph.ask({ method: 'DELETE', url: draft, yes: [204] }, after);
    if (answer.kind === 'done') return 'deleted';
    // After a try whose answer was lost it may be gone because we deleted it: that is no sign of its having been sent.
    if (isGone(answer)) return tries === 0 ? 'gone' : 'unknown';
  }
  return 'unknown';
}

const isGone = (answer: GraphAnswer): boolean => answer.kind === 'refused' && isItemGone(answer.refusal);
