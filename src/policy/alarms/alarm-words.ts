/**
 * The words of alarms: cause, cure, meaning and end, made of an alarm's facts. The one place where they stand; nothing reads them back.
 * Pure. A new kind of alarm is a member of `AlarmFacts` (`mail/alarm.ts`) and a row here.
 */
import { many } from '../../base/words/amounts.ts';
import { listed } from '../../base/listed.ts';
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
import { cureOf, toldCure } from '../../texts/remedy.ts';
import type { ClosedDoor } from '../../mail/doors/closed-door.ts';
import type { ContentDamage } from '../../mail/content.ts';
import type { DkimRecordState } from '../../mail/doors/dkim-health.ts';
import type { GuardedRecord } from '../../mail/doors/domain-health.ts';
import { foundWords, notRestricted, restrictedWords, senderWords, viaDevice } from './abuse-words.ts';
import { engineWords, listWords } from '../../texts/en/engines.ts';

interface FactWords<Kind extends keyof AlarmFacts> {
  /** Says what is wrong, to an administrator. */
  readonly cause: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => string;
  /** Says what to do about it. */
  readonly cure: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => Remedy;
  /** Says what becomes of mail meanwhile. */
  readonly means: string;
}

const words: { readonly [Kind in keyof AlarmFacts]: FactWords<Kind> } = {
  'secrets-sealed': {
    cause: ({ secrets, count }) =>
      `secret.key does not open ${count === 1 ? 'a secret' : `${count} secrets`}: ${listed(secrets, count)}.`,
    cure: () => ({ act: 'put-secret-key-back' }),
    means: 'Mail that needs them waits, and who signs in with one of them is refused.',
  },
  'content-damaged': {
    cause: ({ queueId, damage, foundBytes, sizeBytes }) =>
      `The stored content of message ${queueId} is not what was accepted: ${damages[damage](foundBytes, sizeBytes)}.`,
    cure: ({ queueId }) => ({ act: 'give-up-damaged', queueId }),
    means: 'The message waits here and is tried again until it expires; nothing damaged is sent.',
  },
  'disk-full': {
    cause: ({ path, freeBytes, leastBytes }, { stage }) =>
      `The disk of ${path} is ${stage > 1 ? 'full' : 'nearly full'}: ${freeBytes === 0 ? 'nothing (no space, or no inodes)' : mebibytes(freeBytes)} is free, ${mebibytes(leastBytes)} must stay free.`,
    cure: () => ({ act: 'free-disk' }),
    means:
      'With less than must stay free new mail is put off with 452 4.3.1, and senders try again. What was taken is safe.',
  },
  'quarantine-full': {
    cause: ({ messages, bytes, percent }) =>
      `The quarantine is ${percent >= 100 ? 'full' : `${percent} % full`}: ${many(messages, 'message')}, ${mebibytes(bytes)}.`,
    cure: () => ({ act: 'empty-quarantine' }),
    means: 'When it is full, what should go there goes into Junk; malware is refused.',
  },
  'store-unwell': {
    cause: ({ reason }) => `The store cannot write: ${reason}.`,
    cure: () => ({ act: 'mend-store' }),
    means: 'New mail is put off with 451 4.3.0, and senders try again. What was taken is safe, and waits.',
  },
  'resolver-sick': {
    cause: ({ failed, count }) =>
      `The name servers of this server do not answer: ${failed} of the last ${many(count, 'name')} that mail asked for had no answer, nor had a question of our own.`,
    cure: () => ({ act: 'mend-resolver' }),
    means:
      'Mail from outside is taken, and nothing shows who sent it. Mail to outside waits until its next hop can be looked up.',
  },
  'next-hop-unreachable': {
    cause: ({ of, names, count, since, lastError }) => {
      const who = {
        upstream: `The next hop of ${listed(names, count)}`,
        mailboxes: `Where mail for ${listed(names, count)} is kept`,
        'mail-hosts': `The mail servers of ${many(count, 'domain')} (${listed(names, count)})`,
      }[of];
      return `${who} ${of === 'mail-hosts' ? 'have' : 'has'} taken no mail since ${when(since)}: ${ended(lastError)}`;
    },
    cure: ({ of, names }) => unreachableRemedy(of, names[0] ?? ''),
    means: 'Mail for it waits here and is tried again by itself; what gets too old goes back to its sender.',
  },
  'mail-waits': {
    cause: ({ oldestReceivedAt, boundMs, waiting, places, placeCount }) => {
      const named = places.map(({ name, waiting: here }) => `${name} (${here})`);
      return `The oldest mail has waited since ${when(oldestReceivedAt)}, longer than ${minutes(boundMs)}; ${waiting} ${waiting === 1 ? 'recipient waits' : 'recipients wait'}: ${listed(named, placeCount)}.`;
    },
    cure: () => ({ act: 'see-what-waits' }),
    means: 'Nothing is lost. Mail is tried again by itself, and goes back to its sender when it gets too old.',
  },
  'queue-grows': {
    cause: ({ waiting, before, withinMs }) =>
      `The queue grows: ${waiting} ${waiting === 1 ? 'recipient waits' : 'recipients wait'}, ${before} did ${minutes(withinMs)} before.`,
    cure: () => ({ act: 'see-what-grows' }),
    means: 'More comes in than goes out. Nothing is lost; mail goes out later.',
  },
  'reports-unread': {
    cause: ({ count, isMost, lastAddressee, lastAt }) =>
      `${isMost ? 'More than ' : ''}${count} ${count === 1 ? 'report' : 'reports'} of the last 24 hours ${count === 1 ? 'has' : 'have'} nobody to read ${count === 1 ? 'it' : 'them'}, the last at ${when(lastAt)}, for ${lastAddressee}, who is no mailbox here.`,
    cure: ({ organization }) => ({ act: 'read-orphan-reports', organization: organization ?? null }),
    means: 'Mail failed or is late, and whoever sent it was not told.',
  },
  'own-name': {
    cause: ({ domains, count }) =>
      `Mail for ${listed(domains, count)} goes on to another system with the organization's trust. Strangers who write there in the name of an own domain are refused (550 5.7.68).`,
    cure: (_, { subject }) => ({ act: 'decide-on-strangers', organization: subject }),
    means: 'Other mail goes on as ever.',
  },
  'open-route': {
    cause: ({ domains, count }, { subject }) =>
      `Mail of strangers for ${listed(domains, count)} leaves by a connector that speaks for ${subject}, and DMARC is only observed: whoever forges a sender is believed there.`,
    cure: (_, { subject }) => ({ act: 'honour-dmarc', organization: subject }),
    means: 'Mail goes on as ever, forged mail too.',
  },
  'no-upstream': {
    cause: ({ waiting, oldestReceivedAt }, { subject }) =>
      `Mail for outside has no upstream in ${subject}: ${waiting} ${waiting === 1 ? 'recipient waits' : 'recipients wait'}, since ${when(oldestReceivedAt)}.`,
    cure: (_, { subject }) => ({ act: 'give-upstream', organization: subject }),
    means:
      'Nothing is lost, and nothing is returned: mail waits until there is an upstream. Mail for mailboxes here arrives as ever.',
  },
  'sign-ins-failed': {
    cause: ({ count, addresses, addressCount }) =>
      `${count} failed sign-ins to the admin center within an hour, from ${listed(addresses, addressCount)}.`,
    cure: () => ({ act: 'see-sign-in-attempts' }),
    means: 'Each of them was slowed down, and nobody who signed in from their own address before was kept out.',
  },
  'domain-records': {
    cause: ({ domain, lost, since }) =>
      `Records of ${domain} in DNS were right and are not any more, since ${when(since)}: ${listed(
        lost.map((record) => recordWords[record]),
        lost.length,
      )}.`,
    cure: ({ domain }) => ({ act: 'mend-domain-records', domain }),
    means:
      'Without its MX, mail for the domain does not come here. Without SPF or DKIM, receivers may refuse mail in its name. A domain that was verified stays verified.',
  },
  'dkim-key-missing': {
    cause: ({ record, domain, found, since }) =>
      `Mail of ${domain} is signed (DKIM), and verifiers do not find the key ${record} since ${when(since)}: ${keyFound[found]}.`,
    cure: ({ record }) => ({ act: 'publish-dkim-key', record }),
    means: 'What is signed by it counts as unsigned: receivers may refuse it, or put it into Junk.',
  },
  'dkim-rotation': {
    cause: ({ record, step, since }) => `The DKIM key ${record} ${keySteps[step](utcDay(since))}.`,
    cure: ({ record, domain, step }) =>
      step === 'renew' ? { act: 'make-next-dkim-key', domain } : { act: keyActs[step], record },
    means: 'Mail goes out as before; nothing is late yet.',
  },
  'engine-silent': {
    cause: ({ engine, address, since, lastError }) =>
      `The ${engineWords[engine]} at ${address} has looked at no message since ${when(since)}: ${ended(lastError)}`,
    cure: ({ engine }) => ({ act: 'mend-engine', engine }),
    means:
      'Mail is not looked at by it, and stamped so. While a virus scanner is silent, mail of strangers is put off (451 4.7.1), and senders try again; other mail goes on.',
  },
  'list-refuses': {
    cause: ({ list, why, since }) => `The block list ${list} is not asked since ${when(since)}: ${listWords[why]}.`,
    cure: ({ list, why }) => ({ act: 'mend-block-list', list, why }),
    means: 'Mail goes on as if nobody were on this list. Nobody is refused for what it says meanwhile.',
  },
  'sender-suspicious': {
    cause: ({ of, trigger, count, outOf, device, why, examples }, { subject }) =>
      `${senderWords[of]} ${subject}: ${foundWords[trigger](count, outOf)}${viaDevice(of, device)}. ${notRestricted[why]}${
        examples.length === 0 ? '' : ` The last: ${examples.join(', ')}.`
      }`,
    cure: ({ of }, { subject }) => ({ act: 'look-at-sender', of, who: subject }),
    means: 'Its mail goes on, but for what a check refuses or keeps back.',
  },
  'sender-restricted': {
    cause: ({ of, trigger, count, outOf, until, paused, device }, { subject }) =>
      `${restrictedWords[of]} ${subject} is restricted ${until === null ? 'until somebody lifts it' : `until ${when(until)}`}: ${foundWords[trigger](count, outOf)}${viaDevice(of, device)}. Of its mail that waited ${many(paused, 'recipient')} ${paused === 1 ? 'is' : 'are'} paused.`,
    cure: ({ of }, { subject }) => ({ act: 'mend-and-lift', of, who: subject }),
    means:
      'What it sends now is refused (550 5.1.8 of a mailbox, 5.7.711 of a connector), but for devices that must always get through; a mailbox still gets mail. Once lifted, it is not restricted again that day (UTC).',
  },
  'called-spam': {
    cause: ({ reply, queueId, senders }, { subject }) =>
      `${subject} calls mail of ours spam, or has blocked us: ${ended(reply)} It was said of message ${queueId}; who sent most lately: ${senders.join(', ')}.`,
    cure: ({ senders }) => ({ act: 'find-spam-source', sender: senders[0] ?? '' }),
    means: 'That message was not delivered. Others may refuse mail of this server too, until what sends it is found.',
  },
  'backup-old': {
    cause: ({ lastAt }) => `No complete backup was made since ${utcDay(lastAt)}.`,
    cure: () => ({ act: 'make-backup' }),
    means: 'Mail flows as ever. With the disk everything would be lost that was set up or delivered here since then.',
  },
  'http-closed': {
    cause: ({ doors, count }) =>
      `The HTTP API and the admin center are not open at ${listed(
        doors.map((door) => `${door.address} port ${door.port} (${closedBecause[door.why](door.code)})`),
        count,
      )}.`,
    cure: ({ doors }) => ({ act: 'open-http', why: doors[0]?.why ?? 'other' }),
    means: 'Mail is received and delivered as ever; the command line works on the server itself.',
  },
};

const recordWords: Readonly<Record<GuardedRecord, string>> = {
  verification: 'the verification token',
  mx: 'MX',
  spf: 'SPF',
  dkim: 'DKIM',
};

const closedBecause: Readonly<Record<ClosedDoor['why'], (code: string) => string>> = {
  unprotected: () => 'it lies beyond this machine, and there is no TLS',
  'in-use': () => 'another program has it',
  'no-right': () => 'the user that runs Doorpost may not open it',
  'no-address': () => 'this machine has no such address',
  other: (code) => code,
};

const damages: Readonly<Record<ContentDamage, (found: number, size: number) => string>> = {
  missing: () => 'it is missing',
  shorter: (found, size) => `it has ${found} of ${size} bytes`,
  longer: (_, size) => `it has more than its ${size} bytes`,
  changed: () => 'it was changed',
};

const keyFound: Readonly<Record<DkimRecordState, string>> = {
  published: 'it is there',
  partly: 'not every name server has it',
  missing: 'there is no such record',
  other: 'another key is there',
  revoked: 'its record is empty',
  restricted: 'a tag of its record keeps them from it',
  several: 'there are several records, and they may take any',
  unknown: 'no name server answers',
};
const keySteps: Readonly<Record<AlarmFacts['dkim-rotation']['step'], (since: string) => string>> = {
  publish: (since) => `was made on ${since}, and its record is not published`,
  renew: (since) => `signs since ${since}: it is time for the next one`,
  remove: (since) => `signs no more since ${since}: its record may go`,
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
const meanings: Readonly<Record<Exclude<AlarmKind, keyof AlarmFacts>, string>> = {
  'upstream-held':
    'Mail for this way out waits here. Nothing bounces and nothing is lost; it goes on as soon as the cause is gone.',
  'upstream-throttled': 'The next hop slows us down. Mail goes out later than usual; nothing is lost.',
  'secret-expires': 'Once it has expired, mail for this upstream waits here until there is a new one.',
  'refresh-token-expires': 'Once it has expired, mail for this upstream waits here until somebody signs in again.',
  'certificate-expires':
    'Once it has expired, whoever checks it refuses the connection: mail waits, here or at the sender.',
  'device-silent': 'If it should have sent something, that mail was never handed to us.',
  'device-waiting': 'Its mail is refused until somebody decides whether it may send.',
  'limit-near': 'Beyond the limit mail is refused until there is room again.',
  'repeated-refusals': 'What it tried to send was not taken; it may not try again by itself.',
};

const noMoreWaiting: Readonly<Record<EndedBy<'waits-no-more'>['why'], (device: string) => string>> = {
  ignored: () => 'it is ignored',
  taken: () => 'its mail is taken now',
  known: (device) => `it is the device "${device}" now`,
  'not-listed': () => 'its network is listed no more',
  'made-room': () => 'it was not seen for long, and others need the place',
  forgotten: () => 'nothing is known of it since a restart; it is told anew when it comes again',
};

const ends: { readonly [End in AlarmEnd]: (over: EndedBy<End>, alarm: Alarm) => string } = {
  'takes-mail-again': (_, { subject }) => `${subject} takes our mail again`,
  removed: (_, { subject }) => `${subject} is removed: no mail goes that way.`,
  'switched-off': (_, { subject }) => `${subject} is switched off: no mail goes that way.`,
  renewed: ({ words: what, expiresAt }) => `${what} was renewed: it lasts until ${utcDay(expiresAt)}.`,
  'not-in-use': (_, { subject }) => `${subject}: what would have expired is not in use any more.`,
  'heard-again': (_, { subject }) => `The device ${subject} was heard of again, or may be silent now.`,
  'waits-no-more': ({ address, why, device }) =>
    `${address} waits for approval no more: ${noMoreWaiting[why](device ?? '')}`,
  'limit-has-room': ({ limit, used, most, words: counted }, { subject }) =>
    `${subject} has room again: ${used} of ${most} ${counted} (${limit}).`,
  'is-gone': () => 'It is not there any more.',
  'not-refused-lately': (_, { subject }) => `${subject} was not refused for this cause for an hour.`,
  'dmarc-honoured': (_, { subject }) => `${subject} honours DMARC, or has no such way any more.`,
  decided: (_, { subject }) => `${subject} has decided, or has no such way any more.`,
  'records-right': (_, { subject }) => `The records of ${subject} are right again.`,
  'answers-again': (_, { subject }) => `${subject} answers again.`,
  'domain-gone': (_, { subject }) => `${subject} is no verified domain here any more.`,
  'key-right': (_, { subject }) => `Nothing is to be done about the DKIM key ${subject} any more.`,
  'key-gone': (_, { subject }) => `The DKIM key ${subject} is deleted.`,
  'restriction-over': (_, { subject }) => `${subject} is not restricted any more.`,
  'none-of-it-lately': (_, { subject }) => `Nothing of it was seen of ${subject} for an hour.`,
  'no-more-fail': () => 'For an hour no more sign-ins failed.',
  'opens-again': () => 'All secrets open with secret.key.',
  'left-the-queue': (_, { subject }) => `The message ${subject} is not in the queue any more.`,
  'room-again': (_, { kind, subject }) =>
    kind === 'quarantine-full' ? 'The quarantine has room again.' : `There is room on the disk of ${subject} again.`,
  'commits-again': () => 'The store writes again.',
  'backup-made': () => 'A complete backup was made.',
  'doors-open': () => 'The HTTP API is open at every address that is set.',
  'reached-again': (_, { subject }) => `${subject}: mail is taken again.`,
  'nothing-waits': (_, { subject }) => `${subject}: no mail waits for it any more.`,
  'none-late': () => 'No mail has waited too long any more.',
  'queue-shrank': () => 'The queue has shrunk again.',
  'none-lately': () => 'For a day every report had somebody to read it.',
};

export interface AlarmWords extends ToldCure {
  readonly cause: string;
  readonly means: string;
}

/** Takes any alarm, also one that another version of Doorpost has kept in its notes: of one that is not known here, the facts are shown. */
export function alarmWords(alarm: Alarm): AlarmWords {
  if (alarm.facts === undefined) {
    const { cause, kind } = alarm;
    return { cause, ...cureOf(alarm), means: Object.hasOwn(meanings, kind) ? meanings[kind] : '' };
  }
  return isFactAlarm(alarm) ? factWords(alarm) : { cause: unknown(alarm), cure: '', means: '' };
}

function factWords<Kind extends keyof AlarmFacts>(alarm: FactAlarm<Kind>): AlarmWords {
  const { cause, cure, means } = words[alarm.kind as Kind] as FactWords<Kind>;
  const facts = alarm.facts as AlarmFacts[Kind];
  return { cause: cause(facts, alarm), ...toldCure(cure(facts, alarm)), means };
}

const unknown = ({ kind, facts }: Pick<FactAlarm, 'kind' | 'facts'>): string => `${kind}: ${JSON.stringify(facts)}`;

export function overWords(alarm: Alarm, over: AlarmOver): string {
  if (isKnownEnd(over)) return endWords(over, alarm);
  // An end of another version has no words here.
  return over.end ?? over.text;
}

const endWords = <End extends AlarmEnd>(over: EndedBy<End>, alarm: Alarm): string => ends[over.end](over, alarm);

/** To the minute, as people read it. */
export const when = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const minutes = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min` : `${Math.round(ms / 1_000)} s`);
const mebibytes = (octets: number): string => `${Math.round(octets / 1024 ** 2)} MiB`;
/** With one full stop. */
const ended = (text: string): string => `${trimmedEnd(text, '. \t\r\n')}.`;
