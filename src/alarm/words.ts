/** An alarm in words: for a mail and for the webhook. Pure. */
import { bounds } from '../base/bounds.ts';
import type { Alarm } from '../mail/alarm.ts';
import type { Telling, TellingKind, TellingPlan } from '../policy/alarms/alarm-telling.ts';
import { alarmWords, overWords, when } from '../policy/alarms/alarm-words.ts';
import { toldCure } from '../texts/remedy.ts';

const HEADINGS: Readonly<Record<TellingKind, string>> = { raised: 'ALARM', reminder: 'STILL', over: 'OVER' };

/** One line, whatever a peer or a next hop said in it. */
export const plain = (text: string, longest = bounds.alarm.causeTold): string => {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 3)}...` : line;
};

/** `upstream-held` in words of a subject line. */
const subjectOf = ({ kind, subject }: Alarm): string => `${kind.replaceAll('-', ' ')}: ${subject}`;

export function mailSubject({ full, rest }: TellingPlan): string {
  const count = full.length + rest.length;
  const [first] = full;
  if (first === undefined || count > 1) {
    const over = full.filter(({ what }) => what === 'over').length;
    return over === count ? `Doorpost: ${count} alarms are over` : `Doorpost: ${count} alarms`;
  }
  const start = { raised: 'alarm', reminder: 'still', over: 'over' }[first.what];
  return plain(`Doorpost ${start}: ${subjectOf(first.entry.alarm)}`, bounds.alarm.mailSubject);
}

/** Lines end with CRLF. */
export function mailText({ full, rest }: TellingPlan, hostName: string, organization: string): string {
  const lines = [
    `Doorpost on ${hostName} tells the administrators of ${plain(organization, bounds.alarm.organizationTold)}:`,
    '',
  ];
  for (const telling of full) lines.push(...paragraph(telling), '');
  if (rest.length > 0)
    lines.push(
      `And ${rest.length} more that are not told one by one. ${toldCure({ act: 'read-more-alarms' }).cure}`,
      '',
    );
  lines.push(
    `An alarm that lasts is told again after a day. Who knows of it and wants no reminder: ${toldCure({ act: 'acknowledge', key: null }).cure}`,
    '',
  );
  return lines.join('\r\n');
}

function paragraph({ what, entry }: Telling): readonly string[] {
  const { alarm, since, over } = entry;
  const heading = `${HEADINGS[what]}: ${plain(subjectOf(alarm))}`;
  if (over !== null && what === 'over')
    return [heading, `  ${plain(overWords(alarm, over))}`, `  Lasted:  ${when(since)} to ${when(over.at)}`];
  const { cause, cure, means } = alarmWords(alarm);
  return [
    heading,
    `  What:    ${plain(cause)}`,
    `  Means:   ${means}`,
    `  To do:   ${plain(cure)}`,
    `  Since:   ${when(since)}`,
    `  Known?   ${plain(toldCure({ act: 'acknowledge', key: alarm.key }).cure)}`,
  ];
}

/** The body that a webhook gets. `text` alone is enough for chat services. */
export function webhookBody(telling: Telling, hostName: string, organization: string): object {
  const { what, entry } = telling;
  const { alarm, since, over } = entry;
  const { cause, cure, means } = alarmWords(alarm);
  return {
    event: what,
    server: hostName,
    organization,
    key: alarm.key,
    kind: alarm.kind,
    subject: plain(alarm.subject),
    stage: alarm.stage,
    cause: plain(cause),
    meaning: means,
    cure: plain(cure),
    ...(alarm.facts === undefined ? {} : { facts: alarm.facts }),
    since: new Date(since).toISOString(),
    over: over === null ? null : new Date(over.at).toISOString(),
    text: plain(
      what === 'over' && over !== null
        ? `OVER: ${subjectOf(alarm)}. ${overWords(alarm, over)}`
        : `${HEADINGS[what]}: ${cause} ${cure}`,
    ),
  };
}

export function webhookRest(count: number, hostName: string, organization: string): object {
  return {
    event: 'more',
    server: hostName,
    organization,
    count,
    text: `And ${count} more alarms. ${toldCure({ act: 'read-more-alarms' }).cure}`,
  };
}

/** The alarm that `doorpost alarm test` sends. */
export const testWords = (hostName: string, organization: string, actor: string) => {
  const said = `This is a test of the alarms of ${plain(organization, bounds.alarm.organizationTold)}, asked for by ${plain(actor, bounds.alarm.actorTold)}. Nothing is wrong.`;
  return {
    subject: `Doorpost test alarm from ${hostName}`,
    text: `${said}\r\n\r\nWho reads this is told of the alarms of ${hostName}.\r\n`,
    body: { event: 'test', server: hostName, organization, text: said },
  };
};
