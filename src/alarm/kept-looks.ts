/** Looks that have to read: at certificates and sign-ins that end one day, at messages with damaged content that may have left the queue. */
import type { Clock } from '../base/clock.ts';
import type { QueueId } from '../base/id.ts';
import { subjectOfKey } from '../mail/alarm.ts';
import type { AlarmLook, LooksOf } from '../policy/alarms/alarm-round.ts';
import { backupAlarm } from '../policy/alarms/backup-alarm.ts';
import { type Expiry, expiryAlarm } from '../policy/alarms/expiry-alarms.ts';
import { lastBackup } from '../store/backup-book.ts';
import type { Store } from '../store/store.ts';
import type { AlarmBook } from './book.ts';
import type { Expiries } from './expiries.ts';

export interface KeptParts {
  readonly clock: Clock;
  readonly book: Pick<AlarmBook, 'list'>;
  readonly expiries: Expiries;
  readonly store: { readonly spool: Pick<Store['spool'], 'message'>; readonly notes: Pick<Store['notes'], 'get'> };
}

export interface KeptFindings {
  readonly looks: LooksOf<'kept'>;
  /** All that ends one day. */
  readonly expiries: readonly Expiry[];
}

/** Rejects with StoreUnavailable. */
export async function keptLooks(parts: KeptParts): Promise<KeptFindings> {
  const { found, unknown } = await parts.expiries.gather();
  const now = parts.clock.now();
  const byKey = new Map(found.map((expiry) => [expiry.key, expiry]));
  const ends: AlarmLook = {
    found: found.flatMap((expiry) => expiryAlarm(expiry, now) ?? []),
    over: ({ key }) => {
      if (unknown.has(key)) return null;
      const expiry = byKey.get(key);
      if (expiry === undefined) return { end: 'not-in-use' };
      return { end: 'renewed', words: expiry.words, expiresAt: expiry.expiresAt };
    },
  };
  const looks = { expiries: ends, 'damaged-content': await damagedContent(parts), backups: await backups(parts) };
  return { looks, expiries: found };
}

async function backups({ store, clock }: KeptParts): Promise<AlarmLook> {
  const found = backupAlarm(await lastBackup(store.notes), clock.now());
  return { found: found === null ? [] : [found], over: () => ({ end: 'backup-made' }) };
}

async function damagedContent({ book, store }: KeptParts): Promise<AlarmLook> {
  const gone = new Set<string>();
  for (const { alarm } of book.list())
    if (alarm.kind === 'content-damaged' && (await store.spool.message(subjectOfKey(alarm) as QueueId)) === null)
      gone.add(alarm.key);
  return { found: [], over: ({ key }) => (gone.has(key) ? { end: 'left-the-queue' } : null) };
}
