/**
 * The writer thread: the only one that writes the database. It follows the journal when told to, and does in a commit of its own
 * what does not go through the journal: the directory, secrets, an administrator's hand on the queue. Claims and other looks at the
 * queue run after the commits of their group, so they never see what may yet be undone.
 */
import { join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { claim, claimSelected, leased, nextDueAt, release } from '../spool/claims.ts';
import { type Database, openDatabase, withSmallCache } from '../database/database.ts';
import { change, note } from './directory-writes.ts';
import { lockDirectory } from '../directory-lock.ts';
import { createFaultSwitch } from '../fault.ts';
import { beginJournal, follow, type FollowParts } from './follow.ts';
import {
  CommitFailed,
  commitGroup,
  type CommitTarget,
  injectedFault,
  type CommitResult,
} from '../journal/group-commit.ts';
import { openJournalReader } from '../journal/journal-reader.ts';
import { migrate } from '../database/migrations.ts';
import type { PostedAnswer, PostedCall, WorkerNews, WriterCalls } from '../protocol.ts';
import { deleteNotes, deleteSecret, putNotes, putSecret } from './note-writes.ts';
import { StagedEdits } from './staged-edits.ts';
import { move, redirect, steer } from './steering.ts';
import { sweep } from './sweep-writes.ts';
import { indexSome } from './trace-index.ts';
import { openWriterState, readJournalPlace, type WriterState } from './writer-state.ts';

/** Calls in one commit: bounds how long the first one waits for the last. */
const CALLS_AT_ONCE = 512;
/** How long the words of the trace may lag behind while acceptance keeps the writer busy, and how soon they follow when it is idle. */
const INDEX_LATEST_MS = 500;
const INDEX_IDLE_MS = 50;
/** Pause between two pieces of a backlog, so that calls come in between. */
const INDEX_NEXT_MS = 5;

const { folder, faultMemory } = workerData as { folder: string; faultMemory: SharedArrayBuffer | null };
const port = parentPort as MessagePort;
const fault = faultMemory === null ? null : createFaultSwitch(faultMemory);
const file = join(folder, 'doorpost.db');
const JOURNAL = 'doorpost.journal';
const ASIDE = 'put-aside.jsonl';

const post = (news: WorkerNews): void => port.postMessage(news);

function start(): void {
  const lock = lockDirectory(folder);
  try {
    const database = openDatabase(file, 'write');
    migrate(database.handle);
    serve(openWriterState(database), lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function serve(state: WriterState, lock: { release(): void }): void {
  let broken: string | null = null;
  /** The steps in memory that the last failed commit would have brought. */
  let doubtful: (() => void)[] = [];
  /** Edits that wait for the rest of their change. */
  const stage = new StagedEdits();
  let indexTimer: NodeJS.Timeout | null = null;
  let indexedAt = performance.now();

  const target: CommitTarget = {
    begin: () => {
      if (fault?.hit('begin')) throw injectedFault('begin');
      state.database.handle.exec('BEGIN IMMEDIATE');
    },
    commit: () => {
      if (fault?.hit('commit')) throw injectedFault('commit');
      state.sql('COMMIT').run();
    },
    rollback: () => {
      try {
        if (state.database.handle.isTransaction) state.database.handle.exec('ROLLBACK');
      } catch {
        // The connection is closed next; an open transaction ends with it.
      }
    },
    settleMemory: (committed) => {
      const steps = state.afterCommit;
      state.afterCommit = [];
      if (committed) state.events.committed();
      else state.events.rolledBack();
      if (committed) for (const step of steps) step();
      else doubtful = steps;
    },
  };

  const inGroup: { [Verb in GroupVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    note: (entry) => note(state, entry),
    putSecret: (name, sealed, now) => putSecret(state, name, sealed, now),
    deleteSecret: (name) => deleteSecret(state, name),
    putNotes: (book, notes) => putNotes(state, book, notes),
    deleteNotes: (book, keys) => deleteNotes(state, book, keys),
  };
  /** Long, or likely to be refused: in a commit of their own. */
  const alone: { [Verb in LoneVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    change: (staged, edits, actor, now, expected) => {
      if (staged === null) return change(state, edits, actor, now, expected);
      // Pages of a change this large are not needed again soon.
      state.afterCommit.push(() => state.database.handle.exec('PRAGMA shrink_memory'));
      return withSmallCache(state.database, () => change(state, stage.take(staged), actor, now, expected));
    },
    steer: (selection, order, after, upTo) => steer(state, selection, order, after, upTo),
    redirect: (to, order) => redirect(state, to, order),
    move: (moves) => move(state, moves),
    sweep: (now, keep) => sweep(state, now, keep),
  };
  /** Commits of their own making. */
  const following: { [Verb in FollowVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    apply: (batch, busyLanes, monotonic) => {
      const files = follow(followed, batch, true);
      return { batch: state.journal.number, dueAt: nextDueAt(state, busyLanes, monotonic), files };
    },
    restartJournal: (batch) => {
      follow(followed, batch, true);
      beginJournal(followed, state.journal.epoch + 1);
      return state.journal.epoch;
    },
  };
  /** No write at all. */
  const looks: { [Verb in LookVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    stage: (number, edits) => stage.add(number, edits),
    unstage: (number) => stage.forget(number),
    claim: (request, monotonic) => claim(state, request, monotonic),
    claimSelected: (selection, limit, leaseMs, now, monotonic) =>
      claimSelected(state, selection, limit, leaseMs, now, monotonic),
    release: (leaseId) => release(state, leaseId),
    leased: (keys) => leased(state, keys),
    referenced: (files) =>
      files.map((name) => state.sql('SELECT 1 FROM message WHERE content_file = ? LIMIT 1').get(name) !== undefined),
    journal: () => ({ epoch: state.journal.epoch, allocatedBytes: reader.allocatedBytes }),
    recover: () => undefined,
  };

  const run = (calls: readonly PostedCall[]): void => {
    if (broken !== null) recover();
    const answers: PostedAnswer[] = [];
    const answer = (call: PostedCall, outcome: CommitResult): void => {
      answers.push(outcome.ok ? [call[0], outcome.value] : [call[0], null, outcome.error.name, outcome.error.message]);
    };
    const grouped = calls.filter((call) => call[1] in inGroup);
    write(grouped, inGroup, answer);
    if (answers.length > 0) post({ kind: 'answers', answers: answers.splice(0) });
    for (const call of calls) {
      if (call[1] in alone) write([call], alone, answer);
      else if (call[1] in following) answer(call, followCall(call));
      else if (call[1] in looks) answer(call, look(call, looks));
      else if (call[1] === 'close') {
        close();
        answer(call, { ok: true, value: undefined });
      }
    }
    if (answers.length > 0) post({ kind: 'answers', answers });
  };

  const write = (
    calls: readonly PostedCall[],
    verbs: object,
    answer: (call: PostedCall, outcome: CommitResult) => void,
  ): void => {
    if (calls.length === 0) return;
    let settled = 0;
    try {
      if (broken !== null) throw new CommitFailed(broken);
      commitGroup(
        target,
        calls.map((call) => () => {
          if (fault?.hit('statement')) throw Object.assign(new Error('injected fault at statement'), { errcode: 13 });
          return (verbs as Record<string, (...args: readonly unknown[]) => unknown>)[call[1]]!(...call[2]);
        }),
        (index, outcome) => {
          answer(calls[index]!, outcome);
          settled = index + 1;
        },
      );
    } catch (error) {
      if (!(error instanceof CommitFailed)) throw error;
      for (const call of calls.slice(settled)) answer(call, { ok: false, error });
      breakDown(error);
    }
    scheduleIndex();
  };

  const look = (call: PostedCall, verbs: object): CommitResult => {
    try {
      if (broken !== null) throw new CommitFailed(broken);
      return {
        ok: true,
        value: (verbs as Record<string, (...args: readonly never[]) => unknown>)[call[1]]!(...(call[2] as never[])),
      };
    } catch (error) {
      return { ok: false, error: error as Error };
    }
  };

  const followCall = (call: PostedCall): CommitResult => {
    const outcome = look(call, following);
    if (!outcome.ok) breakDown(outcome.error);
    scheduleIndex();
    return outcome;
  };

  const breakDown = (error: Error): void => {
    if (broken !== null) return;
    broken = `The database could not be written (${error.message}); it is being recovered`;
    post({ kind: 'health', reason: broken });
    recover();
  };

  /** Closes, opens again, empties the write-ahead log (so that nothing of the failed commit can come back), and proves a commit. */
  const recover = (): void => {
    try {
      closeQuietly(state.database);
      if (fault?.hit('reopen')) throw injectedFault('reopen');
      state.database = openDatabase(file, 'write');
      state.sql('PRAGMA wal_checkpoint(TRUNCATE)').all();
      state.sql("UPDATE meta SET value = value WHERE name = 'epoch'").run();
      const place = readJournalPlace(state);
      // A commit whose sync failed may have reached the disk all the same: then it has happened, in memory too.
      if (place.number > state.journal.number) for (const step of doubtful) step();
      doubtful = [];
      state.journal = place;
      broken = null;
      post({ kind: 'health', reason: null });
    } catch (error) {
      broken = `The database cannot be opened: ${(error as Error).message}`;
      post({ kind: 'health', reason: broken });
    }
  };

  const index = (): void => {
    indexTimer = null;
    indexedAt = performance.now();
    if (broken !== null) return;
    let more = false;
    try {
      commitGroup(target, [() => (more = indexSome(state))], (_, outcome) => {
        if (!outcome.ok) more = false;
      });
    } catch (error) {
      breakDown(error as Error);
    }
    if (more) indexTimer = setTimeout(index, INDEX_NEXT_MS);
  };
  /** Soon when nothing else is to be done; under load at the latest so often. */
  const scheduleIndex = (): void => {
    if (indexTimer !== null && performance.now() - indexedAt < INDEX_LATEST_MS) {
      indexTimer.refresh();
      return;
    }
    indexTimer ??= setTimeout(index, INDEX_IDLE_MS);
  };

  const close = (): void => {
    if (indexTimer !== null) clearTimeout(indexTimer);
    port.close();
    reader.close();
    closeQuietly(state.database);
    lock.release();
  };

  const reader = openJournalReader(join(folder, JOURNAL));
  const followed: FollowParts = {
    state,
    target,
    reader,
    asideFile: join(folder, ASIDE),
    putAside: (reason) => post({ kind: 'put-aside', reason, file: join(folder, ASIDE) }),
  };
  // Records that an earlier life acknowledged and the database lacks; then a new life of the journal.
  follow(followed, Number.POSITIVE_INFINITY, false);
  beginJournal(followed, state.epoch);
  scheduleIndex();

  port.on('message', (first: readonly PostedCall[]) => {
    const calls = [...first];
    while (calls.length < CALLS_AT_ONCE) {
      const next = receiveMessageOnPort(port) as { message: readonly PostedCall[] } | undefined;
      if (next === undefined) break;
      calls.push(...next.message);
    }
    run(calls);
  });
  post({ kind: 'ready' });
}

function closeQuietly(database: Database): void {
  try {
    database.close();
  } catch {
    // Closed already, or the disk is gone: there is nothing to be saved by closing.
  }
}

type GroupVerb = 'note' | 'putSecret' | 'deleteSecret' | 'putNotes' | 'deleteNotes';
type LoneVerb = 'change' | 'steer' | 'redirect' | 'move' | 'sweep';
type FollowVerb = 'apply' | 'restartJournal';
type LookVerb =
  | 'stage'
  | 'unstage'
  | 'claim'
  | 'claimSelected'
  | 'release'
  | 'leased'
  | 'referenced'
  | 'journal'
  | 'recover';

try {
  start();
} catch (error) {
  post({ kind: 'failed', name: (error as Error).name, message: (error as Error).message });
}
