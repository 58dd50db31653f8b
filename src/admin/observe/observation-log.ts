/** Log lines from the same observations as trace and metrics, with the same ids. No content, no secrets; text of peers is already cleaned. */
import type { Log } from '../../base/log.ts';
import { assertNever } from '../../base/never.ts';
import type { Observe } from '../../mail/observation.ts';
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
      case 'trace': {
        const { at: _, kind, text, reply, ...fields } = observation.event;
        const line = { event: kind, ...fields, ...(reply === undefined ? {} : { reply: clean(reply) }) };
        if (kind === 'Fail' || kind === 'Warning') log.warn(line, clean(text));
        else log.info(line, clean(text));
        return;
      }
      case 'session': {
        const { record } = observation;
        const fields = {
          sessionId: record.sessionId,
          listener: record.listener,
          clientAddress: record.clientAddress,
          tls: record.tls,
          ingress: record.ingress,
          accepted: record.accepted,
          durationMs: record.endedAt - record.startedAt,
        };
        for (const refusal of record.refusals)
          log.info(
            {
              sessionId: record.sessionId,
              reference: refusal.reference,
              clientAddress: record.clientAddress,
              stage: refusal.stage,
              reply: clean(refusal.reply),
              sender: refusal.sender === null ? null : clean(refusal.sender),
              recipient: refusal.recipient === null ? null : clean(refusal.recipient),
            },
            `refused: ${clean(refusal.cause)}`,
          );
        if (record.noMail !== undefined)
          log.info(
            { sessionId: record.sessionId, clientAddress: record.clientAddress, noMail: record.noMail.kind },
            `no mail: ${noMailWords(record.noMail, record.clientAddress).cause}`,
          );
        log.debug(fields, `session ended: ${clean(record.end)}`);
        return;
      }
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
