/**
 * The words of alarms: cause, cure, meaning and end, made of an alarm's facts. The one place where they stand; nothing reads them back.
 * Pure. A new kind of alarm is a member of `AlarmFacts` (`mail/alarm.ts`) and a row here.
 */
import type { Alarm, AlarmEnd, AlarmFacts, AlarmKind, AlarmOver, FactAlarm } from '../mail/alarm.ts';
import type { ContentDamage } from '../mail/content.ts';

interface FactWords<Kind extends keyof AlarmFacts> {
  /** What is wrong, for an administrator. */
  readonly cause: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => string;
  /** What to do about it. */
  readonly cure: (facts: AlarmFacts[Kind], alarm: FactAlarm<Kind>) => string;
  /** What becomes of mail meanwhile. */
  readonly means: string;
}

const words: { readonly [Kind in keyof AlarmFacts]: FactWords<Kind> } = {
  'secrets-sealed': {
    cause: ({ secrets, count }) =>
      `secret.key does not open ${count === 1 ? 'a secret' : `${count} secrets`}: ${listed(secrets, count)}.`,
    cure: () => 'Put the right secret.key back (mode 0600) and restart Doorpost, or set each of them again.',
    means: 'Mail that needs them waits, and who signs in with one of them is refused.',
  },
  'content-damaged': {
    cause: ({ queueId, damage, foundBytes, sizeBytes }) =>
      `The stored content of message ${queueId} is not what was accepted: ${damages[damage](foundBytes, sizeBytes)}.`,
    cure: ({ queueId }) =>
      `Look after the disk (its errors are in the system's log). Put the file back from a backup, or give the message up, so that its sender hears of it and can send it again: doorpost queue bounce ${queueId}`,
    means: 'The message waits here and is tried again until it expires; nothing damaged is sent.',
  },
};

const damages: Readonly<Record<ContentDamage, (found: number, size: number) => string>> = {
  missing: () => 'it is missing',
  shorter: (found, size) => `it has ${found} of ${size} octets`,
  longer: (_, size) => `it has more than its ${size} octets`,
  changed: () => 'it was changed',
};

/** Of kinds that bring cause and cure with them. */
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

const ends: Readonly<Record<AlarmEnd, (alarm: Alarm) => string>> = {
  'opens-again': () => 'All secrets open with secret.key.',
  'left-the-queue': ({ subject }) => `The message ${subject} is not in the queue any more.`,
};

export interface AlarmWords {
  readonly cause: string;
  readonly cure: string;
  readonly means: string;
}

/** Also of alarms that another version of Doorpost has kept in its notes: of a kind that is not known here, the facts are shown. */
export function alarmWords(alarm: Alarm): AlarmWords {
  if (alarm.facts === undefined) {
    const { cause, cure, kind } = alarm;
    return { cause, cure, means: Object.hasOwn(meanings, kind) ? meanings[kind] : '' };
  }
  return Object.hasOwn(words, alarm.kind) ? factWords(alarm) : { cause: unknown(alarm), cure: '', means: '' };
}

function factWords<Kind extends keyof AlarmFacts>(alarm: FactAlarm<Kind>): AlarmWords {
  const { cause, cure, means } = words[alarm.kind as Kind] as FactWords<Kind>;
  const facts = alarm.facts as AlarmFacts[Kind];
  return { cause: cause(facts, alarm), cure: cure(facts, alarm), means };
}

const unknown = ({ kind, facts }: Pick<FactAlarm, 'kind' | 'facts'>): string => `${kind}: ${JSON.stringify(facts)}`;

export function overWords(alarm: Alarm, over: AlarmOver): string {
  if (over.end === undefined) return over.text ?? '';
  return Object.hasOwn(ends, over.end) ? ends[over.end](alarm) : over.end;
}

/** `a, b and 3 more`. @param count of all, of which some are named. */
function listed(named: readonly string[], count: number): string {
  const more = count - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}
