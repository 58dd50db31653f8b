/** Whole rows of the trace and of the queue: a test says what is particular of them. */
import { untried } from '../../src/mail/delivery.ts';
import type { QueueId } from '../../src/base/id.ts';
import type { SessionRecord, TraceEvent } from '../../src/mail/trace-event.ts';
import type { QueueEntry, TraceRow } from '../../src/store/store.ts';

export const traceRow = (over: Partial<TraceRow> = {}): TraceRow => ({
  at: 1,
  queueId: 'Q' as QueueId,
  sessionId: null,
  reference: null,
  sender: null,
  recipient: null,
  subject: null,
  messageId: null,
  status: 'Delivered',
  reason: null,
  code: null,
  clientAddress: null,
  connectorId: null,
  ingress: null,
  organizationId: null,
  sizeBytes: null,
  lastText: null,
  cause: null,
  former: [],
  checks: [],
  waiting: null,
  ...over,
});

export const traceEvent = (over: Partial<TraceEvent> = {}): TraceEvent => ({
  at: 1,
  kind: 'Receive',
  queueId: 'Q' as QueueId,
  ordinal: null,
  text: '',
  ...over,
});

export const sessionRecord = (over: Partial<SessionRecord> = {}): SessionRecord => ({
  sessionId: 'S' as SessionRecord['sessionId'],
  startedAt: 0,
  endedAt: 1_000,
  listener: 'smtp',
  clientAddress: '192.0.2.10',
  clientPort: 4711,
  helo: 'copier',
  tls: null,
  certificateNames: [],
  ingress: null,
  connectorId: null,
  login: null,
  refusals: [],
  accepted: [],
  transcript: '',
  end: 'quit',
  ...over,
});

export function queueEntry(queueId: string, over: Partial<QueueEntry> = {}): QueueEntry {
  const address = { local: 'someone', domain: 'example.org', domainKey: 'example.org' };
  return {
    message: {
      queueId: queueId as QueueId,
      sessionId: null,
      organizationId: null,
      ingress: 'relay',
      connectorId: null,
      mailboxId: null,
      clientAddress: null,
      helo: null,
      receivedAt: 1,
      reversePath: null,
      body: '7bit',
      smtputf8: false,
      ret: null,
      envid: null,
      header: { messageId: null, subject: null, from: [], has8bit: false, headerHas8bit: false },
      sizeBytes: 5,
    },
    recipient: untried(0, { address }),
    lane: 'mx:example.org',
    held: false,
    leased: false,
    nextAttemptAt: 2,
    ...over,
  };
}
