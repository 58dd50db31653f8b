/** Log lines from the same observations as trace and metrics, with the same ids. No content, no secrets; text of peers is escaped. */
import { escaped } from '../../base/words/escaped.ts';
import { type Log, tell } from '../../base/log.ts';
import { assertNever } from '../../base/never.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Observe } from '../../mail/observation.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import { alarmWords } from '../../policy/alarms/alarm-words.ts';
import { noMailWords } from '../../policy/reasons/no-mail.ts';
import { acceptedLine, refusedLine, settledLines } from './mail-lines.ts';

/** @param directory for the names of devices, connectors and mailboxes. */
export function observationLog(log: Log, directory: { readonly current: DirectoryView }): Observe {
  return (observation) => {
    switch (observation.kind) {
      case 'accepted':
        tell(log, 'info', acceptedLine(directory.current, observation));
        return;
      case 'settled':
        for (const [level, line] of settledLines(directory.current, observation)) tell(log, level, line);
        return;
      case 'session':
        logSession(log, directory.current, observation.record);
        return;
      case 'connection':
        tell(log, 'debug', connectionLine(observation.listener, observation.change));
        return;
      case 'warning':
        log.warn({ what: observation.what }, escaped(observation.text));
        return;
      case 'alarm': {
        const { key, kind: what, stage } = observation.alarm;
        const { cause, cure } = alarmWords(observation.alarm);
        log.warn({ alarm: what, key, stage, cure: escaped(cure) }, escaped(cause));
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

function connectionLine(listener: string, change: 1 | -1) {
  const message = change === 1 ? 'connection opened' : 'connection closed';
  return { message, fields: () => ({ listener }), sentence: () => `${message} at ${listener}` };
}

function logSession(log: Log, view: DirectoryView, record: SessionRecord): void {
  const { sessionId, clientAddress, noMail } = record;
  for (const refusal of record.refusals) tell(log, 'info', refusedLine(view, record, refusal));
  if (noMail !== undefined)
    log.info(
      { sessionId, clientAddress, noMail: noMail.kind },
      `no mail: ${escaped(noMailWords(noMail, clientAddress).cause)}`,
    );
  tell(log, 'debug', sessionLine(record));
}

function sessionLine(record: SessionRecord) {
  const { sessionId, listener, clientAddress, tls, ingress, accepted } = record;
  const message = `session ended: ${escaped(record.end)}`;
  const durationMs = record.endedAt - record.startedAt;
  return {
    message,
    fields: () => ({ sessionId, listener, clientAddress, tls, ingress, accepted, durationMs }),
    sentence: () =>
      `${message}; ${sessionId} of ${clientAddress} at ${listener}, ${tls ?? 'no TLS'}, ${accepted.length} accepted, ${durationMs} ms`,
  };
}
