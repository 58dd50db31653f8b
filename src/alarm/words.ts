/** An alarm in words: for a mail and for the webhook. Pure. */
import { bounds } from '../base/bounds.ts';
import type { Alarm } from '../mail/alarm.ts';
import type { Telling, TellingKind, TellingPlan } from '../policy/alarms/alarm-telling.ts';
import { alarmWords, overWords, when } from '../policy/alarms/alarm-words.ts';
import { anyShell } from '../texts/command.ts';
import { type Phrase, say, spoken } from '../texts/phrase.ts';
import { remedyPhrase, toldCure } from '../texts/remedy.ts';
import { type Sentences, sentenceIn } from '../texts/sentences.ts';

const headings: Readonly<Record<TellingKind, (subject: string) => Phrase>> = {
  raised: (subject) => say`ALARM: ${subject}`,
  reminder: (subject) => say`STILL: ${subject}`,
  over: (subject) => say`OVER: ${subject}`,
};

/** One line, whatever a peer or a next hop said in it. */
export const plain = (text: string, longest = bounds.alarm.causeTold): string => {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return line.length > longest ? `${line.slice(0, longest - 3)}...` : line;
};

/** `upstream-held` in words of a subject line. */
const subjectOf = ({ kind, subject }: Alarm, sentences: Sentences = {}): string => {
  const words = kind.replaceAll('-', ' ');
  return `${sentenceIn(sentences, words) ?? words}: ${subject}`;
};

export function mailSubject({ full, rest }: TellingPlan, sentences: Sentences = {}): string {
  const told = (phrase: Phrase): string => spoken(phrase, anyShell, sentences);
  const count = full.length + rest.length;
  const [first] = full;
  if (first === undefined || count > 1) {
    const over = full.filter(({ what }) => what === 'over').length;
    return told(over === count ? say`Doorpost: ${count} alarms are over` : say`Doorpost: ${count} alarms`);
  }
  const subject = subjectOf(first.entry.alarm, sentences);
  const line = {
    raised: say`Doorpost alarm: ${subject}`,
    reminder: say`Doorpost still: ${subject}`,
    over: say`Doorpost over: ${subject}`,
  }[first.what];
  return plain(told(line), bounds.alarm.mailSubject);
}

/** Lines end with CRLF. */
export function mailText(
  { full, rest }: TellingPlan,
  hostName: string,
  organization: string,
  sentences: Sentences = {},
): string {
  const lines = [
    say`Doorpost on ${hostName} tells the administrators of ${plain(organization, bounds.alarm.organizationTold)}:`,
    '',
    ...full.flatMap((telling) => [...paragraph(telling, sentences), '']),
  ];
  if (rest.length > 0) {
    const more = remedyPhrase({ act: 'read-more-alarms' });
    lines.push(say`And ${rest.length} more that are not told one by one. ${more}`, '');
  }
  const acknowledge = remedyPhrase({ act: 'acknowledge', key: null });
  lines.push(
    say`An alarm that lasts is told again after a day. Who knows of it and wants no reminder: ${acknowledge}`,
    '',
  );
  return lines.map((line) => (typeof line === 'string' ? line : spoken(line, anyShell, sentences))).join('\r\n');
}

function paragraph({ what, entry }: Telling, sentences: Sentences): readonly (string | Phrase)[] {
  const { alarm, since, over } = entry;
  const heading = headings[what](plain(subjectOf(alarm, sentences)));
  if (over !== null && what === 'over')
    return [
      heading,
      `  ${plain(overWords(alarm, over, sentences))}`,
      say`  Lasted:  ${when(since)} to ${when(over.at)}`,
    ];
  const { cause, cure, means } = alarmWords(alarm, sentences);
  return [
    heading,
    say`  What:    ${plain(cause)}`,
    say`  Means:   ${means}`,
    say`  To do:   ${plain(cure)}`,
    say`  Since:   ${when(since)}`,
    say`  Known?   ${plain(toldCure({ act: 'acknowledge', key: alarm.key }).cure)}`,
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
      spoken(
        headings[what](
          what === 'over' && over !== null ? `${subjectOf(alarm)}. ${overWords(alarm, over)}` : `${cause} ${cure}`,
        ),
        anyShell,
      ),
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
export function testWords(hostName: string, organization: string, actor: string, sentences: Sentences = {}) {
  const told = (phrase: Phrase): string => spoken(phrase, anyShell, sentences);
  const said = say`This is a test of the alarms of ${plain(organization, bounds.alarm.organizationTold)}, asked for by ${plain(actor, bounds.alarm.actorTold)}. Nothing is wrong.`;
  return {
    subject: told(say`Doorpost test alarm from ${hostName}`),
    text: `${told(said)}\r\n\r\n${told(say`Who reads this is told of the alarms of ${hostName}.`)}\r\n`,
    body: { event: 'test', server: hostName, organization, text: spoken(said, anyShell) },
  };
}
