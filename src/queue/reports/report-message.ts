/**
 * A planned report as a message of our own, and the event that tells of it. Pure but for the digest, and for the words of a language, which
 * are loaded on first use. RFC 3461 §6, RFC 3834 §5.
 */
import { bounds } from '../../base/bounds.ts';
import type { QueueId } from '../../base/id.ts';
import { type Address, addressKey, addressText } from '../../mail/address.ts';
import type { QueuedMessage } from '../../mail/delivery.ts';
import type { ReportKind } from '../../mail/report.ts';
import type { TraceEvent } from '../../mail/trace-event.ts';
import { type ComposedReport, composeReport, type Report } from '../../dsn/compose.ts';
import { reportTexts } from '../../texts/languages.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { addressReport, addressToPostmaster, type ReportAddressing } from '../../policy/delivery/reports.ts';
import { ownMessage } from '../../store/own-message.ts';
import type { NewMessage } from '../../store/store.ts';
import type { OriginalText } from './original.ts';
import type { PlannedReport } from '../conclude/settle.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

export interface OwedFacts {
  readonly view: DirectoryView;
  readonly hostName: string;
  readonly now: number;
  readonly dueNow: number;
  readonly reportId: QueueId;
}

export interface Owed {
  /** null: nobody is there to get it. */
  readonly message: NewMessage | null;
  /** For the original's story. */
  readonly event: TraceEvent;
}

const NAMES: Readonly<Record<ReportKind, Phrase>> = {
  failure: say`Non-delivery report`,
  delay: say`Delay notice`,
  success: say`Success report`,
};

/** Resolves when the words of its language are there. */
export async function owedReport(
  original: QueuedMessage,
  sender: Address,
  report: PlannedReport,
  text: OriginalText,
  facts: OwedFacts,
): Promise<Owed> {
  const addressing = addressingOf(original, sender, report, facts);
  if (addressing.addressees.length === 0) return { message: null, event: toNobody(original, sender, facts) };
  const composed = composeReport({
    kind: report.kind,
    reportId: facts.reportId,
    hostName: facts.hostName,
    now: facts.now,
    to: readerOf(addressing, sender),
    ...(await reportTexts(addressing.language)),
    original: described(original, sender, text, addressing),
    recipients: report.recipients.slice(0, bounds.queue.reportRows),
    notListed: Math.max(0, report.recipients.length - bounds.queue.reportRows),
  });
  const reader = report.for === 'sender' ? addressText(sender) : 'postmaster';
  const name = NAMES[report.kind];
  const fate = fateOf(report, sender, addressing);
  return {
    message: messageOf(
      composed,
      original,
      addressing,
      facts,
      say`${name} about ${original.queueId} for ${reader}${fate}`,
    ),
    event: {
      at: facts.now,
      kind: 'DSN',
      queueId: original.queueId,
      ordinal: null,
      ...told(say`${name} for ${reader}${fate}`),
      relatedQueueId: facts.reportId,
    },
  };
}

function addressingOf(
  original: QueuedMessage,
  sender: Address,
  report: PlannedReport,
  { view, hostName }: OwedFacts,
): ReportAddressing {
  if (report.for === 'postmaster') return readersOf(report, addressToPostmaster(view, original, hostName));
  return readersOf(report, addressReport(view, sender, original));
}

/** Notices of a delay do not belong on the list of reports that nobody reads: in the trace they would look like mail that failed. */
function readersOf({ kind }: PlannedReport, addressing: ReportAddressing): ReportAddressing {
  return kind === 'delay' && addressing.orphan
    ? { ...addressing, addressees: addressing.addressees.slice(1), orphan: false }
    : addressing;
}

const toNobody = (original: QueuedMessage, sender: Address, { now }: OwedFacts): TraceEvent => ({
  at: now,
  kind: 'DSN',
  queueId: original.queueId,
  ordinal: null,
  ...told(say`${NAMES.delay} for ${addressText(sender)}, who is no mailbox here: there is nobody to get it`),
});

const readerOf = ({ addressees }: ReportAddressing, sender: Address): Address => addressees[0]?.address ?? sender;

/** The original, as its report tells of it. */
const described = (
  original: QueuedMessage,
  sender: Address,
  { header, full }: OriginalText,
  { device }: ReportAddressing,
): Report['original'] => ({
  queueId: original.queueId,
  messageId: original.header.messageId,
  subject: original.header.subject,
  sender: addressText(sender),
  device,
  envid: original.envid,
  receivedAt: original.receivedAt,
  headerHas8bit: original.header.headerHas8bit,
  header,
  full,
});

/** Says where a report goes whose reader is somebody else than the sender. */
function fateOf(report: PlannedReport, sender: Address, addressing: ReportAddressing): Phrase {
  if (addressing.orphan)
    return say`, who is no mailbox here: kept for the administrator (trace --orphan-reports lists it)`;
  const reader = readerOf(addressing, sender);
  if (report.for === 'postmaster' || addressKey(reader) === addressKey(sender)) return say``;
  return say`, who is no mailbox here: goes to ${addressText(reader)}`;
}

function messageOf(
  composed: ComposedReport,
  original: QueuedMessage,
  { addressees, orphan }: ReportAddressing,
  { hostName, now, dueNow, reportId }: OwedFacts,
  words: Phrase,
): NewMessage {
  return ownMessage(
    {
      queueId: reportId,
      organizationId: original.organizationId,
      // Its owner is asked where the sender turns out to be nobody.
      deviceId: original.deviceId ?? null,
      receivedAt: now,
      body: composed.has8bit ? '8bitmime' : '7bit',
      smtputf8: composed.smtputf8,
      header: {
        messageId: composed.messageId,
        subject: composed.subject,
        from: [`postmaster@${hostName}`],
        has8bit: composed.has8bit,
        headerHas8bit: composed.smtputf8,
      },
      events: [
        {
          at: now,
          kind: 'Receive',
          queueId: reportId,
          ordinal: null,
          ...told(words),
          relatedQueueId: original.queueId,
        },
      ],
      // If it is refused there, somebody else has to hear of it.
      ...(orphan ? { orphan: true as const } : { report: true as const }),
    },
    composed.bytes,
    addressees,
    dueNow,
  );
}

/** A report that nobody got, for the administrator's list; it is sent to nobody. */
export function unreadReport(
  report: QueuedMessage,
  reader: Address,
  bytes: Uint8Array,
  { now, dueNow, reportId }: Pick<OwedFacts, 'now' | 'dueNow' | 'reportId'>,
): Owed {
  const { queueId, organizationId, deviceId, body, smtputf8, header } = report;
  const words = told(say`Report for ${addressText(reader)}, which was not taken there`);
  const about = { at: now, ordinal: null };
  return {
    message: ownMessage(
      {
        queueId: reportId,
        organizationId,
        deviceId: deviceId ?? null,
        receivedAt: now,
        body,
        smtputf8,
        header,
        events: [{ ...about, kind: 'Receive', queueId: reportId, ...words, relatedQueueId: queueId }],
        orphan: true,
      },
      bytes,
      [{ address: reader, route: { kind: 'none', reason: words.text, unknownRecipient: false } }],
      dueNow,
    ),
    event: {
      ...about,
      kind: 'DSN',
      queueId,
      ...told(say`Not taken for ${addressText(reader)}: kept for the administrator (trace --orphan-reports lists it)`),
      relatedQueueId: reportId,
    },
  };
}
