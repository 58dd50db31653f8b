import type { Clock } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import type { Log } from '../base/log.ts';
import type { Random } from '../base/random.ts';
import type { Settings } from '../config/settings.ts';
import type { Observe } from '../mail/observation.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { RouteOf } from '../policy/ingress/ingress.ts';
import type { Spool, Store, UsageStore } from '../store/store.ts';
import type { Admission } from './connection/admission.ts';
import type { Authenticator, ReadSecret } from './sign-in/authenticate.ts';
import type { ScreeningParts } from './screen/screen.ts';
import type { Screener } from './transaction/screener.ts';
import type { HourCounts } from './limits/hour-counts.ts';
import type { LiveSessions } from './record/live-sessions.ts';
import type { RefusalBudget } from './record/session-record.ts';
import type { UsageWindows } from './limits/usage-windows.ts';

/** The parts that the composition gives the room. */
export interface ReceivingOptions {
  /** Whether the quarantine takes another message of that size; it is counted then. Absent: it takes all. */
  readonly quarantineTakes?: (sizeBytes: number) => boolean;
  readonly settings: Settings;
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
  readonly route: RouteOf;
  /** Passwords of credentials that allow CRAM-MD5. */
  readonly readSecret: ReadSecret;
  /** Looks at strangers' mail; null: nobody does. */
  readonly screening: ScreeningParts | null;
}

/** The parts of the store that a session touches. */
export type SessionStore = Pick<Store, 'trace' | 'unhealthyReason' | 'freeBytes'> & {
  readonly spool: Pick<Spool, 'newContent' | 'accept'>;
  readonly usage: Pick<UsageStore, 'place'>;
};

/** The parts that all sessions of the room share. A rehearsal (`rehearsal.ts`) puts its own in place of what would be counted or kept. */
export interface RoomParts extends Omit<ReceivingOptions, 'store'> {
  readonly store: SessionStore;
  readonly admission: Admission;
  readonly authenticator: Pick<Authenticator, 'signIn'>;
  readonly usage: Pick<UsageWindows, 'within' | 'reserve' | 'add'>;
  readonly directMessages: Pick<HourCounts, 'count' | 'reserve' | 'add'>;
  readonly live: LiveSessions;
  readonly refusalBudget: Pick<RefusalBudget, 'take' | 'takeNoMail'>;
  /** Our names, in lower case: results of authentication under one of them are ours alone to write. */
  readonly ownHosts: readonly string[];
  /** Asked about strangers, and before a message is taken; null: nobody screens. */
  readonly screener: Screener | null;
  /** Sends in DATA at once, by mailbox. */
  readonly sends: Map<string, number>;
  /** Counted limits that are nearly used up, by the alarm's key, with the stage that was raised. Bounded by mailboxes and connectors. */
  readonly nearLimits: Map<string, number>;
}
