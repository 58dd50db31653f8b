/** The common part of the steps of sending by Graph: how a thing is asked for, and what an answer means for the mail. Pure. */
import type { Clock } from '../../../base/clock.ts';
import { delayedBy, type HopFailure, inDoubt } from '../../answers/failure.ts';
import type { GraphAnswer, GraphClient, GraphRequest } from './http.ts';
import type { Workshop } from '../../content/mime/workshop.ts';
import { type GraphAsked, type GraphFailure, isUnclear, judgeGraph } from './judge.ts';
import { say, type Phrase } from '../../../texts/phrase.ts';
import { told, again } from '../../../texts/told.ts';

export interface DraftTask {
  /** `https://graph.microsoft.com/v1.0/users/printer%40contoso.com` */
  readonly base: string;
  readonly asked: Omit<GraphAsked, 'step'>;
  /** The fields of the message resource but for body and attachments. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The message in its parts. */
  readonly takeApart: () => ReturnType<Workshop['takeApart']>;
  readonly graph: Pick<GraphClient, 'ask'>;
  readonly clock: Clock;
}

export function create(url: string, value: unknown, yes: readonly number[] = [201]): GraphRequest {
  return { method: 'POST', url, yes, body: { type: 'application/json', bytes: Buffer.from(JSON.stringify(value)) } };
}

/** null: it was done. */
export function failureOf(answer: GraphAnswer, task: Pick<DraftTask, 'asked'>, step: string): GraphFailure | null {
  switch (answer.kind) {
    case 'done':
      return null;
    case 'refused':
      return judgeGraph(answer.refusal, { ...task.asked, step });
    case 'unclear':
    case 'not-asked':
      return answer.failure;
  }
}

/** The request to send got no clear no. */
export const mayBeDone = (answer: GraphAnswer): boolean =>
  answer.kind === 'unclear' || (answer.kind === 'refused' && isUnclear(answer.refusal));

export const sentPerhaps = (failure: HopFailure): HopFailure =>
  inDoubt(failure, say`${again(failure)}; whether Graph sent the message is not known, so it may arrive twice`);

export const nonsense = (task: Pick<DraftTask, 'asked'>, step: string, what: Phrase): HopFailure =>
  delayedBy({
    cause: 'protocol-error',
    status: '4.5.0',
    ...told(say`${task.asked.host} answered at ${step} with ${what}`),
    of: 'route',
  });
