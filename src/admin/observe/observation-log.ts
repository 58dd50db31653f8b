/** Log lines from the same observations as trace and metrics, with the same ids. No content, no secrets; text of peers is already cleaned. */
import type { Log } from '../../base/log.ts';
import { assertNever } from '../../base/never.ts';
import type { Observe } from '../../mail/observation.ts';
import type { SessionRecord, TraceEvent } from '../../mail/trace-event.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import { noMailWords } from '../../policy/reasons/no-mail.ts';

/** C0, C1 and line separators: whatever a peer managed to say must stay one line (and move no cursor). */
const clean = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]/gu, '?');

export function observationLog(log: Log): Observe {
  return (observation) => {
    switch (observation.kind) {
      case 'accepted': {
        const { kind: _, ...fields } = observation;
        log.info(fields, 'message accepted');
        return;
      }
      case 'trace':
        logEvent(log, observation.event);
        return;
      case 'session':
        logSession(log, observation.record);
        return;
      case 'connection':
        log.debug(
          { listener: observation.listener },
          observation.change === 1 ? 'connection opened' : 'connection closed',
        );
        return;
      case 'warning':
        log.warn({ what: observation.what }, clean(observation.text));
        return;
      case 'alarm': {
        const { key, kind: what, stage } = observation.alarm;
        const { cause, cure } = alarmWords(observation.alarm);
        log.warn({ alarm: what, key, stage, cure: clean(cure) }, clean(cause));
        return;
      }
      case 'alarm-over':
        // Said of many an alarm that there never was: the book of alarms tells of those there were.
        return;
      default:
        assertNever(observation);
    }
  };
}

function logEvent(log: Log, { at: _, kind, text, reply, ...fields }: TraceEvent): void {
  const line = { event: kind, ...fields, ...(reply === undefined ? {} : { reply: clean(reply) }) };
  if (kind === 'Fail' || kind === 'Warning') log.warn(line, clean(text));
  else log.info(line, clean(text));
}

function logSession(log: Log, record: SessionRecord): void {
  const { sessionId, clientAddress, noMail } = record;
  for (const { reference, stage, reply, sender, recipient, cause } of record.refusals)
    log.info(
      {
        ...{ sessionId, reference, clientAddress, stage },
        reply: clean(reply),
        sender: sender === null ? null : clean(sender),
        recipient: recipient === null ? null : clean(recipient),
      },
      `refused: ${clean(cause)}`,
    );
  if (noMail !== undefined)
    log.info({ sessionId, clientAddress, noMail: noMail.kind }, `no mail: ${noMailWords(noMail, clientAddress).cause}`);
  const { listener, tls, ingress, accepted, startedAt, endedAt } = record;
  log.debug(
    { sessionId, listener, clientAddress, tls, ingress, accepted, durationMs: endedAt - startedAt },
    `session ended: ${clean(record.end)}`,
  );
}
