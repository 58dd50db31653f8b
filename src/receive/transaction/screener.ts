/** Those who look at mail: at strangers from MAIL on, and at a message at its end. The door between transactions and `screen/`. */
import type { Refused } from '../../mail/verdict.ts';
import type { ScreenVerdict } from '../../screening/screen-facts.ts';
import type { IntakeResult } from '../content/intake.ts';
import type { Inquiry, Stranger } from './inquiry.ts';
import type { GreetedClient } from './greeted-client.ts';
import type { Transaction } from './mail-transaction.ts';

export interface Screener {
  /** Begins to ask about a stranger who has said MAIL. */
  ask(stranger: Stranger): Inquiry;
  /**
   * Looks at a message that is here in full and could be taken. It gathers facts and takes its time; the connection waits, and what it rejects
   * with counts as trouble of ours (451). It changes nothing. null: it does not look at such mail.
   */
  look(question: ScreenQuestion): Promise<ScreenVerdict | Refused> | null;
}

export type Complete = Extract<IntakeResult, { kind: 'complete' }>;

export interface ScreenQuestion {
  readonly transaction: Transaction;
  readonly complete: Complete;
  readonly tls: string | null;
  /** As MAIL and RCPT were judged by. */
  readonly client: GreetedClient;
}
