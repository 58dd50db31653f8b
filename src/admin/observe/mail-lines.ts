/**
 * The log of mail: a line when a message comes in, a line for what an attempt came to, a line for a refusal. Each has two faces: fields for
 * programs, whose names stay (docs/operate/monitoring.md), and a sentence for people. Of strangers' words nothing breaks a line.
 */
import { shortSpanText, sizeText, spanText } from '../../base/words/amounts.ts';
import { bounds } from '../../base/bounds.ts';
import { escaped } from '../../base/words/escaped.ts';
import type { ObjectId } from '../../base/id.ts';
import { listed } from '../../base/listed.ts';
import type { LogLevel, LogLine } from '../../base/log.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type Address, addressText, type ReversePath } from '../../mail/address.ts';
import type { Ingress } from '../../mail/delivery.ts';
import type { Lane } from '../../mail/route.ts';
import type { Accepted, SettledAttempt } from '../../mail/observation.ts';
import { readReplyText } from '../../mail/reply.ts';
import type { Refusal, SessionRecord, TraceEvent, TraceKind } from '../../mail/trace-event.ts';
import { placeOf } from '../../policy/alarms/queue-alarms.ts';

const waysIn: Readonly<Record<Ingress, string>> = {
  relay: 'SMTP relay',
  submission: 'client submission',
  direct: 'Direct Send',
  internal: 'Doorpost itself',
};

const senderText = (sender: ReversePath): string => (sender === null ? '<>' : escaped(addressText(sender)));

const namesOf = (recipients: readonly { readonly address: Address }[]): readonly string[] =>
  recipients.slice(0, bounds.admin.recipientsLogged).map(({ address }) => escaped(addressText(address)));

const nameOf = (view: DirectoryView, kind: 'device' | 'inbound-connector', id: ObjectId | null): string | null =>
  view.get(kind, id)?.name ?? null;

/** The peer, by the names that administrators gave it. */
interface Peer {
  readonly clientAddress: string | null;
  readonly device: string | null;
  readonly connector: string | null;
  readonly signedInAs: string | null;
}

function peerText({ clientAddress, device, connector, signedInAs }: Peer): string {
  const who = device === null ? (clientAddress ?? '') : `${device} (${clientAddress})`;
  const right = signedInAs !== null ? `signed in as ${signedInAs}` : connector === null ? '' : `connector ${connector}`;
  return escaped([who, right].filter((part) => part !== '').join(', '));
}

export function acceptedLine(view: DirectoryView, accepted: Accepted): LogLine {
  const { queueId, ingress, recipients, reversePath, sizeBytes, clientAddress } = accepted;
  const peer = (): Peer => ({
    clientAddress,
    device: nameOf(view, 'device', accepted.deviceId),
    connector: nameOf(view, 'inbound-connector', accepted.connectorId),
    signedInAs: view.get('mailbox', accepted.mailboxId)?.address ?? null,
  });
  return {
    message: 'message accepted',
    fields() {
      const { device, connector, signedInAs } = peer();
      const fields = {
        event: 'Receive',
        queueId,
        sessionId: accepted.sessionId,
        ingress,
        sender: senderText(reversePath),
        recipients: recipients.length,
        to: namesOf(recipients),
        sizeBytes,
        clientAddress,
        device,
        connector,
        signedInAs,
        messageId: accepted.messageId === null ? null : escaped(accepted.messageId),
      };
      const { relatedQueueId } = aboutOf(accepted);
      return relatedQueueId === undefined ? fields : { ...fields, relatedQueueId };
    },
    sentence() {
      const from = ingress === 'internal' ? ownMail(accepted) : peerText(peer());
      const to = listed(namesOf(recipients), recipients.length);
      return `${queueId} in by ${waysIn[ingress]}: from ${senderText(reversePath)} to ${to}; ${sizeText(sizeBytes)}; ${from}`;
    },
  };
}

/** The message that a report of ours is about. */
function aboutOf({ events }: Accepted): { readonly relatedQueueId?: string } {
  const about = events[0]?.relatedQueueId;
  return about === undefined ? {} : { relatedQueueId: about };
}

function ownMail(accepted: Accepted): string {
  const { relatedQueueId } = aboutOf(accepted);
  const text = escaped(accepted.events[0]?.text ?? '');
  return relatedQueueId === undefined ? text : `${text} (about ${relatedQueueId})`;
}

// ---------------------------------------------------------------- out

type Recipients = SettledAttempt['recipients'];

/** Recipients for whom an attempt came to the same. */
interface SameEnd {
  readonly event: TraceEvent;
  readonly recipients: Recipients[number][];
}

/** A report that is owed has a line of its own, when it comes in. */
const isTold = ({ kind, relatedQueueId }: TraceEvent): boolean => !(kind === 'DSN' && relatedQueueId !== undefined);

/** Same kind, next hop, cause and code of the reply; the words of the first stand for all. The trace has those of each. */
function sameEnds({ events, recipients }: SettledAttempt): readonly SameEnd[] {
  if (events.length === 1 && recipients.length === 1 && events[0] !== undefined && isTold(events[0]))
    return [{ event: events[0], recipients: events[0].ordinal === null ? [] : [...recipients] }];
  const byOrdinal = new Map(recipients.map((recipient) => [recipient.ordinal, recipient]));
  const ends = new Map<string, SameEnd>();
  for (const event of events) {
    if (!isTold(event)) continue;
    const { code, enhanced } = readReplyText(event.reply ?? '');
    const key = [event.kind, event.remoteHost, event.cause, code, enhanced].join(' ');
    const end = ends.get(key) ?? { event, recipients: [] };
    ends.set(key, end);
    const recipient = event.ordinal === null ? undefined : byOrdinal.get(event.ordinal);
    if (recipient !== undefined) end.recipients.push(recipient);
  }
  return [...ends.values()];
}

/** A few words for programs, and how a sentence for people begins. */
interface Fate {
  readonly message: string;
  readonly begins: string;
  readonly isOver: boolean;
}

const fates: { readonly [Kind in TraceKind]?: Fate } = {
  Deliver: { message: 'message delivered', begins: 'out: delivered to', isOver: true },
  Send: { message: 'message sent', begins: 'out: handed on for', isOver: true },
  Capture: { message: 'message captured', begins: 'captured, not sent: for', isOver: true },
  Expand: { message: 'recipient expanded', begins: 'goes on from', isOver: false },
  Defer: { message: 'message waits', begins: 'waits: for', isOver: false },
  Fail: { message: 'message failed', begins: 'failed: for', isOver: true },
  Drop: { message: 'recipient left out', begins: 'left out on the way from', isOver: false },
};
const OTHER: Fate = { message: 'message event', begins: 'for', isOver: false };

const levelOf = (kind: TraceKind): LogLevel => (kind === 'Fail' || kind === 'Warning' ? 'warn' : 'info');

export function settledLines(view: DirectoryView, settled: SettledAttempt): readonly [LogLevel, LogLine][] {
  return sameEnds(settled).map((end) => [levelOf(end.event.kind), endLine(view, settled, end)]);
}

/** Filled field by field: a message writes one of these, and each spread of what may be absent would be an object of its own. */
interface EndFields {
  readonly event: TraceKind;
  readonly queueId: string;
  readonly sender: string;
  readonly recipients: number;
  readonly to: readonly string[];
  readonly destination: string;
  readonly text: string;
  cause?: string;
  reply?: string;
  remoteHost?: string;
  remoteAddress?: string;
  tls?: string;
  actor?: string;
  nextAttemptAt?: string;
  ageMs?: number;
  attemptMs?: number;
}

function endLine(view: DirectoryView, settled: SettledAttempt, { event, recipients }: SameEnd): LogLine {
  const { message, lane, at, tookMs } = settled;
  const { queueId, reversePath, receivedAt } = message;
  const { kind, text, reply, cause, remoteHost, remoteAddress, tls, actor, nextAttemptAt } = event;
  const fate = fates[kind] ?? OTHER;
  return {
    message: fate.message,
    fields() {
      const fields: EndFields = {
        event: kind,
        queueId,
        sender: senderText(reversePath),
        recipients: recipients.length,
        to: namesOf(recipients),
        destination: escaped(placeOf(view, lane).name),
        text: escaped(text),
      };
      if (cause !== undefined) fields.cause = cause;
      if (reply !== undefined) fields.reply = escaped(reply);
      if (remoteHost !== undefined) fields.remoteHost = escaped(remoteHost);
      if (remoteAddress !== undefined) fields.remoteAddress = remoteAddress;
      if (tls !== undefined) fields.tls = tls;
      if (actor !== undefined) fields.actor = actor;
      if (nextAttemptAt !== undefined) fields.nextAttemptAt = new Date(nextAttemptAt).toISOString();
      fields.ageMs = at - receivedAt;
      if (tookMs !== null) fields.attemptMs = Math.round(tookMs);
      return fields;
    },
    sentence() {
      const age = at - receivedAt;
      const to = namesOf(recipients);
      const parts = [
        `${queueId} ${fate.begins} ${recipients.length === 0 ? 'the message' : listed(to, recipients.length)}`,
        byText(view, lane, to, fate.isOver ? hopText(event) : ''),
        // Of what went well the reply says more than our own words.
        fate.isOver && kind !== 'Fail' ? '' : escaped(text),
        reply === undefined || cause === 'expired' ? '' : escaped(reply),
        nextAttemptAt === undefined ? '' : `next attempt in ${spanText(Math.max(0, nextAttemptAt - at))}`,
        fate.isOver ? `after ${shortSpanText(age)}` : age < 1_000 ? '' : `waiting for ${spanText(age)}`,
      ];
      return parts.filter((part) => part !== '').join('; ');
    },
  };
}

/** Name and address; of what waits its text names them. */
const hopText = ({ remoteHost, remoteAddress }: TraceEvent): string =>
  [remoteHost, remoteAddress === undefined ? undefined : `[${remoteAddress}]`]
    .filter((part) => part !== undefined)
    .join(' ');

/** The way it went, as far as the recipients do not say it. @param hop name and address of the next hop; empty: there was none. */
function byText(view: DirectoryView, lane: Lane, to: readonly string[], hop: string): string {
  const { of, name, connectorId } = placeOf(view, lane);
  if (connectorId !== null) {
    const connector = view.get('outbound-connector', connectorId)?.name ?? connectorId;
    return escaped(`by ${connector}${hop === '' ? '' : ` (${hop})`}`);
  }
  if (of === 'mailboxes' && to.length === 1 && name !== to[0]) return escaped(`into ${name}`);
  return hop === '' ? '' : escaped(`by ${hop}`);
}

// ---------------------------------------------------------------- refused

const refusedPeer = (
  view: DirectoryView,
  { clientAddress, deviceId = null, connectorId, login }: SessionRecord,
): Peer => ({
  clientAddress,
  device: nameOf(view, 'device', deviceId),
  connector: nameOf(view, 'inbound-connector', connectorId),
  signedInAs: login,
});

/** `550 5.7.64`: its words say to the peer what the cause says to us. */
function codesOf(reply: string): string {
  const { code, enhanced } = readReplyText(reply);
  return code === '' ? escaped(reply) : `${code} ${enhanced}`.trim();
}

const shown = (text: string | null): string | null => (text === null ? null : escaped(text));

export function refusedLine(view: DirectoryView, record: SessionRecord, refusal: Refusal): LogLine {
  const { reference, stage, reply, cause, reason } = refusal;
  return {
    message: 'refused',
    fields() {
      const { clientAddress, device, connector } = refusedPeer(view, record);
      return {
        event: 'Reject',
        sessionId: record.sessionId,
        reference,
        clientAddress,
        stage,
        reply: escaped(reply),
        cause: escaped(cause),
        reason: reason?.kind ?? null,
        sender: shown(refusal.sender),
        recipient: shown(refusal.recipient),
        ...{ device, connector },
        login: shown(record.login),
      };
    },
    sentence() {
      const { device, clientAddress } = refusedPeer(view, record);
      const [sender, recipient] = [shown(refusal.sender), shown(refusal.recipient)];
      const who = device === null ? clientAddress : `${device} (${clientAddress})`;
      const mail = [sender === null ? '' : `from ${sender}`, recipient === null ? '' : `to ${recipient}`];
      const parts = [
        `refused ${escaped(who ?? '')} at ${stage.toUpperCase()}: ${escaped(cause)}`,
        mail.filter((part) => part !== '').join(' '),
        `told ${codesOf(reply)}`,
      ];
      return `${parts.filter((part) => part !== '').join('; ')} [ref ${reference}]`;
    },
  };
}
