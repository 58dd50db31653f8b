/**
 * The writer thread: the only one that writes the database. Takes the calls that are waiting, commits the writes among them
 * together, then answers. Claims and other looks at the queue run after the commit, so they never see what may yet be undone.
 */
import { join } from 'node:path';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { claim, claimSelected, leased, nextDueAt, release } from './claims.ts';
import { type Database, openDatabase } from './database.ts';
import { change, note } from './directory-writes.ts';
import { lockDirectory } from './directory-lock.ts';
import { createFaultSwitch } from './fault.ts';
import { CommitFailed, commitGroup, type CommitTarget, injectedFault, type Outcome } from './group-commit.ts';
import { migrate } from './migrations.ts';
import type { PostedAnswer, PostedCall, WorkerNews, WriterCalls } from './protocol.ts';
import { accept, settle } from './spool-writes.ts';
import { move, steer } from './steering.ts';
import { sweep } from './sweep-writes.ts';
import { indexSome } from './trace-index.ts';
import { recordSessions } from './trace-writes.ts';
import { openWriterState, type WriterState } from './writer-state.ts';

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
      if (committed) for (const step of steps) step();
    },
  };

  const inGroup: { [Verb in GroupVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    accept: (message) => accept(state, message),
    settle: (settlement) => settle(state, settlement),
    record: (sessions, counts) => recordSessions(state, sessions, counts),
    note: (entry) => note(state, entry),
    putSecret: (name, sealed) =>
      state
        .sql('INSERT INTO secret (name, sealed) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed')
        .run(name, sealed) && undefined,
    deleteSecret: (name) => state.sql('DELETE FROM secret WHERE name = ?').run(name) && undefined,
  };
  /** Long, or likely to be refused: in a commit of their own. */
  const alone: { [Verb in LoneVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    change: (edits, actor, now, expected) => change(state, edits, actor, now, expected),
    steer: (selection, order) => steer(state, selection, order),
    move: (moves) => move(state, moves),
    sweep: (now, keep) => sweep(state, now, keep),
  };
  /** No write at all. */
  const looks: { [Verb in LookVerb]: (...args: Parameters<WriterCalls[Verb]>) => unknown } = {
    claim: (request, monotonic) => claim(state, request, monotonic),
    claimSelected: (selection, limit, leaseMs, now, monotonic) =>
      claimSelected(state, selection, limit, leaseMs, now, monotonic),
    release: (leaseId) => release(state, leaseId),
    nextDueAt: (busy, monotonic) => nextDueAt(state, busy, monotonic),
    leased: (keys) => leased(state, keys),
    referenced: (files) =>
      files.map((name) => state.sql('SELECT 1 FROM message WHERE content_file = ? LIMIT 1').get(name) !== undefined),
    recover: () => undefined,
  };

  const run = (calls: readonly PostedCall[]): void => {
    if (broken !== null) recover();
    const answers: PostedAnswer[] = [];
    const answer = (call: PostedCall, outcome: Outcome): void => {
      answers.push(outcome.ok ? [call[0], outcome.value] : [call[0], null, outcome.error.name, outcome.error.message]);
    };
    const grouped = calls.filter((call) => call[1] in inGroup);
    write(grouped, inGroup, answer);
    if (answers.length > 0) post({ kind: 'answers', answers: answers.splice(0) });
    for (const call of calls) {
      if (call[1] in alone) write([call], alone, answer);
      else if (call[1] in looks) answer(call, look(call));
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
    answer: (call: PostedCall, outcome: Outcome) => void,
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
      if (broken === null) {
        broken = `The database could not be written (${error.message}); it is being recovered`;
        post({ kind: 'health', reason: broken });
        recover();
      }
    }
    scheduleIndex();
  };

  const look = (call: PostedCall): Outcome => {
    try {
      if (broken !== null) throw new CommitFailed(broken);
      return {
        ok: true,
        value: (looks as Record<string, (...args: readonly never[]) => unknown>)[call[1]]!(...(call[2] as never[])),
      };
    } catch (error) {
      return { ok: false, error: error as Error };
    }
  };

  /** Closes, opens again, empties the write-ahead log (so that nothing of the failed commit can come back), and proves a commit. */
  const recover = (): void => {
    try {
      closeQuietly(state.database);
      if (fault?.hit('reopen')) throw injectedFault('reopen');
      state.database = openDatabase(file, 'write');
      state.sql('PRAGMA wal_checkpoint(TRUNCATE)').all();
      state.sql("UPDATE meta SET value = value WHERE name = 'epoch'").run();
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
      broken = `The database could not be written (${(error as Error).message}); it is being recovered`;
      post({ kind: 'health', reason: broken });
      recover();
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
    closeQuietly(state.database);
    lock.release();
  };

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

type GroupVerb = 'accept' | 'settle' | 'record' | 'note' | 'putSecret' | 'deleteSecret';
type LoneVerb = 'change' | 'steer' | 'move' | 'sweep';
type LookVerb = 'claim' | 'claimSelected' | 'release' | 'nextDueAt' | 'leased' | 'referenced' | 'recover';

try {
  start();
} catch (error) {
  post({ kind: 'failed', name: (error as Error).name, message: (error as Error).message });
}
