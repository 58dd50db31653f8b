/** A spool in memory that keeps the store's promises as far as the queue's tests need them: leases, lanes in turn, one commit per settle. */
import type { LeaseId, QueueId } from '../../src/base/id.ts';
import { addressKey } from '../../src/mail/address.ts';
import { type Delivery, type QueuedMessage, type QueuedRecipient, untried } from '../../src/mail/delivery.ts';
import type { AuditEntry } from '../../src/directory/objects.ts';
import { busyLanes, laneOf } from '../../src/mail/route.ts';
import type { TraceEvent, TraceStatus } from '../../src/mail/trace-event.ts';
import {
  type NewMessage,
  type NewRecipient,
  type QueueSelection,
  type Settlement,
  type Spool,
  type Store,
  StoreUnavailable,
} from '../../src/store/store.ts';
import { alone, wholeTerritory } from '../../src/store/sqlite/alone.ts';
import { createFakeNotes, nobody } from './fake-notes.ts';

export interface FakeEntry {
  message: QueuedMessage;
  recipient: QueuedRecipient;
  lane: string;
  held: boolean;
  leaseId: LeaseId | null;
  nextAttemptAt: number;
  status: TraceStatus | null;
}

export interface FakeStore {
  readonly store: Store;
  readonly entries: FakeEntry[];
  readonly events: TraceEvent[];
  readonly owed: NewMessage[];
  readonly settlements: Settlement[];
  readonly notes: Omit<AuditEntry, 'revision'>[];
  /** The next `count` settles reject with StoreUnavailable and change nothing. */
  failSettles(count: number): void;
  /** Recipients neither done nor waiting would be lost: this is what still waits. */
  waiting(): readonly FakeEntry[];
}

export function createFakeStore(): FakeStore {
  const entries: FakeEntry[] = [];
  const events: TraceEvent[] = [];
  const owed: NewMessage[] = [];
  const settlements: Settlement[] = [];
  const notes: Omit<AuditEntry, 'revision'>[] = [];
  const listeners = new Set<() => void>();
  let leases = 0;
  let failing = 0;

  const wake = (): void => {
    for (const listener of listeners) queueMicrotask(listener);
  };
  const add = (message: QueuedMessage, recipient: NewRecipient): void => {
    const ordinals = entries.filter((entry) => entry.message.queueId === message.queueId);
    entries.push({
      message,
      recipient: untried(ordinals.length, recipient),
      lane: laneOf(recipient.route),
      held: false,
      leaseId: null,
      nextAttemptAt: recipient.notBefore,
      status: null,
    });
  };
  const enqueue = (message: NewMessage): void => {
    events.push(...message.events);
    for (const recipient of message.recipients) add(message, recipient);
    wake();
  };
  const free = (entry: FakeEntry): boolean => entry.status === null && entry.leaseId === null;
  const selected = (entry: FakeEntry, selection: QueueSelection): boolean =>
    (selection.queueIds?.includes(entry.message.queueId) ?? true) &&
    (selection.ordinals?.includes(entry.recipient.ordinal) ?? true) &&
    (selection.lane === undefined || selection.lane === entry.lane) &&
    (selection.held === undefined || selection.held === entry.held) &&
    (selection.dueAfter === undefined || entry.nextAttemptAt > selection.dueAfter);

  /** Groups by message and lane; lanes take turns. */
  const lease = (due: FakeEntry[], limit: number, perLane: number, until: number): Delivery[] => {
    const byLane = Map.groupBy(due, (entry) => entry.lane);
    const turns = [...byLane.values()].map((lane) =>
      [...Map.groupBy(lane, (entry) => entry.message.queueId).values()].slice(0, perLane),
    );
    const deliveries: Delivery[] = [];
    for (let turn = 0; deliveries.length < limit && turns.some((lane) => lane.length > turn); turn++)
      for (const group of turns.map((lane) => lane[turn])) {
        const first = group?.[0];
        if (group === undefined || first === undefined || deliveries.length >= limit) continue;
        const leaseId = `lease-${++leases}` as LeaseId;
        for (const entry of group) entry.leaseId = leaseId;
        deliveries.push({
          leaseId,
          lane: first.lane,
          leaseUntil: until,
          lost: null,
          message: first.message,
          recipients: group.map((entry) => entry.recipient),
        });
      }
    return deliveries;
  };

  const spool: Spool = {
    ...wholeTerritory(),
    newContent: () => {
      throw new Error('not in the fake');
    },
    async accept(message) {
      enqueue(message);
    },
    async claim({ now, limit, leaseMs, busyLanes: lanes, perLane }) {
      const busy = busyLanes(lanes);
      const due = entries
        .filter((entry) => free(entry) && !entry.held && entry.nextAttemptAt <= now && !busy.has(entry.lane))
        .sort((a, b) => a.nextAttemptAt - b.nextAttemptAt);
      return lease(due, limit, perLane, now + leaseMs);
    },
    async claimSelected(selection, limit, leaseMs, now) {
      return lease(
        entries.filter((entry) => free(entry) && selected(entry, selection)),
        limit,
        limit,
        now + leaseMs,
      );
    },
    async settle(settlement) {
      if (failing > 0) {
        failing--;
        throw new StoreUnavailable('the disk is full');
      }
      settlements.push(settlement);
      const leased = entries.filter((entry) => entry.leaseId === settlement.leaseId);
      for (const entry of leased) {
        const changes = settlement.changes.filter((change) => change.ordinal === entry.recipient.ordinal);
        const change = changes[0];
        if (change === undefined || changes.length !== 1) throw new Error('not exactly one change per recipient');
        entry.leaseId = null;
        if (change.state === 'done') {
          entry.status = change.status;
          continue;
        }
        const { attempts, delayedSince, delayNoticeAt, lastReply } = change;
        entry.recipient = { ...entry.recipient, attempts, delayedSince, delayNoticeAt, lastReply };
        entry.nextAttemptAt = change.nextAttemptAt;
        if (change.route) entry.lane = laneOf(change.route);
      }
      const message = leased[0]?.message;
      for (const { whenKnown, ...recipient } of message ? settlement.added : []) {
        const key = addressKey(recipient.address);
        const known = entries.some(
          (entry) => entry.message.queueId === settlement.queueId && addressKey(entry.recipient.address) === key,
        );
        if (known) events.push(whenKnown);
        else if (message) add(message, recipient);
      }
      events.push(...settlement.events);
      owed.push(...settlement.owed);
      for (const message of settlement.owed) enqueue(message);
      wake();
    },
    async release(leaseId) {
      for (const entry of entries) if (entry.leaseId === leaseId) entry.leaseId = null;
      wake();
    },
    async *content(ref) {
      if (ref.kind !== 'inline') throw new StoreUnavailable('no such file');
      yield ref.bytes;
    },
    async steer(selection, steer) {
      let touched = 0;
      for (const entry of entries) {
        if (!free(entry) || !selected(entry, selection)) continue;
        touched++;
        if (steer.verb === 'redirect') {
          entry.lane = laneOf(steer.route);
          entry.nextAttemptAt = 0;
          const address = steer.address ?? entry.recipient.address;
          entry.recipient = { ...entry.recipient, pinnedRoute: steer.route, address };
        } else if (steer.verb === 'retry-now') entry.nextAttemptAt = 0;
        else entry.held = steer.verb === 'hold';
      }
      wake();
      return touched;
    },
    async redirect(redirected, address) {
      let touched = 0;
      for (const { queueId, ordinal, route } of redirected)
        touched += await spool.steer(
          { queueIds: [queueId], ordinals: [ordinal] },
          { verb: 'redirect', route, address },
          'somebody',
          0,
        );
      return touched;
    },
    async *scan(selection) {
      yield (await spool.list(selection, { limit: 1_000, after: null })).entries;
    },
    async list(selection) {
      const found = entries.filter((entry) => entry.status === null && selected(entry, selection));
      return {
        entries: found.map((entry) => ({
          message: { ...entry.message, sizeBytes: entry.message.content.sizeBytes },
          recipient: entry.recipient,
          lane: entry.lane,
          held: entry.held,
          leased: entry.leaseId !== null,
          nextAttemptAt: entry.nextAttemptAt,
        })),
        next: null,
        total: found.length,
      };
    },
    laneLooks: async () => [],
    oldest: async () => null,
    quarantine: async () => ({ messages: 0, recipients: 0, bytes: 0, oldestAt: null }),
    async lanes() {
      const waiting = entries.filter((entry) => entry.status === null);
      return [...Map.groupBy(waiting, (entry) => entry.lane)].map(([lane, group]) => ({
        lane,
        waiting: group.length,
        held: group.filter((entry) => entry.held).length,
        oldestReceivedAt: Math.min(...group.map((entry) => entry.message.receivedAt)),
        nextAttemptAt: Math.min(...group.map((entry) => entry.nextAttemptAt)),
        lastAttemptAt: Math.max(0, ...group.filter((entry) => !entry.held).map((entry) => entry.nextAttemptAt)),
      }));
    },
    async message(queueId: QueueId) {
      return entries.find((entry) => entry.message.queueId === queueId)?.message ?? null;
    },
    async reroute(decide) {
      let moved = 0;
      for (const entry of entries.filter(free)) {
        const message = { ...entry.message, sizeBytes: entry.message.content.sizeBytes };
        const route = decide({ ...entry, message, leased: false });
        if (route === null) continue;
        entry.lane = laneOf(route);
        moved++;
      }
      wake();
      return moved;
    },
    async nextDueAt(lanes) {
      const busy = busyLanes(lanes);
      const times = entries
        .filter((entry) => free(entry) && !entry.held && !busy.has(entry.lane))
        .map((entry) => entry.nextAttemptAt);
      return times.length === 0 ? null : Math.min(...times);
    },
    onWork(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async sweep() {
      return false;
    },
  };

  const missing = new Proxy({}, { get: () => () => Promise.reject(new Error('not in the fake')) });
  return {
    store: {
      spool,
      directory: { ...(missing as Store['directory']), note: async (entry) => void notes.push(entry) },
      trace: { ...(missing as Store['trace']), search: async () => ({ rows: [], next: null, lookedBackTo: null }) },
      usage: missing as Store['usage'],
      secrets: missing as Store['secrets'],
      notes: createFakeNotes(),
      person: nobody,
      onNews: () => () => {},
      ...alone({ name: 'fake', version: '' }),
      backup: async () => ({ missing: [], octets: 0 }),
      unhealthyReason: () => null,
      freeBytes: () => Number.MAX_SAFE_INTEGER,
      async [Symbol.asyncDispose]() {},
    },
    entries,
    events,
    owed,
    settlements,
    notes,
    failSettles(count) {
      failing = count;
    },
    waiting: () => entries.filter((entry) => entry.status === null),
  };
}
