/** A next hop's event as the failure it means, where it is not the one hoped for. Pure. */
import { replyText } from '../../mail/reply.ts';
import type { ClientEvent, ClientStage } from '../../smtp/client/client-dialogue.ts';
import type { Heard, Trouble } from './client-session.ts';
import { delayedBy, failedBy, type HopFailure } from '../answers/failure.ts';
import { harmlessReply } from '../answers/remote-words.ts';
import { judgeRefusal, type ReplyStage } from '../answers/reply-cause.ts';
import { say } from '../../texts/phrase.ts';
import { told, again, type Words } from '../../texts/told.ts';

/** The failure when the event hoped for did not come. */
export function failureOf(heard: Heard, stage: ReplyStage, where: Words): HopFailure {
  if ('trouble' in heard) return failureOfTrouble(heard.trouble, where);
  const { event } = heard;
  switch (event.type) {
    case 'refused':
    case 'closing': {
      const reply = harmlessReply(event.reply);
      const judged = judgeRefusal(replyStage(event.stage) ?? stage, reply);
      const { status, cause } = judged;
      const said = { status, cause, ...told(say`${where} said at ${stage}: ${replyText(reply)}`), reply };
      // One that will have nothing to do with us is not the only one.
      return judged.permanent ? failedBy({ ...said, of: 'hop' }) : delayedBy(said);
    }
    case 'protocol-error':
      return delayedBy({
        cause: 'protocol-error',
        status: '4.5.0',
        ...told(say`${where} does not speak SMTP properly: ${event.what}`),
      });
    default:
      return delayedBy({
        cause: 'protocol-error',
        status: '4.5.0',
        ...told(say`${where}: unexpected answer at ${stage} (${event.type})`),
      });
  }
}

const causeOf = {
  closed: 'connection-failed',
  'given-up': 'connection-failed',
  'timed-out': 'timed-out',
  interrupted: 'protocol-error',
} as const;

export function failureOfTrouble(trouble: Trouble, where: Words): HopFailure {
  const cause = causeOf[trouble.kind];
  const met = say`${where}: ${again(trouble)}`;
  const words = trouble.stage === null ? met : say`${met} (at ${trouble.stage})`;
  return delayedBy({ cause, status: '4.4.2', ...told(words) });
}

const replyStage = (stage: ClientStage): ReplyStage | null => (stage === 'rset' || stage === 'quit' ? null : stage);

export function isEvent<Type extends ClientEvent['type']>(
  heard: Heard,
  type: Type,
): heard is { readonly event: Extract<ClientEvent, { type: Type }> } {
  return 'event' in heard && heard.event.type === type;
}
