/** Sessions as they happen, as server-sent events (WHATWG HTML §9.2). */
import { Readable } from 'node:stream';
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import type { LiveEvent, WatchFilter } from '../../mail/doors/live-session.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import type { AdminContext } from '../context.ts';
import { watchSessions } from '../contracts/help.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Asked, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'clock' | 'watch' | 'watchers'>;

/** Proxies and clients give up on silence. */
const HEARTBEAT_MS = 10_000;

export function watchRoutes(room: Room): readonly ApiRoute[] {
  const { watchers } = room;
  const watching = route(
    watchSessions,
    ({ query, gone, caller, isLocal, stillSignedIn }) => {
      const filter = filterOf(room, query);
      const { watch } = room;
      if (watch === undefined)
        throw new Problem('not-running-here', { room: 'receive' }, 'Ask the server that takes mail in.');
      const giveBack = watchers.take(caller, isLocal);
      if (typeof giveBack !== 'function')
        throw new Problem('too-many-watchers', { ...giveBack }, 'End another watch first.');
      const stream = new Stream(room, query.seconds ?? bounds.admin.watch, { ...caller, stillSignedIn });
      const { stop } = watch(
        filter,
        (event) => stream.send(event),
        () => stream.end(),
      );
      stream.readable.once('close', () => {
        stop();
        stream.end();
        giveBack();
      });
      gone().addEventListener('abort', () => stream.readable.destroy(), { once: true });
      return stream.readable;
    },
    { handlerTimeout: bounds.admin.watch * 1_000 },
  );
  return [watching];
}

function filterOf(room: Room, { device, address, organization }: QueryOf<typeof watchSessions>): WatchFilter {
  if (address !== undefined && coverage(address, address.split('/')[0] ?? '') === null)
    throw new Problem(
      'invalid-parameters',
      { why: 'no-network', given: address },
      'Write it as 192.0.2.10 or 192.0.2.0/24.',
    );
  if (device === undefined) return { addresses: address === undefined ? [] : [address], deviceId: null };
  const found = findObject(room.directory.current, 'device', device, organization);
  return { addresses: address === undefined ? found.addresses : [address], deviceId: found.id };
}

/** The sign-in that a stream lives by. */
interface Leave extends Pick<Caller, 'expiresAt'>, Pick<Asked<typeof watchSessions>, 'stillSignedIn'> {}

class Stream {
  readonly readable = new Readable({ read() {}, highWaterMark: bounds.admin.watcherWaiting });
  readonly #clock: Room['clock'];
  #beat;
  readonly #over;
  /** Events that a slow terminal missed: it must not hold the server's memory. */
  #dropped = 0;
  #ended = false;
  readonly #leave: Leave;
  /** It is looked up whether they may still. */
  #asking = false;

  constructor({ clock }: Room, seconds: number, leave: Leave) {
    this.#clock = clock;
    this.#leave = leave;
    this.readable.push(': watching\n\n');
    const left = leave.expiresAt === null ? Infinity : leave.expiresAt - clock.now();
    this.#over = clock.timer(Math.max(0, Math.min(seconds * 1_000, left)), () => this.end());
    this.#beat = this.#heartbeat();
  }

  send(event: LiveEvent): void {
    if (this.#ended) return;
    if (this.readable.readableLength > bounds.admin.watcherWaiting) {
      this.#dropped++;
      return;
    }
    if (this.#dropped > 0) this.#push({ kind: 'dropped', at: this.#clock.now(), count: this.#dropped });
    this.#dropped = 0;
    this.#push(event);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#beat.cancel();
    this.#over.cancel();
    this.readable.push(null);
  }

  #push(event: LiveEvent): void {
    this.readable.push(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  #heartbeat(): ReturnType<Room['clock']['timer']> {
    return this.#clock.timer(HEARTBEAT_MS, () => {
      if (this.#ended) return;
      this.readable.push(': still here\n\n');
      this.#beat = this.#heartbeat();
      void this.#askAgain();
    });
  }

  /** An answer that fails, or does not come until the next time, is a no: this tells what others say. */
  async #askAgain(): Promise<void> {
    if (this.#asking) {
      this.end();
      return;
    }
    this.#asking = true;
    const still = await this.#leave.stillSignedIn().catch(() => false);
    this.#asking = false;
    if (!still) this.end();
  }
}
