/** A store in memory for tests of the rooms: keeps what was accepted and recorded, and fails when told to. */
import { createHash } from 'node:crypto';
import type { ContentRef, ContentWriter } from '../../src/mail/content.ts';
import type { SessionRecord } from '../../src/mail/trace-event.ts';
import { type NewMessage, type Store, StoreUnavailable, type UsageBucket } from '../../src/store/store.ts';
import type { Clock } from '../../src/base/clock.ts';
import { systemClock } from '../../src/base/system-clock.ts';
import { countedAlone } from '../../src/store/sqlite/counted-alone.ts';
import { alone, wholeTerritory } from '../../src/store/sqlite/alone.ts';
import { createFakeNotes, nobody } from './fake-notes.ts';

export interface FakeStore extends Store {
  readonly messages: NewMessage[];
  /** The last record of each session. */
  readonly sessions: Map<string, SessionRecord>;
  counted: number;
  /** Contents opened and neither accepted nor aborted. */
  open: number;
  buckets: UsageBucket[];
  unhealthy: string | null;
  free: number;
  failing: 'accept' | 'write' | null;
  /** Accept waits for this before it resolves. */
  gate: Promise<void> | null;
}

/** Content as text, for assertions. */
export const contentText = (message: NewMessage | undefined): string =>
  message?.content.kind === 'inline' ? Buffer.from(message.content.bytes).toString('latin1') : '';

export function createFakeStore(clock: Clock = systemClock): FakeStore {
  const notHere = (): never => {
    throw new Error('this fake has no such verb');
  };
  const store: FakeStore = {
    messages: [],
    sessions: new Map(),
    counted: 0,
    open: 0,
    buckets: [],
    unhealthy: null,
    free: Number.MAX_SAFE_INTEGER,
    failing: null,
    gate: null,
    spool: {
      ...wholeTerritory(),
      newContent: () => fakeWriter(store),
      async accept(message) {
        await store.gate;
        await new Promise((resolve) => setImmediate(resolve));
        if (store.failing === 'accept') throw new StoreUnavailable('the disk is on fire');
        store.messages.push(message);
      },
      claim: notHere,
      claimSelected: notHere,
      settle: notHere,
      release: notHere,
      content: notHere,
      steer: notHere,
      redirect: notHere,
      scan: notHere,
      list: notHere,
      lanes: notHere,
      laneLooks: notHere,
      oldest: notHere,
      quarantine: notHere,
      message: notHere,
      reroute: notHere,
      nextDueAt: notHere,
      onWork: () => () => {},
      sweep: notHere,
    },
    directory: { load: notHere, change: notHere, audit: notHere, note: notHere },
    trace: {
      record: (session) => void store.sessions.set(session.sessionId, session),
      count: (refusals) => {
        store.counted += refusals.count;
      },
      search: notHere,
      story: notHere,
      session: notHere,
      refusalCounts: notHere,
      mailCounts: notHere,
      series: notHere,
      lastMail: notHere,
    },
    usage: { ...countedAlone(clock), since: async () => store.buckets, senders: async () => [] },
    notes: createFakeNotes(),
    person: nobody,
    onNews: () => () => {},
    ...alone({ name: 'fake', version: '' }),
    secrets: { put: notHere, get: notHere, delete: notHere, names: notHere },
    backup: notHere,
    unhealthyReason: () => store.unhealthy,
    freeBytes: () => store.free,
    async [Symbol.asyncDispose]() {},
  };
  return store;
}

function fakeWriter(store: FakeStore): ContentWriter {
  const pieces: Buffer[] = [];
  let closed = false;
  store.open++;
  const close = (): void => {
    if (!closed) store.open--;
    closed = true;
  };
  return {
    write(chunk) {
      if (store.failing === 'write') throw new StoreUnavailable('the disk is on fire');
      pieces.push(Buffer.from(chunk));
    },
    async finish(): Promise<ContentRef> {
      const bytes = Buffer.concat(pieces);
      close();
      return {
        kind: 'inline',
        bytes,
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    },
    async abort() {
      close();
    },
  };
}
