/**
 * Abuse of our own doors: what is counted of a message, and the table that says what follows from the counts of an hour: nothing, an alert, or
 * that the sender is restricted. Exchange's outbound policies, with numbers for devices. Pure.
 */
import {
  type AbuseCount,
  abuseSubject,
  type AbuseTrigger,
  type HourlyLimitAction,
  type OwnSender,
} from '../mail/screening/abuse.ts';
import type { Screened, ScreenRow } from '../mail/screening/screened.ts';
import type { UsageIncrement } from '../mail/usage-subject.ts';

export interface HourOfSender {
  readonly of: OwnSender['of'];
  /** Of the last hour, as far as it lies in this UTC day. */
  readonly messages: number;
  readonly recipients: number;
  /** External recipients in an hour in which it sends, as it usually is; null: nothing is known of it. */
  readonly usual: number | null;
  readonly limitAction: HourlyLimitAction;
}

export interface AbuseFinding {
  readonly trigger: AbuseTrigger;
  readonly count: number;
  /** Of so many; null: it is no part of anything. */
  readonly outOf: number | null;
  /** `block-for-today`: until the next UTC day; `block`: until somebody lifts it. */
  readonly act: HourlyLimitAction;
}

interface AbuseRow {
  readonly trigger: AbuseTrigger;
  readonly counted: AbuseCount;
  /** For the documentation. */
  readonly fact: string;
  readonly acts: string;
  readonly judge: (hour: HourOfSender) => HourlyLimitAction | null;
}

const SURE_SPAM = 3;
const SPAM = 20;
const MALWARE = 5;
const EXTERNAL = { mailbox: 500, connector: 2_000 } as const;
const DEVICE_TIMES = 10;
const DEVICE_LEAST = 200;
/** Recipients that next hops have answered for, below which their share says nothing. */
const ANSWERED_LEAST = 50;
const UNKNOWN_ALERT = 0.3;
const UNKNOWN_BLOCK = 0.6;

export const abuseTable: readonly AbuseRow[] = [
  {
    trigger: 'sure-spam',
    counted: 'sure-spam',
    fact: `${SURE_SPAM} messages in an hour that the spam filter is sure of`,
    acts: 'they wait in quarantine; the sender is restricted',
    judge: ({ messages }) => (messages >= SURE_SPAM ? 'block' : null),
  },
  {
    trigger: 'spam',
    counted: 'spam',
    fact: `${SPAM} messages in an hour that the spam filter calls spam`,
    acts: 'the sender is restricted',
    judge: ({ messages }) => (messages >= SPAM ? 'block' : null),
  },
  {
    trigger: 'malware',
    counted: 'malware',
    fact: `a message with malware; ${MALWARE} in an hour`,
    acts: 'each is refused, with an alarm; then the sender is restricted',
    judge: ({ messages }) => (messages >= MALWARE ? 'block' : messages > 0 ? 'alert' : null),
  },
  {
    trigger: 'external',
    counted: 'external',
    fact: `recipients in other domains in an hour: ${EXTERNAL.mailbox} of a mailbox, ${EXTERNAL.connector.toLocaleString('en-US')} of a connector`,
    acts: 'an alarm; a mailbox as `--hourly-limit-action` says',
    judge: ({ of, recipients, limitAction }) => {
      if (of === 'device' || recipients < EXTERNAL[of]) return null;
      return of === 'mailbox' ? limitAction : 'alert';
    },
  },
  {
    trigger: 'busy-device',
    counted: 'external',
    fact: `recipients in other domains in an hour of a device: ${DEVICE_TIMES} times as many as in its own usual hour, and at least ${DEVICE_LEAST}`,
    acts: 'an alarm',
    judge: ({ of, recipients, usual }) =>
      of === 'device' && recipients >= Math.max(DEVICE_LEAST, DEVICE_TIMES * (usual ?? 0)) ? 'alert' : null,
  },
  {
    trigger: 'unknown',
    counted: 'unknown',
    fact: `more than ${UNKNOWN_ALERT * 100} % of the recipients in an hour, at least ${ANSWERED_LEAST}, are unknown to the next hops; more than ${UNKNOWN_BLOCK * 100} %`,
    acts: 'an alarm with examples; then the sender is restricted',
    judge: ({ messages: unknown, recipients: answered }) => {
      if (answered < ANSWERED_LEAST) return null;
      const share = unknown / answered;
      return share > UNKNOWN_BLOCK ? 'block' : share > UNKNOWN_ALERT ? 'alert' : null;
    },
  },
];

const rowsOf = Object.groupBy(abuseTable, ({ counted }) => counted);

/** The findings in one count of a sender; a device is never blocked, but its way is. */
export function* judgeAbuse(counted: AbuseCount, hour: HourOfSender): Generator<AbuseFinding, void> {
  for (const row of rowsOf[counted] ?? []) {
    const act = row.judge(hour);
    if (act === null) continue;
    const count = counted === 'external' ? hour.recipients : hour.messages;
    yield {
      trigger: row.trigger,
      count,
      outOf: counted === 'unknown' ? hour.recipients : null,
      act: hour.of === 'device' ? 'alert' : act,
    };
  }
}

const SPAM_ROWS = { spam: 'spam', 'high-confidence-spam': 'sure-spam' } as const;

/** Also where the row is only observed. */
function spamOf({ row, observed = [] }: Screened): 'spam' | 'sure-spam' | null {
  for (const said of [row, ...observed.map((one) => one.row)] as readonly (ScreenRow | undefined)[])
    if (said === 'spam' || said === 'high-confidence-spam') return SPAM_ROWS[said];
  return null;
}

/** The counts of an accepted message. @param external its recipients in domains that are not the organization's. */
export function countedOf(
  senders: readonly OwnSender[],
  external: number,
  screened: Screened | undefined,
): readonly UsageIncrement[] {
  const counts: (readonly [counted: AbuseCount, recipients: number])[] = [];
  if (external > 0) counts.push(['external', external]);
  const spam = screened === undefined ? null : spamOf(screened);
  if (spam !== null) counts.push([spam, 0]);
  if (screened?.virus !== undefined) counts.push(['malware', 0]);
  const increments: UsageIncrement[] = [];
  for (const sender of senders)
    for (const [counted, recipients] of counts)
      increments.push({ subject: abuseSubject(counted, sender), messages: 1, recipients });
  return increments;
}
