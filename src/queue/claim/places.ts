/**
 * How many deliveries are made at once: so many of each kind, so that one kind's trouble holds up no other. At most half of a kind's places
 * go to lanes that have said nothing yet; reports go last. Pure but for the wait, which is in line.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock, Timer } from '../../base/clock.ts';
import type { Place, PlaceKind } from '../../mail/doors/place.ts';

export interface Guest {
  readonly kind: PlaceKind;
  /** Its lane has been heard lately: it took mail, or refused some in words. */
  readonly isHeard: boolean;
  readonly isReport: boolean;
}

interface Waiter {
  readonly guest: Guest;
  answer(isGranted: boolean): void;
}

interface Room {
  taken: number;
  /** Of these, by lanes that have not been heard. */
  unheard: number;
  readonly line: Waiter[];
}

export class Places {
  readonly #clock: Clock;
  readonly #each: number;
  readonly #rooms = new Map<PlaceKind, Room>();

  /** @param each places of each kind. */
  constructor(clock: Clock, each: number) {
    this.#clock = clock;
    this.#each = each;
  }

  /** The place of one delivery: not taken yet. */
  of(guest: Guest): Place {
    const room = this.#room(guest.kind);
    let isTaken = false;
    return {
      take: (signal) => {
        if (isTaken) return true;
        if (signal.aborted) return false;
        if (room.line.length === 0 && this.#fits(room, guest)) {
          isTaken = true;
          return this.#enter(room, guest);
        }
        return this.#wait(room, guest, signal).then((isGranted) => (isTaken = isGranted));
      },
      leave: () => {
        if (!isTaken) return;
        isTaken = false;
        this.#leave(room, guest);
      },
    };
  }

  #room(kind: PlaceKind): Room {
    let room = this.#rooms.get(kind);
    if (room === undefined) this.#rooms.set(kind, (room = { taken: 0, unheard: 0, line: [] }));
    return room;
  }

  #fits({ taken, unheard }: Room, { isHeard }: Guest): boolean {
    return taken < this.#each && (isHeard || unheard < Math.ceil(this.#each / 2));
  }

  #enter(room: Room, { isHeard }: Guest): true {
    room.taken += 1;
    if (!isHeard) room.unheard += 1;
    return true;
  }

  #leave(room: Room, { isHeard }: Guest): void {
    room.taken -= 1;
    if (!isHeard) room.unheard -= 1;
    for (let next = this.#next(room); next !== null; next = this.#next(room)) {
      room.line.splice(room.line.indexOf(next), 1);
      this.#enter(room, next.guest);
      next.answer(true);
    }
  }

  /** The one that has waited longest among those there is room for; a report only when there is nobody else. */
  #next(room: Room): Waiter | null {
    let report: Waiter | null = null;
    for (const waiter of room.line) {
      if (!this.#fits(room, waiter.guest)) continue;
      if (!waiter.guest.isReport) return waiter;
      report ??= waiter;
    }
    return report;
  }

  #wait(room: Room, guest: Guest, signal: AbortSignal): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const giveUp = (): void => {
      const at = room.line.indexOf(waiter);
      if (at < 0) return;
      room.line.splice(at, 1);
      waiter.answer(false);
    };
    const timer: Timer = this.#clock.timer(bounds.queue.placeWait, giveUp);
    const waiter: Waiter = {
      guest,
      answer: (isGranted) => {
        timer.cancel();
        signal.removeEventListener('abort', giveUp);
        resolve(isGranted);
      },
    };
    signal.addEventListener('abort', giveUp, { once: true });
    room.line.push(waiter);
    // Somebody in line may be one there is no room for: who comes last may go first then.
    const next = this.#next(room);
    if (next === waiter) {
      room.line.splice(room.line.indexOf(waiter), 1);
      waiter.answer(this.#enter(room, guest));
    }
    return promise;
  }
}
