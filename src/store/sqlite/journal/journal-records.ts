/**
 * The journal's records: the nouns of `store.ts` as they are, but for the octets of inline content, which follow the JSON.
 * Pure.
 */
import type { QueueId } from '../../../base/id.ts';
import type { RefusalCount, SessionRecord } from '../../../mail/trace-event.ts';
import type { NewMessage, Settlement } from '../../store.ts';
import { plainJson } from '../../plain-text.ts';
import { contentKept, keptContent } from '../database/encoding.ts';
import type { RawRecord } from './journal-format.ts';

export type JournalRecord =
  /** `ahead`: the message's recipients are claimed from memory, until they are handed over or settled. */
  | { readonly kind: 'accept'; readonly message: NewMessage; readonly ahead: boolean }
  /** `freed`: the recipients of the lease, whether mentioned or not. `ahead`: of the owed messages, which. */
  | {
      readonly kind: 'settle';
      readonly settlement: Omit<Settlement, 'leaseId'>;
      readonly freed: readonly number[];
      readonly ahead: readonly boolean[];
    }
  /** Recipients that are claimed from the database from now on. */
  | { readonly kind: 'hand-over'; readonly entries: readonly HandedOver[] }
  | {
      readonly kind: 'sessions';
      readonly sessions: readonly SessionRecord[];
      readonly counts: readonly RefusalCount[];
    };

export type HandedOver = readonly [queueId: QueueId, ordinals: readonly number[]];

export interface EncodedRecord {
  /** As it was given; or, where its texts were not plain, as it is kept. */
  readonly record: JournalRecord;
  readonly json: string;
  readonly contents: readonly Uint8Array[];
}

export function encodeRecord(given: JournalRecord): EncodedRecord {
  const shown = withoutContents(given);
  const contents = octetsOf(messagesOf(given));
  const json = plainJson(shown);
  if (!json.includes('\uFFFD')) return { record: given, json, contents };
  return { record: decodeRecord({ json, contents: Buffer.concat(contents) }), json, contents };
}

function messagesOf(record: JournalRecord): readonly NewMessage[] {
  if (record.kind === 'accept') return [record.message];
  return record.kind === 'settle' ? record.settlement.owed : [];
}

function withoutContents(record: JournalRecord): unknown {
  switch (record.kind) {
    case 'accept':
      return { kind: 'accept', ahead: record.ahead, message: withoutOctets(record.message) };
    case 'settle':
      return { ...record, settlement: { ...record.settlement, owed: record.settlement.owed.map(withoutOctets) } };
    default:
      return record;
  }
}

const withoutOctets = (message: NewMessage): unknown => ({ ...message, content: keptContent(message.content) });

function octetsOf(messages: readonly NewMessage[]): Uint8Array[] {
  const octets: Uint8Array[] = [];
  for (const { content } of messages) if (content.kind === 'inline') octets.push(content.bytes);
  return octets;
}

export function decodeRecord({ json, contents }: RawRecord): JournalRecord {
  const record = JSON.parse(json) as JournalRecord;
  if (record.kind === 'accept') return { ...record, message: withOctets([record.message], contents)[0]! };
  if (record.kind === 'settle' && record.settlement.owed.length > 0)
    return { ...record, settlement: { ...record.settlement, owed: withOctets(record.settlement.owed, contents) } };
  return record;
}

function withOctets(messages: readonly NewMessage[], contents: Uint8Array): NewMessage[] {
  let at = 0;
  return messages.map((message) => {
    const kept = message.content as unknown as Parameters<typeof contentKept>[0];
    const inlineBytes = kept.kind === 'inline' ? kept.sizeBytes : 0;
    return { ...message, content: contentKept(kept, contents.subarray(at, (at += inlineBytes))) };
  });
}
