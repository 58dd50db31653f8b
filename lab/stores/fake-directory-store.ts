/** A store in memory for the admin room's tests: directory, audit, secrets and usage as promised; queue and trace hold what a test puts in. */
import type { ObjectId } from '../../src/base/id.ts';
import type { AuditEntry, Directory, DirectoryObject } from '../../src/directory/objects.ts';
import {
  DirectoryConflict,
  type MessageStory,
  type QueueEntry,
  type QueueSelection,
  type Store,
  StoreUnavailable,
  type TraceQuery,
  type TraceRow,
} from '../../src/store/store.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { countedAlone } from '../../src/store/sqlite/counted-alone.ts';
import { alone, wholeTerritory } from '../../src/store/sqlite/alone.ts';
import { createFakeNotes, nobody } from './fake-notes.ts';

export interface FakeDirectoryStore {
  readonly store: Store;
  readonly audit: AuditEntry[];
  readonly secrets: Map<string, Uint8Array>;
  readonly senders: { address: string; lastSeen: number; messages: number }[];
  readonly rows: TraceRow[];
  readonly stories: Map<string, MessageStory>;
  readonly sessions: Map<string, SessionRecord>;
  readonly entries: QueueEntry[];
  /** The questions of the last search and list. */
  readonly asked: { trace: TraceQuery | null; queue: QueueSelection | null };
  /** The next changes find that somebody else was faster: `meddle` runs just before the check. */
  meddleOnce(meddle: () => readonly DirectoryObject[]): void;
  fail(reason: string | null): void;
  directory(): Directory;
}

export function createFakeDirectoryStore(objects: readonly DirectoryObject[] = []): FakeDirectoryStore {
  let directory: Directory = { revision: 1, objects };
  let meddle: (() => readonly DirectoryObject[]) | null = null;
  let fault: string | null = null;
  const audit: AuditEntry[] = [];
  const secrets = new Map<string, Uint8Array>();
  const senders: FakeDirectoryStore['senders'] = [];
  const rows: TraceRow[] = [];
  const stories = new Map<string, MessageStory>();
  const sessions = new Map<string, SessionRecord>();
  const entries: QueueEntry[] = [];
  const asked: FakeDirectoryStore['asked'] = { trace: null, queue: null };
  const guard = (): void => {
    if (fault !== null) throw new StoreUnavailable(fault);
  };
  const unused = (): never => {
    throw new Error('not part of this fake');
  };

  const store: Store = {
    directory: {
      load: async () => directory,
      async change(edits, actor, now, expectedRevision) {
        guard();
        if (meddle !== null) {
          const added = meddle();
          meddle = null;
          directory = { revision: directory.revision + 1, objects: [...directory.objects, ...added] };
        }
        if (expectedRevision !== undefined && expectedRevision !== directory.revision)
          throw new DirectoryConflict(`revision ${directory.revision} now`);
        const next = new Map<ObjectId, DirectoryObject>(directory.objects.map((object) => [object.id, object]));
        const revision = directory.revision + 1;
        for (const edit of edits) {
          const id = edit.verb === 'put' ? edit.object.id : edit.id;
          const kind = edit.verb === 'put' ? edit.object.kind : edit.kind;
          const before = next.get(id) ?? null;
          if (edit.verb === 'put') next.set(id, edit.object);
          else next.delete(id);
          audit.unshift({ at: now, actor, revision, kind, id, name: id, before, after: next.get(id) ?? null });
        }
        directory = { revision, objects: [...next.values()] };
        return revision;
      },
      audit: async ({ limit, id, after = Number.MAX_SAFE_INTEGER }) =>
        audit
          .map((entry, index) => ({ ...entry, n: audit.length - index }))
          .filter((entry) => entry.n < after && (id === undefined || entry.id === id))
          .slice(0, limit),
      async note(entry) {
        guard();
        audit.unshift({ ...entry, revision: directory.revision });
      },
    },
    notes: createFakeNotes(),
    person: nobody,
    onNews: () => () => {},
    ...alone({ name: 'fake', version: '' }),
    secrets: {
      async put(name, sealed) {
        guard();
        secrets.set(name, sealed);
      },
      get: async (name) => secrets.get(name) ?? null,
      async delete(name) {
        secrets.delete(name);
      },
      names: async ({ prefix = '' } = {}) => [...secrets.keys()].filter((name) => name.startsWith(prefix)),
    },
    usage: { ...countedAlone(systemClock), since: async () => [], senders: async () => senders },
    trace: {
      record: unused,
      count: unused,
      async search(query) {
        asked.trace = query;
        return { rows, next: null, lookedBackTo: null };
      },
      story: async (queueId) => stories.get(queueId) ?? null,
      session: async (id) => sessions.get(id) ?? null,
      refusalCounts: async (since) => [{ clientAddress: '192.0.2.1', hourStart: since, count: 7 }],
      mailCounts: async (at) => ({ midnight: at, since: at, in: [], out: [], refused: [] }),
      series: async () => ({ since: 0, points: [] }),
      lastMail: async () => ({ in: null, out: null }),
    },
    spool: {
      newContent: unused,
      accept: unused,
      claim: unused,
      claimSelected: unused,
      settle: unused,
      release: unused,
      content: unused,
      steer: unused,
      async list(selection) {
        asked.queue = selection;
        const { queueIds } = selection;
        const found = entries.filter((entry) => queueIds === undefined || queueIds.includes(entry.message.queueId));
        return { entries: found, next: null, total: found.length };
      },
      lanes: async () => [
        { lane: 'mx:example.org', waiting: 2, held: 0, oldestReceivedAt: 1, nextAttemptAt: 2, lastAttemptAt: 2 },
      ],
      laneLooks: async (lanes, since) =>
        lanes.map((lane) => ({ lane, ages: [2, ...since.map(() => 0)], attempts: 0, told: null })),
      oldest: async () => null,
      quarantine: async () => ({ messages: 0, recipients: 0, bytes: 0, oldestAt: null }),
      redirect: unused,
      async *scan({ queueIds }) {
        yield entries.filter((entry) => queueIds === undefined || queueIds.includes(entry.message.queueId));
      },
      message: unused,
      reroute: unused,
      nextDueAt: unused,
      onWork: unused,
      ...wholeTerritory(),
      sweep: unused,
    },
    async backup(folder, progress) {
      guard();
      progress(0.5);
      progress(1);
      if (folder.endsWith('full')) throw new Error('the folder is not empty');
      return { missing: [], octets: 0 };
    },
    unhealthyReason: () => fault,
    freeBytes: () => 1_000_000_000,
    [Symbol.asyncDispose]: async () => {},
  };
  return {
    store,
    audit,
    secrets,
    senders,
    rows,
    stories,
    sessions,
    entries,
    asked,
    meddleOnce(change) {
      meddle = change;
    },
    fail(reason) {
      fault = reason;
    },
    directory: () => directory,
  };
}
