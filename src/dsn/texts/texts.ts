/**
 * What people read in a report, in one language: what happened, who must do something, and what; for someone who has never heard of SMTP.
 * `compose.ts` puts it into text and HTML. The details below it are for administrators: only their labels are in the reader's language,
 * because what is quoted there has to be found again in the trace and by a search.
 */
import type { FailureCause } from '../../mail/delivery.ts';
import type { Language } from '../../mail/device.ts';

/** Who has to act, from the sender's point of view. */
export type WhoActs = 'you' | 'recipient' | 'administrator';

export interface Wording {
  /** `what happened`, without the address: a sentence. */
  readonly happened: string;
  readonly who: WhoActs;
  /** One or two sentences, in the order to try them. */
  readonly fix: string;
}

/** What a report says above its list of recipients. */
export interface Opening {
  /** Goes before the original's subject. */
  readonly subject: string;
  readonly heading: string;
  readonly sentence: string;
}

/** An ended delivery: by whom, whether it had ever been tried, and what the last attempt was told. */
export interface Cancelled {
  readonly hostName: string;
  readonly untried: boolean;
  readonly lastReason: string | null;
}

export interface ReportTexts {
  readonly language: Language;
  readonly failures: Readonly<Record<FailureCause, Wording>>;
  readonly cancelled: (facts: Cancelled) => string;
  readonly who: Readonly<Record<WhoActs, string>>;
  readonly openings: Readonly<Record<'failure' | 'delivered' | 'relayed' | 'expanded', Opening>>;
  /** `until`: when we give up, or null. */
  readonly delay: (until: string | null) => Opening;
  /** Stands for the subject of a message that has none. */
  readonly yourMessage: string;
  /** Recipients beyond those told of in full. */
  readonly moreRecipients: (count: number) => string;
  /** Those that nothing in the report lists. */
  readonly countedRecipients: (count: number) => string;
  readonly lastAttempt: (date: string, number: number) => string;
  readonly date: (at: number) => string;
  readonly labels: Readonly<
    Record<
      | 'title'
      | 'happened'
      | 'who'
      | 'fix'
      | 'details'
      | 'device'
      | 'sender'
      | 'subject'
      | 'received'
      | 'messageId'
      | 'queueId'
      | 'reportedBy'
      | 'none'
      | 'serverSaid'
      | 'reason'
      | 'inOtherWords'
      | 'nextServer'
      | 'status'
      | 'attempts'
      | 'lastAttempt'
      | 'triedUntil',
      string
    >
  >;
}

export const word = (happened: string, who: WhoActs, fix: string): Wording => ({ happened, who, fix });

/** `Di., 1. Dez. 2026, 08:00 UTC`: the reader's zone is not known here. */
export function dateIn(language: Language): (at: number) => string {
  const format = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return (at) => `${format.format(at)} UTC`;
}
