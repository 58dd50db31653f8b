/**
 * The only one that writes the database. It follows the journal when told to, and does in a commit of its own what does not go through the
 * journal: the directory, secrets, an administrator's hand on the queue. Claims and other looks at the queue run after the commits of
 * their group, so they never see what may yet be undone.
 */
import { assertNever } from '../../../base/never.ts';
import { type Database, openDatabase } from '../database/database.ts';
import type { FaultSwitch } from '../fault.ts';
import { CommitFailed, commitGroup, type CommitResult, injectedFault } from '../journal/group-commit.ts';
import type { JournalReader } from '../journal/journal-reader.ts';
import type { PostedAnswer, PostedCall, WorkerNews } from '../protocol.ts';
import { beginJournal, follow, type FollowParts } from './follow.ts';
import { IndexRounds } from './index-rounds.ts';
import { WriterCommits } from './writer-commits.ts';
import { readJournalPlace, type WriterState } from './writer-state.ts';
import { WriterVerbs } from './writer-verbs.ts';

interface Parts {
  readonly state: WriterState;
  readonly reader: JournalReader;
  /** The database's. */
  readonly file: string;
  /** Records that the database does not take go here. */
  readonly asideFile: string;
  readonly fault: FaultSwitch | null;
  readonly post: (news: WorkerNews) => void;
  /** No call comes any more. */
  readonly closePort: () => void;
  readonly lock: { release(): void };
}

type Answer = (call: PostedCall, outcome: CommitResult) => void;

export class Writer {
  readonly #parts: Parts;
  readonly #state: WriterState;
  readonly #commits: WriterCommits;
  readonly #followed: FollowParts;
  readonly #verbs: WriterVerbs;
  readonly #index: IndexRounds;
  /** Why nothing can be written now; null: it can. */
  #broken: string | null = null;

  constructor(parts: Parts) {
    const { state, reader, asideFile, fault, post } = parts;
    const commits = new WriterCommits(state, fault);
    this.#parts = parts;
    this.#state = state;
    this.#commits = commits;
    this.#followed = {
      state,
      target: commits,
      reader,
      asideFile,
      putAside: (reason) => post({ kind: 'put-aside', reason, file: asideFile }),
    };
    this.#verbs = new WriterVerbs(this.#followed);
    this.#index = new IndexRounds({
      state,
      target: commits,
      broken: () => this.#broken !== null,
      breakDown: (error) => this.#breakDown(error),
    });
  }

  /** Records that an earlier life acknowledged and the database lacks; then a new life of the journal. */
  begin(): void {
    follow(this.#followed, Number.POSITIVE_INFINITY, false);
    beginJournal(this.#followed, this.#state.epoch);
    this.#index.schedule();
  }

  run(calls: readonly PostedCall[]): void {
    if (this.#broken !== null) this.#recover();
    const { post } = this.#parts;
    const answers: PostedAnswer[] = [];
    const answer: Answer = (call, outcome) => {
      answers.push(outcome.ok ? [call[0], outcome.value] : [call[0], null, outcome.error.name, outcome.error.message]);
    };
    this.#write(
      calls.filter((call) => this.#verbs.mannerOf(call) === 'grouped'),
      answer,
    );
    if (answers.length > 0) post({ kind: 'answers', answers: answers.splice(0) });
    for (const call of calls) this.#runAlone(call, answer);
    if (answers.length > 0) post({ kind: 'answers', answers });
  }

  #runAlone(call: PostedCall, answer: Answer): void {
    const manner = this.#verbs.mannerOf(call);
    switch (manner) {
      case 'grouped':
        break;
      case 'alone':
        this.#write([call], answer);
        break;
      case 'following':
        answer(call, this.#follow(call));
        break;
      case 'look':
        answer(call, this.#look(call));
        break;
      case undefined:
        if (call[1] !== 'close') break;
        this.#close();
        answer(call, { ok: true, value: undefined });
        break;
      default:
        assertNever(manner);
    }
  }

  /** In one commit. */
  #write(calls: readonly PostedCall[], answer: Answer): void {
    if (calls.length === 0) return;
    let settled = 0;
    try {
      if (this.#broken !== null) throw new CommitFailed(this.#broken);
      commitGroup(
        this.#commits,
        calls.map((call) => () => {
          if (this.#parts.fault?.hit('statement'))
            throw Object.assign(new Error('injected fault at statement'), { errcode: 13 });
          return this.#verbs.act(call);
        }),
        (index, outcome) => {
          answer(calls[index]!, outcome);
          settled = index + 1;
        },
      );
    } catch (error) {
      if (!(error instanceof CommitFailed)) throw error;
      for (const call of calls.slice(settled)) answer(call, { ok: false, error });
      this.#breakDown(error);
    }
    this.#index.schedule();
  }

  #look(call: PostedCall): CommitResult {
    try {
      if (this.#broken !== null) throw new CommitFailed(this.#broken);
      return { ok: true, value: this.#verbs.act(call) };
    } catch (error) {
      return { ok: false, error: error as Error };
    }
  }

  #follow(call: PostedCall): CommitResult {
    const outcome = this.#look(call);
    if (!outcome.ok) this.#breakDown(outcome.error);
    this.#index.schedule();
    return outcome;
  }

  #breakDown(error: Error): void {
    if (this.#broken !== null) return;
    this.#broken = `The database could not be written (${error.message}); it is being recovered`;
    this.#parts.post({ kind: 'health', reason: this.#broken });
    this.#recover();
  }

  /** Closes, opens again, empties the write-ahead log (so that nothing of the failed commit can come back), and proves a commit. */
  #recover(): void {
    const { file, fault, post } = this.#parts;
    const state = this.#state;
    try {
      closeQuietly(state.database);
      if (fault?.hit('reopen')) throw injectedFault('reopen');
      state.database = openDatabase(file, 'write');
      state.sql('PRAGMA wal_checkpoint(TRUNCATE)').all();
      state.sql("UPDATE meta SET value = value WHERE name = 'epoch'").run();
      const place = readJournalPlace(state);
      // A commit whose sync failed may have reached the disk all the same: then it has happened, in memory too.
      this.#commits.resolveDoubt(place.number > state.journal.number);
      state.journal = place;
      this.#broken = null;
      post({ kind: 'health', reason: null });
    } catch (error) {
      this.#broken = `The database cannot be opened: ${(error as Error).message}`;
      post({ kind: 'health', reason: this.#broken });
    }
  }

  #close(): void {
    const { closePort, reader, lock } = this.#parts;
    this.#index.stop();
    closePort();
    reader.close();
    closeQuietly(this.#state.database);
    lock.release();
  }
}

function closeQuietly(database: Database): void {
  try {
    database.close();
  } catch {
    // Closed already, or the disk is gone: there is nothing to be saved by closing.
  }
}
