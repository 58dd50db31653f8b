/** How much lies in quarantine, for whoever takes mail in: known by a look each minute and by what was taken since, so that asking is free. */
import { statfs } from 'node:fs/promises';
import { type Clock, sleep } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type QuarantineRoom, quarantineUse } from '../../policy/delivery/quarantine-room.ts';
import type { Store } from '../../store/store.ts';

const LOOK_MS = 60_000;

interface Parts {
  readonly store: Pick<Store, 'spool'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the spool. */
  readonly folder: string;
}

export class QuarantineSpace {
  readonly #parts: Parts;
  #room: QuarantineRoom = { messages: 0, bytes: 0, diskBytes: null };

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** For those who take mail in. */
  readonly door = { quarantineTakes: (sizeBytes: number): boolean => this.takes(sizeBytes) };

  get room(): QuarantineRoom {
    return this.#room;
  }

  /** Whether another message may come in; it is counted then. */
  takes(sizeBytes: number): boolean {
    const { messages, bytes, diskBytes } = this.#room;
    const then = { messages: messages + 1, bytes: bytes + sizeBytes, diskBytes };
    if (quarantineUse(then) > 1) return false;
    this.#room = then;
    return true;
  }

  async look(): Promise<void> {
    const { store, folder, log } = this.#parts;
    try {
      const [{ messages, bytes }, { blocks, bsize }] = await Promise.all([
        store.spool.quarantine(null),
        statfs(folder),
      ]);
      this.#room = { messages, bytes, diskBytes: blocks * bsize };
    } catch (error) {
      log.warn({ error: String(error) }, 'the quarantine could not be measured; it is tried again');
    }
  }

  /** Returns how to stop; it resolves when the last look has ended. */
  start(): () => Promise<void> {
    const over = new AbortController();
    const rounds = async (): Promise<void> => {
      while (!over.signal.aborted) {
        await this.look();
        await sleep(this.#parts.clock, LOOK_MS, over.signal);
      }
    };
    const running = rounds();
    return async () => {
      over.abort();
      await running;
    };
  }
}
