import type { Reply } from '../../mail/reply.ts';

/** The connection's action after an event. */
export type SessionAction =
  | {
      readonly kind: 'reply';
      readonly reply: Reply;
      readonly after: 'go-on' | 'start-tls' | 'close';
      /** Slows down who errs a lot. */
      readonly delayMs: number;
      /** Said after the reply, before closing. */
      readonly farewell?: Reply;
    }
  | { readonly kind: 'chunks-accepted' }
  | { readonly kind: 'chunks-refused'; readonly reply: Reply }
  | { readonly kind: 'nothing' };

export const NOTHING: SessionAction = { kind: 'nothing' };

export const say = (reply: Reply, after: 'go-on' | 'start-tls' | 'close' = 'go-on'): SessionAction => ({
  kind: 'reply',
  reply,
  after,
  delayMs: 0,
});

/** The same, and then the end of the session. */
export function closing(action: SessionAction, farewell: Reply | null): SessionAction {
  if (action.kind !== 'reply') return action;
  return { ...action, after: 'close', ...(farewell === null || action.after === 'close' ? {} : { farewell }) };
}
