/**
 * The spool's verbs that go through the queue, on the main thread: hold, release, retry, redirect, routing anew. Page by page, so that
 * nobody waits for the whole of it, and an order to stop is heard between two pages. Pages are small, and no page is waited with: what
 * lives through a commit is what the commit needs, else the pages of a long queue grow old in memory before they are taken away.
 */
import { bounds } from '../../../base/bounds.ts';
import type { Address } from '../../../mail/address.ts';
import { laneOf } from '../../../mail/route.ts';
import {
  BrokenOff,
  type QueueEntry,
  type QueueSelection,
  type Redirected,
  type RerouteScope,
  type Spool,
  type Steer,
  StoreUnavailable,
} from '../../store.ts';
import type { Channel } from '../channel.ts';
import { decodeEntry, encodeRedirect, encodeSteer } from '../database/encoding.ts';
import type { Follower } from '../journal/follower.ts';
import type { ReaderCalls, RecipientKey, Steered, WriterCalls } from '../protocol.ts';
import type { HandOver } from './hand-over.ts';
import type { QueueMemory } from './queue-memory.ts';

/** Before the first recipient. */
const FIRST: RecipientKey = [-1, -1];

interface Parts {
  readonly memory: QueueMemory;
  readonly writer: Channel<WriterCalls>;
  readonly reader: Channel<ReaderCalls>;
  readonly follower: Follower;
  readonly handOver: HandOver;
  readonly stopping: AbortSignal | undefined;
}

type Page = Awaited<ReturnType<ReaderCalls['page']>>;
type Move = Parameters<WriterCalls['move']>[0][number];

export class QueueHand implements Pick<Spool, 'steer' | 'redirect' | 'scan' | 'reroute'> {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async steer(selection: QueueSelection, steer: Steer, actor: string, now: number): Promise<number> {
    const { writer, stopping, handOver, memory } = this.#parts;
    await handOver.all();
    const order = encodeSteer(steer, actor, now);
    let touched = 0;
    let upTo: number | null = null;
    let after: RecipientKey | null = FIRST;
    while (after !== null) {
      const page: Steered = await this.#steered(() => writer.call('steer', selection, order, after!, upTo));
      touched += page.touched;
      ({ after, upTo } = page);
      if (page.touched > 0 && steer.verb !== 'hold') memory.wake();
      if (after !== null && stopping?.aborted === true) throw new BrokenOff(touched);
    }
    return touched;
  }

  async redirect(
    redirected: readonly Redirected[],
    address: Address | null,
    actor: string,
    now: number,
  ): Promise<number> {
    const { writer, handOver, memory } = this.#parts;
    await handOver.all();
    const to = redirected.map(
      ({ queueId, ordinal, route }) => [queueId, ordinal, laneOf(route), JSON.stringify(route)] as const,
    );
    const touched = await this.#steered(() => writer.call('redirect', to, encodeRedirect(address, actor, now)));
    if (touched > 0) memory.wake();
    return touched;
  }

  async *scan(selection: QueueSelection): AsyncGenerator<readonly QueueEntry[]> {
    await this.#parts.handOver.all();
    for await (const rows of this.#pages(selection)) yield rows.map((row) => decodeEntry(row, false));
  }

  async reroute(decide: Parameters<Spool['reroute']>[0], scope?: RerouteScope): Promise<number> {
    await this.#parts.handOver.all();
    let moved = 0;
    let moves: Move[] = [];
    const write = async (): Promise<void> => {
      const some = moves;
      moves = [];
      moved += await this.#move(some);
    };
    try {
      for await (const rows of this.#pages({ scope: scope ?? null })) {
        for (const row of rows) {
          const move = movedTo(row, decide, moves.at(-1));
          if (move !== null) moves.push(move);
        }
        if (moves.length >= bounds.store.movedTogether) await write();
      }
    } finally {
      // Moves that were decided are written, also when the server is stopping.
      await write();
    }
    return moved;
  }

  async #move(moves: readonly Move[]): Promise<number> {
    if (moves.length === 0) return 0;
    const { writer, follower, memory } = this.#parts;
    const moved = await writer.call('move', moves);
    follower.bound.forget();
    memory.wake();
    return moved;
  }

  /** Recipients under way may be due earlier than their settlement will say. */
  async #steered<Result>(act: () => Promise<Result>): Promise<Result> {
    const { memory, follower } = this.#parts;
    memory.steered();
    const result = await act();
    memory.steered();
    follower.bound.forget();
    return result;
  }

  /** All that is there now, without a limit. */
  async *#pages(selection: Parameters<ReaderCalls['page']>[0]): AsyncGenerator<Page> {
    const { reader, stopping } = this.#parts;
    const most = bounds.store.scannedTogether;
    const upTo = await reader.call('newestMessage');
    let after = FIRST;
    while (stopping?.aborted !== true) {
      const rows: Page = await reader.call('page', selection, after, upTo, most);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < most) return;
      after = [last.message_id, last.ordinal];
    }
    throw new StoreUnavailable('the server is stopping');
  }
}

/** null: stays where it is. Neighbours in the queue mostly go the same way, whose words are then shared. */
function movedTo(row: Page[number], decide: Parameters<Spool['reroute']>[0], before: Move | undefined): Move | null {
  const route = decide(decodeEntry(row, false));
  if (route === null) return null;
  const text = JSON.stringify(route);
  if (text === row.route) return null;
  const way = before?.[3] === text ? before : ([0, 0, laneOf(route), text] as const);
  return [row.message_id, row.ordinal, way[2], way[3]];
}
