/** The words of alarms about abuse of our own doors, and of the restrictions that are made for it. */
import type { AbuseTrigger, OwnSender } from '../../mail/screening/abuse.ts';
import { many } from '../../base/words/amounts.ts';

const messages = (count: number): string => many(count, 'message');

/** The finding, as part of a sentence. @param outOf of recipients that next hops answered for. */
export const foundWords: Readonly<Record<AbuseTrigger, (count: number, outOf: number | null) => string>> = {
  'sure-spam': (count) => `the spam filter was sure of ${messages(count)} within an hour`,
  spam: (count) => `the spam filter called ${messages(count)} spam within an hour`,
  malware: (count) => `the virus scanner found malware in ${messages(count)} within an hour`,
  external: (count) => `it sent to ${many(count, 'recipient')} in other domains within an hour`,
  'busy-device': (count) =>
    `it sent to ${many(count, 'recipient')} in other domains within an hour, many more than it usually does`,
  unknown: (count, outOf) =>
    `next hops did not know ${count} of ${many(outOf ?? count, 'recipient')} that they answered for within an hour`,
};

export const senderWords: Readonly<Record<OwnSender['of'], string>> = {
  mailbox: 'The mailbox',
  connector: 'The connector',
  device: 'The device',
};

export const restrictedWords = { sender: 'The mailbox', connector: 'The connector' } as const;

export const viaDevice = (of: string, device: string | null): string =>
  device === null || of === 'device' ? '' : `, last by the device ${device}`;

export const notRestricted = {
  alert: 'Nothing was restricted.',
  observed: 'It would have been restricted, and the organization only observes.',
  'always-through': 'Its mail must always get through, so that nothing was restricted.',
  lifted: 'A restriction of it was lifted today, so that it was not restricted again.',
} as const;
