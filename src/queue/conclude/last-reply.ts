/**
 * The last words a recipient's attempt was told, as the queue keeps them: whole for administrators, and what of them a sender may read. Pure.
 * What a disk said names our folders, what a sign-in needs our accounts, what a bug says is for the log: those are kept with a mark in
 * front, so that a report written much later still knows them.
 */
import type { DelayedOutcome, FailureCause } from '../../mail/delivery.ts';
import { replyText } from '../../mail/reply.ts';

const STORAGE = 'Writing into the mailbox failed';
const SIGN_IN = 'Our server could not sign in at the next mail server';

/** The text that senders read instead. */
export const OUR_OWN_MATTER: Partial<Record<FailureCause, string>> = {
  'storage-failed': STORAGE,
  'sign-in-failed': SIGN_IN,
};

/** The text that senders read instead of marked words. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['storage-failed', STORAGE],
  ['sign-in-failed', SIGN_IN],
  ['other', 'A local error of our server'],
]);

/** A next hop's words, or our own about it. */
export const wordsOf = (outcome: DelayedOutcome): string => (outcome.reply ? replyText(outcome.reply) : outcome.text);

/** The memory of a delay: its words, marked where they are not for senders. */
export const remembered = (outcome: DelayedOutcome): string =>
  INSTEAD.has(outcome.cause) ? `[${outcome.cause}] ${wordsOf(outcome)}` : wordsOf(outcome);

/** Of remembered words, what a sender may read. */
export function forSenders(lastReply: string | null): string | null {
  const mark = /^\[([a-z-]+)\] /.exec(lastReply ?? '')?.[1];
  return (mark !== undefined && INSTEAD.get(mark)) || lastReply;
}
