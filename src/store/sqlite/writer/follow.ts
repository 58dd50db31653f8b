/** The writer thread's following of the journal: piece by piece, each in a commit, and past a record that the database does not take. */
import { closeSync, existsSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { applyPiece, type Piece, readPiece } from './apply.ts';
import { CommitFailed, commitGroup, type CommitTarget, type CommitResult } from '../journal/group-commit.ts';
import { type JournalReader, syncName } from '../journal/journal-reader.ts';
import { encodeRecord, type JournalRecord } from '../journal/journal-records.ts';
import { JOURNAL_VERSION } from '../database/versions.ts';
import { type WriterState, writeJournalPlace } from './writer-state.ts';

export interface FollowParts {
  readonly state: WriterState;
  readonly target: CommitTarget;
  readonly reader: JournalReader;
  /** Records that the database does not take go here. They are kept for a person to look at. */
  readonly asideFile: string;
  readonly putAside: (reason: string) => void;
}

/** Brings the database up to batch `until`, or as far as there is anything. Throws CommitFailed. Returns content files that are nobody's any more. */
export function follow(parts: FollowParts, until: number, live: boolean): string[] {
  const { state, reader } = parts;
  const files: string[] = [];
  for (;;) {
    const piece = readPiece(reader, state.journal, until);
    if (piece === null) return files;
    const outcome = commit(parts, () => applyPiece(state, piece, live));
    if (outcome.ok) files.push(...(outcome.value as string[]));
    else followCarefully(parts, piece, live);
  }
}

/** Begins a new life of the journal: what was in it before is never read again. */
export function beginJournal(parts: FollowParts, epoch: number): void {
  const { state } = parts;
  const outcome = commit(parts, () => {
    state.sql("UPDATE meta SET value = ? WHERE name = 'epoch'").run(epoch);
    writeJournalPlace(state, { epoch, offset: 0, number: 0 });
  });
  if (!outcome.ok) throw outcome.error;
}

/** Record by record; one that fails is put aside, because the rest must not wait for it for ever. */
function followCarefully(parts: FollowParts, piece: Piece, live: boolean): void {
  const { state } = parts;
  const refused: [JournalRecord, Error][] = [];
  const outcome = commit(parts, () => {
    for (const record of piece.records) {
      const steps = state.afterCommit.length;
      state.sql('SAVEPOINT record').run();
      try {
        applyPiece(state, { records: [record], next: state.journal }, live);
      } catch (error) {
        state.sql('ROLLBACK TO record').run();
        state.events.rolledBack();
        state.afterCommit.length = steps;
        refused.push([record, error as Error]);
      }
      state.sql('RELEASE record').run();
    }
    // First there, then gone from here: after a crash in between it is there twice, which a person can tell.
    if (refused.length > 0) putAside(parts.asideFile, refused);
    writeJournalPlace(state, piece.next);
  });
  if (!outcome.ok) throw new CommitFailed(outcome.error.message);
  for (const [, error] of refused) parts.putAside(error.message);
}

/** On disk when it returns. The contents of messages stand beside the record, in base 64. */
function putAside(file: string, refused: readonly (readonly [JournalRecord, Error])[]): void {
  const made = !existsSync(file);
  const descriptor = openSync(file, 'a', 0o600);
  try {
    for (const [record, error] of refused) {
      const { json, contents } = encodeRecord(record);
      const octets = contents.map((content) => Buffer.from(content).toString('base64'));
      // Writes all of it, also where the disk takes it in parts.
      writeFileSync(
        descriptor,
        `{"error":${JSON.stringify(error.message)},"version":${JOURNAL_VERSION},"record":${json},"contents":${JSON.stringify(octets)}}\n`,
      );
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  if (made) syncName(file);
}

function commit({ target }: FollowParts, write: () => unknown): CommitResult {
  let result: CommitResult | null = null;
  commitGroup(target, [write], (_, outcome) => {
    result = outcome;
  });
  return result!;
}
