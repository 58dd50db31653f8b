/**
 * Group commit: all writes that were waiting share one commit, so one sync. One bad write does not take the others down, and a
 * failed commit is never simply tried again: the connection is closed and the database recovered first, because after a failed
 * sync the next one may succeed without having written anything.
 */
import type { FaultPoint } from '../fault.ts';

export type CommitResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: Error };

export interface CommitTarget {
  begin(): void;
  commit(): void;
  /** Undoes an open transaction; does nothing when none is open. */
  rollback(): void;
  /** After a commit: what the writes left to do in memory. After a rollback: drops it. */
  settleMemory(committed: boolean): void;
}

/** The commit, or the machine under it, failed: the store has to recover. */
export class CommitFailed extends Error {
  override readonly name = 'CommitFailed';
}

/** Runs the writes in one commit, and on a failure of one of them each in its own. Throws CommitFailed when a commit itself failed: none of the writes without an outcome has happened. */
export function commitGroup(
  target: CommitTarget,
  writes: readonly (() => unknown)[],
  settled: (index: number, outcome: CommitResult) => void,
): void {
  if (writes.length === 0) return;
  const values: unknown[] = [];
  try {
    commitTogether(target, writes, values);
    for (let i = 0; i < writes.length; i++) settled(i, { ok: true, value: values[i] });
    return;
  } catch (error) {
    if (error instanceof CommitFailed) throw error;
    if (writes.length === 1) {
      settled(0, { ok: false, error: asError(error) });
      return;
    }
  }
  for (let i = 0; i < writes.length; i++) {
    const value: unknown[] = [];
    try {
      commitTogether(target, [writes[i]!], value);
      settled(i, { ok: true, value: value[0] });
    } catch (error) {
      if (error instanceof CommitFailed) throw error;
      settled(i, { ok: false, error: asError(error) });
    }
  }
}

function commitTogether(target: CommitTarget, writes: readonly (() => unknown)[], values: unknown[]): void {
  attempt(target, () => target.begin());
  for (const write of writes) {
    try {
      values.push(write());
    } catch (error) {
      target.rollback();
      target.settleMemory(false);
      throw isBrokenMachine(error) ? new CommitFailed(asError(error).message) : error;
    }
  }
  attempt(target, () => target.commit());
  target.settleMemory(true);
}

function attempt(target: CommitTarget, step: () => void): void {
  try {
    step();
  } catch (error) {
    target.rollback();
    target.settleMemory(false);
    throw new CommitFailed(asError(error).message);
  }
}

/** Primary result codes that speak of the disk or the file rather than of the statement: IOERR, CORRUPT, CANTOPEN, NOTADB. */
const BROKEN = new Set([10, 11, 14, 26]);

function isBrokenMachine(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && BROKEN.has(code & 0xff);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** The error of a fault that a test orders: SQLITE_IOERR. */
export function injectedFault(point: FaultPoint): Error {
  return Object.assign(new Error(`injected fault at ${point}`), { errcode: 10 });
}
