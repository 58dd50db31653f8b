/** Hints of what has changed, as server-sent events. Each caller's are made of what they see: of what belongs to others there is no hint. */
import { bounds } from '../../base/bounds.ts';
import type { HintKind } from '../../mail/doors/hints.ts';
import type { AdminContext } from '../context.ts';
import { hearEvents } from '../contracts/help.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { type Leave, LiveStream } from '../answers/live-stream.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'clock' | 'hints' | 'hearers' | 'alarms' | 'devices' | 'upstreamStatus'>;

export const eventRoutes = (room: Room): readonly ApiRoute[] => [
  route(
    hearEvents,
    ({ query, gone, caller, isLocal, stillSignedIn }) => {
      const giveBack = room.hearers.take(caller, isLocal);
      if (typeof giveBack !== 'function')
        throw new Problem('too-many-watchers', { ...giveBack }, 'Close another window of it first.');
      const stream = new HintStream(room, query.seconds ?? bounds.admin.watch, { ...caller, stillSignedIn });
      const stop = room.hints.hear(null, (kinds) => stream.hear(kinds));
      return stream.live.until(gone(), () => {
        stop();
        giveBack();
      });
    },
    { handlerTimeout: bounds.admin.watch * 1_000 },
  ),
];

/** Kinds of which the board only says that somebody's may be another. */
type Looked = 'alarms' | 'waiting' | 'upstreams';
const isLooked = (kind: HintKind): kind is Looked => Object.hasOwn(looks, kind);

/** A word for how a list of the caller’s looks now: another list has another one. */
const looks: Readonly<Record<Looked, (room: Room) => string>> = {
  alarms: ({ alarms }) =>
    alarms
      .list()
      .map(({ alarm, toldAt, acknowledged }) => JSON.stringify([alarm, toldAt, acknowledged]))
      .join(),
  waiting: ({ devices }) =>
    devices
      .strangers()
      .map(({ addresses, lastSeen, waiting }) => `${addresses[0]} ${lastSeen} ${waiting?.ignored}`)
      .join(),
  upstreams: ({ upstreamStatus }) =>
    (upstreamStatus?.() ?? []).map(({ connectorId, since, text }) => `${connectorId} ${since} ${text}`).join(),
};

class HintStream {
  readonly live: LiveStream;
  readonly #room: Room;
  readonly #seen: Record<Looked, string>;
  /** Told when the reader has room: however slow it is, each kind waits once. */
  readonly #waiting = new Set<HintKind>();
  #hasRoom = true;

  constructor(room: Room, seconds: number, leave: Leave) {
    this.#room = room;
    this.#seen = { alarms: looks.alarms(room), waiting: looks.waiting(room), upstreams: looks.upstreams(room) };
    this.live = new LiveStream({
      clock: room.clock,
      seconds,
      leave,
      waiting: bounds.admin.hintsWaiting,
      onRoom: () => {
        this.#hasRoom = true;
        this.#send();
      },
      onSignedOut: () => void this.live.push({ kind: 'me' }),
    });
    // It shows somebody who was away for a while whether there is anything new.
    this.#waiting.add('directory');
    this.#send();
  }

  hear(kinds: ReadonlySet<HintKind>): void {
    for (const kind of kinds)
      if (kind === 'me') void this.live.askAgain();
      else if (!isLooked(kind) || this.#isAnother(kind)) this.#waiting.add(kind);
    this.#send();
  }

  #isAnother(kind: Looked): boolean {
    const now = looks[kind](this.#room);
    const isAnother = now !== this.#seen[kind];
    this.#seen[kind] = now;
    return isAnother;
  }

  #send(): void {
    for (const kind of this.#waiting) {
      if (!this.#hasRoom) return;
      this.#waiting.delete(kind);
      this.#hasRoom = this.live.push(this.#hintOf(kind));
    }
  }

  #hintOf(kind: HintKind): AnswerOf<typeof hearEvents> {
    return kind === 'directory' ? { kind, revision: this.#room.directory.current.revision } : { kind };
  }
}
