/**
 * The embedded engine: a journal, in which everything about mail is durable before it is told to anyone; one SQLite database that
 * follows it, on a writer thread of its own, and holds what the journal does not (directory, secrets); a reader thread for searches and
 * lists; files of their own for large content. Nothing here touches a disk on the calling thread.
 *
 * Promises: what resolved is on disk. Rejected with StoreUnavailable: it has not happened. Leases end with the process.
 * After a write failed, the store says so, recovers, and only then goes on.
 */
import { bounds } from '../../base/bounds.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { Log } from '../../base/log.ts';
import type { NodeIdentity, Store, TerritoryOf } from '../store.ts';
import { alone } from './alone.ts';
import { backup } from './backup/backup.ts';
import { type Channel, openChannel } from './channel.ts';
import { ContentFiles } from './spool/content-files.ts';
import { createDirectory } from './directory.ts';
import type { FaultSwitch } from './fault.ts';
import { Follower } from './journal/follower.ts';
import { createFreeSpace } from './free-space.ts';
import { News } from './news.ts';
import { createNotes } from './notes.ts';
import { createPerson } from './person.ts';
import type { ReaderCalls, WriterCalls } from './protocol.ts';
import { createSecrets } from './secrets.ts';
import { SessionBuffer } from './session-buffer.ts';
import { createSpool } from './spool/spool.ts';
import { StoreHealth } from './store-health.ts';
import { Trace } from './trace.ts';
import { createUsage } from './usage.ts';

const A_TOOL: NodeIdentity = { name: 'a tool', version: '' };

export interface OpenStoreOptions {
  /** The data directory; made when missing. */
  readonly folder: string;
  /** Absent: no server, but a tool that has the data directory to itself. */
  readonly node?: NodeIdentity;
  /** By which lanes are shared out among nodes; here all of them are this one's. */
  readonly territory?: TerritoryOf;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** doorpost.yaml, to go into backups. */
  readonly configuration?: string;
  readonly inlineLimitBytes?: number;
  /** Called when the store cannot write, and with null when it can again. */
  readonly onUnhealthy?: (reason: string | null) => void;
  /** Called once when a thread of the store has died: leases are gone with it, only a new process helps. */
  readonly onLost?: (reason: string) => void;
  /** Called as the store's threads start: what else is to be done may be done meanwhile. */
  readonly meanwhile?: () => void;
  /** Ends early what may take long: backups, and whatever goes through the whole queue. */
  readonly stopping?: AbortSignal;
  /** Faults to order, for tests. */
  readonly fault?: FaultSwitch;
}

/** With what only an engine has that keeps its data in a folder. */
export interface EmbeddedStore extends Store {
  readonly backup: NonNullable<Store['backup']>;
  freeBytes(): number;
}

/** Opens or makes the store. Rejects with DataDirectoryInUse or DatabaseTooNew (one line for the operator each), or with what the disk said. */
export async function openStore(options: OpenStoreOptions): Promise<EmbeddedStore> {
  const { folder, clock, ids, log, stopping } = options;
  const fault = options.fault ?? null;
  const spoolFolder = join(folder, 'spool');
  const file = join(folder, 'doorpost.db');
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const health = new StoreHealth(options);
  const { writer, reader } = await openThreads(options, file, health);
  health.tries(() => void writer.call('recover').catch(() => {}));
  const inlineLimitBytes = options.inlineLimitBytes ?? bounds.store.inlineContent;
  const files = new ContentFiles({ folder: spoolFolder, clock, ids, log, fault, inlineLimitBytes });
  const follower = await Follower.open({
    file: join(folder, 'doorpost.journal'),
    writer,
    files,
    clock,
    fault,
    onHealth: (reason) => health.report('journal', reason),
  });
  health.tries(() => follower.recover());
  const freeBytes = await createFreeSpace(spoolFolder, clock);
  const sessions = new SessionBuffer({ journal: follower.journal, clock, log });
  const news = new News();
  files
    .sweep((names) => writer.call('referenced', names))
    .catch((error: unknown) => log.warn({ error: (error as Error).message }, 'content files could not be swept'));

  const spool = createSpool({ writer, reader, follower, files, clock, stopping });
  return {
    spool,
    person: createPerson({ writer, reader, buffer: sessions, spool }),
    trace: new Trace({ buffer: sessions, follower, reader }),
    directory: createDirectory(writer, reader, clock, news),
    secrets: createSecrets(writer, reader, clock, news),
    notes: createNotes(writer, reader, news),
    onNews: (listener) => news.on(listener),
    ...alone(options.node ?? A_TOOL),
    usage: createUsage(follower, reader, clock),
    async backup(target, progress) {
      await follower.catchUp();
      const { configuration = null } = options;
      return backup({ folder, target, files, file, configuration, progress, stopping });
    },
    unhealthyReason: () => health.reason,
    freeBytes,
    async [Symbol.asyncDispose]() {
      if (health.closed) return;
      news.close();
      await sessions.flush();
      await follower.close();
      health.close();
      await reader.close();
      await writer.close();
    },
  };
}

interface Threads {
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
}

/** Starts both; when one cannot begin, the other is ended too. */
async function openThreads(options: OpenStoreOptions, file: string, health: StoreHealth): Promise<Threads> {
  const { folder, log, fault } = options;
  const onHealth = (reason: string | null): void => health.report('database', reason);
  const onLost = (reason: string): void => health.lost(reason);
  const opening = [
    openChannel<WriterCalls>(
      'writer/writer-worker',
      { folder, now: options.clock.now(), faultMemory: fault?.memory ?? null },
      onHealth,
      onLost,
      (reason, aside) =>
        log.error(
          { reason, file: aside },
          'a record of the journal does not fit the database; it was put aside: report it',
        ),
    ),
    // Opens the database when it is first asked something: the writer has made it, or brought it up to date, by then.
    openChannel<ReaderCalls>('reader/reader-worker', { file }, onHealth, onLost),
  ] as const;
  options.meanwhile?.();
  const [writer, reader] = await Promise.allSettled(opening);
  if (writer.status === 'fulfilled' && reader.status === 'fulfilled')
    return { writer: writer.value, reader: reader.value };
  health.close();
  for (const one of [reader, writer]) if (one.status === 'fulfilled') await one.value.close();
  throw (writer.status === 'rejected' ? writer : (reader as PromiseRejectedResult)).reason;
}
