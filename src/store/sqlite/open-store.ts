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
import type { NodeIdentity, SecretStore, Store, TerritoryOf } from '../store.ts';
import { alone } from './alone.ts';
import { backup } from './backup/backup.ts';
import { type Channel, openChannel } from './channel.ts';
import { ContentFiles } from './spool/content-files.ts';
import { countedAlone } from './counted-alone.ts';
import { createDirectory } from './directory.ts';
import type { FaultSwitch } from './fault.ts';
import { Follower } from './journal/follower.ts';
import { createFreeSpace } from './free-space.ts';
import { News } from './news.ts';
import { createNotes } from './notes.ts';
import type { ReaderCalls, WriterCalls } from './protocol.ts';
import { SessionBuffer } from './session-buffer.ts';
import { createSpool } from './spool/spool.ts';
import { Trace } from './trace.ts';

/** How often a store that could not recover tries again. */
const RECOVER_EVERY_MS = 5_000;

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
  const { folder, clock, ids, log } = options;
  const fault = options.fault ?? null;
  const spoolFolder = join(folder, 'spool');
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  let unhealthy: string | null = null;
  let closed = false;
  let writer: Channel<WriterCalls> | null = null;
  let follower: Follower | null = null;

  const reasons = new Map<'database' | 'journal', string>();
  const onHealth = (of: 'database' | 'journal', why: string | null): void => {
    if (why === null) reasons.delete(of);
    else reasons.set(of, why);
    const reason = reasons.values().next().value ?? null;
    if (reason === unhealthy || closed) return;
    unhealthy = reason;
    if (reason === null) log.info({}, 'the store has recovered');
    else log.error({ reason }, 'the store is unhealthy');
    options.onUnhealthy?.(reason);
    if (reason !== null) clock.timer(RECOVER_EVERY_MS, retry);
  };
  const retry = (): void => {
    if (unhealthy === null || closed) return;
    writer?.call('recover').catch(() => {});
    follower?.recover();
    clock.timer(RECOVER_EVERY_MS, retry);
  };

  const onLost = (reason: string): void => {
    if (!closed) options.onLost?.(reason);
  };
  const file = join(folder, 'doorpost.db');
  const opening = [
    openChannel<WriterCalls>(
      'writer/writer-worker',
      { folder, faultMemory: fault?.memory ?? null },
      (reason) => onHealth('database', reason),
      onLost,
      (reason, aside) =>
        log.error(
          { reason, file: aside },
          'a record of the journal does not fit the database; it was put aside: report it',
        ),
    ),
    // Opens the database when it is first asked something: the writer has made it, or brought it up to date, by then.
    openChannel<ReaderCalls>('reader/reader-worker', { file }, (reason) => onHealth('database', reason), onLost),
  ] as const;
  options.meanwhile?.();
  const [writerOpened, readerOpened] = await Promise.allSettled(opening);
  if (writerOpened.status === 'rejected' || readerOpened.status === 'rejected') {
    closed = true;
    for (const one of [readerOpened, writerOpened]) if (one.status === 'fulfilled') await one.value.close();
    throw (writerOpened.status === 'rejected' ? writerOpened : (readerOpened as PromiseRejectedResult)).reason;
  }
  writer = writerOpened.value;
  const reader = readerOpened.value;
  const files = new ContentFiles({
    folder: spoolFolder,
    clock,
    ids,
    log,
    fault,
    inlineLimitBytes: options.inlineLimitBytes ?? bounds.store.inlineContent,
  });
  const followed = await Follower.open({
    file: join(folder, 'doorpost.journal'),
    writer,
    files,
    clock,
    fault,
    onHealth: (reason) => onHealth('journal', reason),
  });
  follower = followed;
  const freeBytes = await createFreeSpace(spoolFolder, clock);
  const sessions = new SessionBuffer({ journal: followed.journal, clock, log });
  const open = writer;
  const news = new News();
  files
    .sweep((names) => open.call('referenced', names))
    .catch((error: unknown) => log.warn({ error: (error as Error).message }, 'content files could not be swept'));

  return {
    spool: createSpool({ writer, reader, follower: followed, files, clock, stopping: options.stopping }),
    trace: new Trace({ buffer: sessions, follower: followed, reader }),
    directory: createDirectory(writer, reader, clock, news),
    secrets: createSecrets(writer, reader, clock, news),
    notes: createNotes(writer, reader, news),
    onNews: (listener) => news.on(listener),
    ...alone(options.node ?? A_TOOL),
    usage: {
      ...countedAlone(clock),
      async since(at) {
        await followed.catchUp();
        return reader.call('usageSince', at);
      },
      async senders(organizationId, since) {
        await followed.catchUp();
        return reader.call('senders', organizationId, since);
      },
    },
    async backup(target, progress) {
      await followed.catchUp();
      const { configuration = null, stopping } = options;
      return backup({ folder, target, files, file, configuration, progress, stopping });
    },
    unhealthyReason: () => unhealthy,
    freeBytes,
    async [Symbol.asyncDispose]() {
      if (closed) return;
      news.close();
      await sessions.flush();
      await followed.close();
      closed = true;
      await reader.close();
      await open.close();
    },
  };
}

function createSecrets(
  writer: Channel<WriterCalls>,
  reader: Channel<ReaderCalls>,
  clock: Pick<Clock, 'now'>,
  news: News,
): SecretStore {
  const told = { of: 'secrets' } as const;
  return {
    put: (name, sealed) => news.after(writer.call('putSecret', name, new Uint8Array(sealed), clock.now()), () => told),
    get: (name) => reader.call('secret', name),
    delete: (name) => news.after(writer.call('deleteSecret', name), () => told),
    names: ({ prefix = '', putBefore = null } = {}) => reader.call('secretNames', prefix, putBefore),
  };
}
