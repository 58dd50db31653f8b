/**
 * The words of alarms: cause, cure, meaning and end, made of an alarm's facts. The one place where they stand; nothing reads them back.
 * Pure. A new kind of alarm is a member of `AlarmFacts` (`mail/alarm.ts`) and a row here.
 */
import { trimmedEnd } from '../../base/trim.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import {
  type Alarm,
  type AlarmEnd,
  type AlarmFacts,
  type AlarmKind,
  type AlarmOver,
  type EndedBy,
  type FactAlarm,
  isFactAlarm,
  isKnownEnd,
} from '../../mail/alarm.ts';
import type { ToldCure, Remedy } from '../../mail/remedy.ts';
import { anyShell } from '../../texts/command.ts';
import { byWord, listed, type Phrase, say, spoken, worded } from '../../texts/phrase.ts';
import { cureIn, cureOf, toldCure } from '../../texts/remedy.ts';
import type { Sentences } from '../../texts/sentences.ts';
import type { ClosedDoor } from '../../mail/doors/closed-door.ts';
import type { ContentDamage } from '../../mail/content.ts';
import type { DkimRecordState } from '../../mail/doors/dkim-health.ts';
import type { GuardedRecord } from '../../mail/doors/domain-health.ts';
import { foundWords, notRestricted, restrictedWords, senderWords, viaDevice } from './abuse-words.ts';
import { messagesOf, recipientsOf } from '../../texts/en/counts.ts';
import { engineWords, listWords } from '../../texts/en/engines.ts';
import { lineIn, told, again } from '../../texts/told.ts';
import type { ToldLine, Sentence } from '../../mail/lines/said.ts';

interface FactWords<Kind extends keyof AlarmFacts> {
  /** Says what is wrong, to an administrator. */
  readonly cause: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => Phrase;
  /** Says what to do about it. */
  readonly cure: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => Remedy;
  /** Says what becomes of mail meanwhile. */
  readonly means: Phrase;
}

const words: { readonly [Kind in keyof AlarmFacts]: FactWords<Kind> } = {
  'secrets-sealed': {
    cause: ({ secrets, count }) =>
      say`secret.key does not open ${count === 1 ? say`a secret` : say`${count} secrets`}: ${listed(secrets, count)}.`,
    cure: () => ({ act: 'put-secret-key-back' }),
    means: say`Mail that needs them waits, and who signs in with one of them is refused.`,
  },
  'content-damaged': {
    cause: ({ queueId, damage, foundBytes, sizeBytes }) =>
      say`The stored content of message ${queueId} is not what was accepted: ${damages[damage](foundBytes, sizeBytes)}.`,
    cure: ({ queueId }) => ({ act: 'give-up-damaged', queueId }),
    means: say`The message waits here and is tried again until it expires; nothing damaged is sent.`,
  },
  'disk-full': {
    cause: ({ path, freeBytes, leastBytes }, { stage }) => {
      const free = freeBytes === 0 ? say`nothing (no space, or no inodes)` : mebibytes(freeBytes);
      return stage > 1
        ? say`The disk of ${path} is full: ${free} is free, ${mebibytes(leastBytes)} must stay free.`
        : say`The disk of ${path} is nearly full: ${free} is free, ${mebibytes(leastBytes)} must stay free.`;
    },
    cure: () => ({ act: 'free-disk' }),
    means: say`With less than must stay free new mail is put off with 452 4.3.1, and senders try again. What was taken is safe.`,
  },
  'quarantine-full': {
    cause: ({ messages, bytes, percent }) =>
      percent >= 100
        ? say`The quarantine is full: ${messagesOf(messages)}, ${mebibytes(bytes)}.`
        : say`The quarantine is ${percent} % full: ${messagesOf(messages)}, ${mebibytes(bytes)}.`,
    cure: () => ({ act: 'empty-quarantine' }),
    means: say`When it is full, what should go there goes into Junk; malware is refused.`,
  },
  'store-unwell': {
    cause: ({ reason }) => say`The store cannot write: ${reason}.`,
    cure: () => ({ act: 'mend-store' }),
    means: say`New mail is put off with 451 4.3.0, and senders try again. What was taken is safe, and waits.`,
  },
  'resolver-sick': {
    cause: ({ failed, count }) =>
      say`The name servers of this server do not answer: ${failed} of the last ${count === 1 ? say`${count} name` : say`${count} names`} that mail asked for had no answer, nor had a question of our own.`,
    cure: () => ({ act: 'mend-resolver' }),
    means: say`Mail from outside is taken, and nothing shows who sent it. Mail to outside waits until its next hop can be looked up.`,
  },
  'next-hop-unreachable': {
    cause: ({ of, names, count, since, lastError, lastSaid }) => {
      const [who, time, error] = [listed(names, count), when(since), endedLine(lastError, lastSaid)];
      return byWord(of, {
        upstream: say`The next hop of ${who} has taken no mail since ${time}: ${error}`,
        mailboxes: say`Where mail for ${who} is kept has taken no mail since ${time}: ${error}`,
        'mail-hosts': say`The mail servers of ${count === 1 ? say`${count} domain` : say`${count} domains`} (${who}) have taken no mail since ${time}: ${error}`,
      });
    },
    cure: ({ of, names }) => unreachableRemedy(of, names[0] ?? ''),
    means: say`Mail for it waits here and is tried again by itself; what gets too old goes back to its sender.`,
  },
  'mail-waits': {
    cause: ({ oldestReceivedAt, boundMs, waiting, places, placeCount }) => {
      const named = places.map(({ name, waiting: here }) => `${name} (${here})`);
      return say`The oldest mail has waited since ${when(oldestReceivedAt)}, longer than ${minutes(boundMs)}; ${waitingOf(waiting)}: ${listed(named, placeCount)}.`;
    },
    cure: () => ({ act: 'see-what-waits' }),
    means: say`Nothing is lost. Mail is tried again by itself, and goes back to its sender when it gets too old.`,
  },
  'queue-grows': {
    cause: ({ waiting, before, withinMs }) =>
      say`The queue grows: ${waitingOf(waiting)}, ${before} did ${minutes(withinMs)} before.`,
    cure: () => ({ act: 'see-what-grows' }),
    means: say`More comes in than goes out. Nothing is lost; mail goes out later.`,
  },
  'reports-unread': {
    cause: ({ count, isMost, lastAddressee, lastAt }) =>
      count === 1 && !isMost
        ? say`${count} report of the last 24 hours has nobody to read it, the last at ${when(lastAt)}, for ${lastAddressee}, who is no mailbox here.`
        : say`${isMost ? say`More than ` : ''}${count} reports of the last 24 hours have nobody to read them, the last at ${when(lastAt)}, for ${lastAddressee}, who is no mailbox here.`,
    cure: ({ organization }) => ({ act: 'read-orphan-reports', organization: organization ?? null }),
    means: say`Mail failed or is late, and whoever sent it was not told.`,
  },
  'own-name': {
    cause: ({ domains, count }) =>
      say`Mail for ${listed(domains, count)} goes on to another system with the organization's trust. Strangers who write there in the name of an own domain are refused (550 5.7.68).`,
    cure: (_, { subject }) => ({ act: 'decide-on-strangers', organization: subject }),
    means: say`Other mail goes on as ever.`,
  },
  'open-route': {
    cause: ({ domains, count }, { subject }) =>
      say`Mail of strangers for ${listed(domains, count)} leaves by a connector that speaks for ${subject}, and DMARC is only observed: whoever forges a sender is believed there.`,
    cure: (_, { subject }) => ({ act: 'honour-dmarc', organization: subject }),
    means: say`Mail goes on as ever, forged mail too.`,
  },
  'no-upstream': {
    cause: ({ waiting, oldestReceivedAt }, { subject }) =>
      say`Mail for outside has no upstream in ${subject}: ${waitingOf(waiting)}, since ${when(oldestReceivedAt)}.`,
    cure: (_, { subject }) => ({ act: 'give-upstream', organization: subject }),
    means: say`Nothing is lost, and nothing is returned: mail waits until there is an upstream. Mail for mailboxes here arrives as ever.`,
  },
  'sign-ins-failed': {
    cause: ({ count, addresses, addressCount }) =>
      say`${count} failed sign-ins to the admin center within an hour, from ${listed(addresses, addressCount)}.`,
    cure: () => ({ act: 'see-sign-in-attempts' }),
    means: say`Each of them was slowed down, and nobody who signed in from their own address before was kept out.`,
  },
  'domain-records': {
    cause: ({ domain, lost, since }) =>
      say`Records of ${domain} in DNS were right and are not any more, since ${when(since)}: ${listed(
        lost.map((record) => worded(recordWords[record])),
        lost.length,
      )}.`,
    cure: ({ domain }) => ({ act: 'mend-domain-records', domain }),
    means: say`Without its MX, mail for the domain does not come here. Without SPF or DKIM, receivers may refuse mail in its name. A domain that was verified stays verified.`,
  },
  'dkim-key-missing': {
    cause: ({ record, domain, found, since }) =>
      say`Mail of ${domain} is signed (DKIM), and verifiers do not find the key ${record} since ${when(since)}: ${keyFound[found]}.`,
    cure: ({ record }) => ({ act: 'publish-dkim-key', record }),
    means: say`What is signed by it counts as unsigned: receivers may refuse it, or put it into Junk.`,
  },
  'dkim-rotation': {
    cause: ({ record, step, since }) => say`The DKIM key ${record} ${keySteps[step](utcDay(since))}.`,
    cure: ({ record, domain, step }) =>
      step === 'renew' ? { act: 'make-next-dkim-key', domain } : { act: keyActs[step], record },
    means: say`Mail goes out as before; nothing is late yet.`,
  },
  'dkim-unsigned': {
    cause: ({ domain }) =>
      say`Mail of ${domain} goes out unsigned: it has no DKIM key, and other domains of the organization have one.`,
    cure: ({ domain }) => ({ act: 'make-dkim-key', domain }),
    means: say`Receivers may refuse mail without a signature, or put it into Junk.`,
  },
  'engine-silent': {
    cause: ({ engine, address, since, lastError }) =>
      say`The ${worded(engineWords[engine])} at ${address} has looked at no message since ${when(since)}: ${ended(lastError)}`,
    cure: ({ engine }) => ({ act: 'mend-engine', engine }),
    means: say`Mail is not looked at by it, and stamped so. While a virus scanner is silent, mail of strangers is put off (451 4.7.1), and senders try again; other mail goes on.`,
  },
  'list-refuses': {
    cause: ({ list, why, since }) =>
      say`The block list ${list} is not asked since ${when(since)}: ${worded(listWords[why])}.`,
    cure: ({ list, why }) => ({ act: 'mend-block-list', list, why }),
    means: say`Mail goes on as if nobody were on this list. Nobody is refused for what it says meanwhile.`,
  },
  'sender-suspicious': {
    cause: ({ of, trigger, count, outOf, device, why, examples }, { subject }) =>
      say`${senderWords[of]} ${subject}: ${foundWords[trigger](count, outOf)}${viaDevice(of, device)}. ${notRestricted[why]}${
        examples.length === 0 ? '' : say` The last: ${examples.join(', ')}.`
      }`,
    cure: ({ of }, { subject }) => ({ act: 'look-at-sender', of, who: subject }),
    means: say`Its mail goes on, but for what a check refuses or keeps back.`,
  },
  'sender-restricted': {
    cause: ({ of, trigger, count, outOf, until, paused, device }, { subject }) =>
      say`${restrictedWords[of]} ${subject} is restricted ${until === null ? say`until somebody lifts it` : say`until ${when(until)}`}: ${foundWords[trigger](count, outOf)}${viaDevice(of, device)}. ${
        paused === 1
          ? say`Of its mail that waited ${recipientsOf(paused)} is paused.`
          : say`Of its mail that waited ${recipientsOf(paused)} are paused.`
      }`,
    cure: ({ of }, { subject }) => ({ act: 'mend-and-lift', of, who: subject }),
    means: say`What it sends now is refused (550 5.1.8 of a mailbox, 5.7.711 of a connector), but for devices that must always get through; a mailbox still gets mail. Once lifted, it is not restricted again that day (UTC).`,
  },
  'called-spam': {
    cause: ({ reply, queueId, senders }, { subject }) =>
      say`${subject} calls mail of ours spam, or has blocked us: ${ended(reply)} It was said of message ${queueId}; who sent most lately: ${senders.join(', ')}.`,
    cure: ({ senders }) => ({ act: 'find-spam-source', sender: senders[0] ?? '' }),
    means: say`That message was not delivered. Others may refuse mail of this server too, until what sends it is found.`,
  },
  'backup-old': {
    cause: ({ lastAt }) => say`No complete backup was made since ${utcDay(lastAt)}.`,
    cure: () => ({ act: 'make-backup' }),
    means: say`Mail flows as ever. With the disk everything would be lost that was set up or delivered here since then.`,
  },
  'http-closed': {
    cause: ({ doors, count }) =>
      say`The HTTP API and the admin center are not open at ${listed(
        doors.map((door) => say`${door.address} port ${door.port} (${closedBecause[door.why](door.code)})`),
        count,
      )}.`,
    cure: ({ doors }) => ({ act: 'open-http', why: doors[0]?.why ?? 'other' }),
    means: say`Mail is received and delivered as ever; the command line works on the server itself.`,
  },
};

const recordWords: Readonly<Record<GuardedRecord, string>> = {
  verification: 'the verification token',
  mx: 'MX',
  spf: 'SPF',
  dkim: 'DKIM',
};

const closedBecause: Readonly<Record<ClosedDoor['why'], (code: string) => Phrase>> = {
  unprotected: () => say`it lies beyond this machine, and there is no TLS`,
  'in-use': () => say`another program has it`,
  'no-right': () => say`the user that runs Doorpost may not open it`,
  'no-address': () => say`this machine has no such address`,
  other: (code) => say`${code}`,
};

const damages: Readonly<Record<ContentDamage, (found: number, size: number) => Phrase>> = {
  missing: () => say`it is missing`,
  shorter: (found, size) => say`it has ${found} of ${size} bytes`,
  longer: (_, size) => say`it has more than its ${size} bytes`,
  changed: () => say`it was changed`,
};

const keyFound: Readonly<Record<DkimRecordState, Phrase>> = {
  published: say`it is there`,
  partly: say`not every name server has it`,
  missing: say`there is no such record`,
  other: say`another key is there`,
  revoked: say`its record is empty`,
  restricted: say`a tag of its record keeps them from it`,
  several: say`there are several records, and they may take any`,
  unknown: say`no name server answers`,
};
const keySteps: Readonly<Record<AlarmFacts['dkim-rotation']['step'], (since: string) => Phrase>> = {
  publish: (since) => say`was made on ${since}, and its record is not published`,
  renew: (since) => say`signs since ${since}: it is time for the next one`,
  remove: (since) => say`signs no more since ${since}: its record may go`,
};
const keyActs = { publish: 'publish-dkim-key', remove: 'remove-dkim-key' } as const;

function unreachableRemedy(of: AlarmFacts['next-hop-unreachable']['of'], name: string): Remedy {
  switch (of) {
    case 'upstream':
      return { act: 'look-at-upstream', name };
    case 'mailboxes':
      return { act: 'look-at-mailboxes' };
    case 'mail-hosts':
      return { act: 'look-at-way-out' };
  }
}

/** The kinds that bring cause and cure with them. */
const meanings: Readonly<Record<Exclude<AlarmKind, keyof AlarmFacts>, Phrase>> = {
  'upstream-held': say`Mail for this way out waits here. Nothing bounces and nothing is lost; it goes on as soon as the cause is gone.`,
  'upstream-throttled': say`The next hop slows us down. Mail goes out later than usual; nothing is lost.`,
  'secret-expires': say`Once it has expired, mail for this upstream waits here until there is a new one.`,
  'refresh-token-expires': say`Once it has expired, mail for this upstream waits here until somebody signs in again.`,
  'certificate-expires': say`Once it has expired, whoever checks it refuses the connection: mail waits, here or at the sender.`,
  'device-silent': say`If it should have sent something, that mail was never handed to us.`,
  'device-waiting': say`Its mail is refused until somebody decides whether it may send.`,
  'limit-near': say`Beyond the limit mail is refused until there is room again.`,
  'repeated-refusals': say`What it tried to send was not taken; it may not try again by itself.`,
};

const noMoreWaiting: Readonly<Record<EndedBy<'waits-no-more'>['why'], (device: string) => Phrase>> = {
  ignored: () => say`it is ignored`,
  taken: () => say`its mail is taken now`,
  known: (device) => say`it is the device "${device}" now`,
  'not-listed': () => say`its network is listed no more`,
  'made-room': () => say`it was not seen for long, and others need the place`,
  forgotten: () => say`nothing is known of it since a restart; it is told anew when it comes again`,
};

const ends: { readonly [End in AlarmEnd]: (over: EndedBy<End>, alarm: Alarm) => Phrase } = {
  'takes-mail-again': (_, { subject }) => say`${subject} takes our mail again`,
  removed: (_, { subject }) => say`${subject} is removed: no mail goes that way.`,
  'switched-off': (_, { subject }) => say`${subject} is switched off: no mail goes that way.`,
  renewed: ({ words: what, expiresAt }) => say`${what} was renewed: it lasts until ${utcDay(expiresAt)}.`,
  'not-in-use': (_, { subject }) => say`${subject}: what would have expired is not in use any more.`,
  'heard-again': (_, { subject }) => say`The device ${subject} was heard of again, or may be silent now.`,
  'waits-no-more': ({ address, why, device }) =>
    say`${address} waits for approval no more: ${noMoreWaiting[why](device ?? '')}`,
  'limit-has-room': ({ limit, used, most, words: counted }, { subject }) =>
    say`${subject} has room again: ${used} of ${most} ${counted} (${limit}).`,
  'is-gone': () => say`It is not there any more.`,
  'not-refused-lately': (_, { subject }) => say`${subject} was not refused for this cause for an hour.`,
  'dmarc-honoured': (_, { subject }) => say`${subject} honours DMARC, or has no such way any more.`,
  decided: (_, { subject }) => say`${subject} has decided, or has no such way any more.`,
  'records-right': (_, { subject }) => say`The records of ${subject} are right again.`,
  'answers-again': (_, { subject }) => say`${subject} answers again.`,
  'domain-gone': (_, { subject }) => say`${subject} is no verified domain here any more.`,
  'key-right': (_, { subject }) => say`Nothing is to be done about the DKIM key ${subject} any more.`,
  'key-gone': (_, { subject }) => say`The DKIM key ${subject} is deleted.`,
  'key-made': (_, { subject }) => say`${subject} has a DKIM key, or needs none any more.`,
  'restriction-over': (_, { subject }) => say`${subject} is not restricted any more.`,
  'none-of-it-lately': (_, { subject }) => say`Nothing of it was seen of ${subject} for an hour.`,
  'no-more-fail': () => say`For an hour no more sign-ins failed.`,
  'opens-again': () => say`All secrets open with secret.key.`,
  'left-the-queue': (_, { subject }) => say`The message ${subject} is not in the queue any more.`,
  'room-again': (_, { kind, subject }) =>
    kind === 'quarantine-full'
      ? say`The quarantine has room again.`
      : say`There is room on the disk of ${subject} again.`,
  'commits-again': () => say`The store writes again.`,
  'backup-made': () => say`A complete backup was made.`,
  'doors-open': () => say`The HTTP API is open at every address that is set.`,
  'reached-again': (_, { subject }) => say`${subject}: mail is taken again.`,
  'nothing-waits': (_, { subject }) => say`${subject}: no mail waits for it any more.`,
  'none-late': () => say`No mail has waited too long any more.`,
  'queue-shrank': () => say`The queue has shrunk again.`,
  'none-lately': () => say`For a day every report had somebody to read it.`,
};

export interface AlarmWords extends ToldCure {
  readonly cause: string;
  readonly means: string;
}

/** Takes any alarm, also one that another version of Doorpost has kept in its notes: of one that is not known here, the facts are shown. */
export function alarmWords(alarm: Alarm, sentences: Sentences = {}): AlarmWords {
  if (alarm.facts === undefined) {
    const { kind } = alarm;
    const cause = lineIn({ text: alarm.cause, said: alarm.said }, sentences);
    const means = Object.hasOwn(meanings, kind) ? spoken(meanings[kind], anyShell, sentences) : '';
    return { cause, ...cureIn(cureOf(alarm), sentences), means };
  }
  return isFactAlarm(alarm) ? factWords(alarm, sentences) : { cause: unknown(alarm), cure: '', means: '' };
}

function factWords<Kind extends keyof AlarmFacts>(alarm: FactAlarm<Kind>, sentences: Sentences): AlarmWords {
  const { cause, cure, means } = words[alarm.kind as Kind] as FactWords<Kind>;
  const facts = alarm.facts as AlarmFacts[Kind];
  return {
    cause: spoken(cause(facts, alarm), anyShell, sentences),
    ...cureIn(toldCure(cure(facts, alarm)), sentences),
    means: spoken(means, anyShell, sentences),
  };
}

/** Its cause to be put into another line, and what helps. */
export function toldAlarm<Kind extends keyof AlarmFacts>(
  alarm: FactAlarm<Kind>,
): { readonly cause: ToldLine; readonly helps: ToldCure } {
  const { cause, cure } = words[alarm.kind as Kind] as FactWords<Kind>;
  const facts = alarm.facts as AlarmFacts[Kind];
  return { cause: told(cause(facts, alarm)), helps: toldCure(cure(facts, alarm)) };
}

const unknown = ({ kind, facts }: Pick<FactAlarm, 'kind' | 'facts'>): string => `${kind}: ${JSON.stringify(facts)}`;

export function overWords(alarm: Alarm, over: AlarmOver, sentences: Sentences = {}): string {
  if (isKnownEnd(over)) return spoken(endWords(over, alarm), anyShell, sentences);
  // An end of another version has no words here.
  return over.end ?? over.text;
}

const endWords = <End extends AlarmEnd>(over: EndedBy<End>, alarm: Alarm): Phrase => ends[over.end](over, alarm);

const waitingOf = (count: number): Phrase =>
  count === 1 ? say`${count} recipient waits` : say`${count} recipients wait`;

/** To the minute, as people read it. */
export const when = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const minutes = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Math.round(ms / 1_000)} s`);
const mebibytes = (octets: number): string => `${Math.round(octets / 1024 ** 2)} MiB`;
/** The same, of a line that may be ours. */
const endedLine = (text: string, said: Sentence | undefined): string | Phrase =>
  said !== undefined && ended(text) === `${text}.` ? say`${again({ text, said })}.` : ended(text);
/** With one full stop. */
const ended = (text: string): string => `${trimmedEnd(text, '. \t\r\n')}.`;
