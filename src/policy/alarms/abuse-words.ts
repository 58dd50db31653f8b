/** The words of alarms about abuse of our own doors, and of the restrictions that are made for it. */
import type { AbuseTrigger, OwnSender } from '../../mail/screening/abuse.ts';
import { messagesOf, recipientsOf } from '../../texts/en/counts.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

/** The finding, as part of a sentence. @param outOf of recipients that next hops answered for. */
export const foundWords: Readonly<Record<AbuseTrigger, (count: number, outOf: number | null) => Phrase>> = {
  'sure-spam': (count) => say`the spam filter was sure of ${messagesOf(count)} within an hour`,
  spam: (count) => say`the spam filter called ${messagesOf(count)} spam within an hour`,
  malware: (count) => say`the virus scanner found malware in ${messagesOf(count)} within an hour`,
  external: (count) => say`it sent to ${recipientsOf(count)} in other domains within an hour`,
  'busy-device': (count) =>
    say`it sent to ${recipientsOf(count)} in other domains within an hour, many more than it usually does`,
  unknown: (count, outOf) =>
    say`next hops did not know ${count} of ${recipientsOf(outOf ?? count)} that they answered for within an hour`,
};

export const senderWords: Readonly<Record<OwnSender['of'], Phrase>> = {
  mailbox: say`The mailbox`,
  connector: say`The connector`,
  device: say`The device`,
};

export const restrictedWords = { sender: senderWords.mailbox, connector: senderWords.connector } as const;

export const viaDevice = (of: string, device: string | null): Phrase | string =>
  device === null || of === 'device' ? '' : say`, last by the device ${device}`;

export const notRestricted = {
  alert: say`Nothing was restricted.`,
  observed: say`It would have been restricted, and the organization only observes.`,
  'always-through': say`Its mail must always get through, so that nothing was restricted.`,
  lifted: say`A restriction of it was lifted today, so that it was not restricted again.`,
} as const;
