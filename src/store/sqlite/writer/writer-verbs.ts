/** The writer's verbs, by the manner in which each is done. */
import { withSmallCache } from '../database/database.ts';
import type { PostedCall, WriterCalls } from '../protocol.ts';
import { claim, claimSelected, leased, nextDueAt, release } from '../spool/claims.ts';
import { change, note } from './directory-writes.ts';
import { beginJournal, follow, type FollowParts } from './follow.ts';
import { deleteNotes, deleteSecret, putNotes, putSecret } from './note-writes.ts';
import { OwnRetention } from './own-retention.ts';
import { forget } from './person-writes.ts';
import { StagedEdits } from './staged-edits.ts';
import { move, redirect, steer } from './steering.ts';
import { sweep } from './sweep-writes.ts';
import type { WriterState } from './writer-state.ts';

/**
 * `grouped`: short; in one commit with the others that came. `alone`: long, or likely to be refused; in a commit of its own. `following`:
 * in commits of its own making. `look`: without any write.
 */
type Manner = 'grouped' | 'alone' | 'following' | 'look';

type GroupedVerb = 'note' | 'putSecret' | 'deleteSecret' | 'putNotes' | 'deleteNotes';
type LoneVerb = 'change' | 'steer' | 'redirect' | 'move' | 'sweep' | 'forget';
type FollowVerb = 'apply' | 'restartJournal';
/** All others, but for the one that ends the thread. */
type LookVerb = Exclude<keyof WriterCalls, GroupedVerb | LoneVerb | FollowVerb | 'close'>;

type Acts<Verbs extends keyof WriterCalls> = {
  readonly [Verb in Verbs]: (...args: Parameters<WriterCalls[Verb]>) => unknown;
};

type Act = (...args: readonly unknown[]) => unknown;

export class WriterVerbs {
  readonly #manners = new Map<string, Manner>();
  readonly #acts = new Map<string, Act>();

  constructor(followed: FollowParts) {
    const { state } = followed;
    const staged = new StagedEdits();
    this.#enter('grouped', groupedActs(state));
    this.#enter('alone', loneActs(state, staged));
    this.#enter('following', followActs(followed));
    this.#enter('look', lookActs(followed, staged));
  }

  /** undefined: it is none of these. */
  mannerOf(call: PostedCall): Manner | undefined {
    return this.#manners.get(call[1]);
  }

  /** Does it. Throws what the verb throws. */
  act(call: PostedCall): unknown {
    return this.#acts.get(call[1])!(...call[2]);
  }

  #enter(manner: Manner, acts: object): void {
    for (const [verb, act] of Object.entries(acts) as [string, Act][]) {
      this.#manners.set(verb, manner);
      this.#acts.set(verb, act);
    }
  }
}

const groupedActs = (state: WriterState): Acts<GroupedVerb> => ({
  note: (entry) => note(state, entry),
  putSecret: (name, sealed, now) => putSecret(state, name, sealed, now),
  deleteSecret: (name) => deleteSecret(state, name),
  putNotes: (book, notes) => putNotes(state, book, notes),
  deleteNotes: (book, keys) => deleteNotes(state, book, keys),
});

const loneActs = (state: WriterState, staged: StagedEdits, own = new OwnRetention(state)): Acts<LoneVerb> => ({
  change: (number, edits, actor, now, expected) => {
    if (number === null) return change(state, edits, actor, now, expected);
    // Pages of a change this large are not needed again soon.
    state.afterCommit.push(() => state.database.handle.exec('PRAGMA shrink_memory'));
    return withSmallCache(state.database, () => change(state, staged.take(number), actor, now, expected));
  },
  steer: (selection, order, after, upTo) => steer(state, selection, order, after, upTo),
  redirect: (to, order) => redirect(state, to, order),
  move: (moves) => move(state, moves),
  sweep: (now, keep, shorter) => {
    const more = sweep(state, now, keep);
    return own.sweep(now, shorter) || more;
  },
  forget: (forms, held) => forget(state, forms, held),
});

function followActs(followed: FollowParts): Acts<FollowVerb> {
  const { state } = followed;
  return {
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
}

const lookActs = ({ state, reader }: FollowParts, staged: StagedEdits): Acts<LookVerb> => ({
  stage: (number, edits) => staged.add(number, edits),
  unstage: (number) => staged.forget(number),
  claim: (request, monotonic) => claim(state, request, monotonic),
  claimSelected: (selection, limit, leaseMs, now, monotonic) =>
    claimSelected(state, selection, limit, leaseMs, now, monotonic),
  release: (leaseId) => release(state, leaseId),
  leased: (keys) => leased(state, keys),
  referenced: (files) =>
    files.map((name) => state.sql('SELECT 1 FROM message WHERE content_file = ? LIMIT 1').get(name) !== undefined),
  journal: () => ({ epoch: state.journal.epoch, allocatedBytes: reader.allocatedBytes }),
  // Every call begins with it, while there is something to recover from.
  recover: () => undefined,
});
