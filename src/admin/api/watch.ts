/** Sessions as they happen, as server-sent events (WHATWG HTML §9.2). */
import { bounds } from '../../base/bounds.ts';
import type { LiveEvent, WatchFilter } from '../../mail/doors/live-session.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import type { AdminContext } from '../context.ts';
import { watchSessions } from '../contracts/help.ts';
import type { QueryOf } from '../contracts/operation.ts';
import { findObject, organizationsSaid } from '../http/naming.ts';
import { type Leave, LiveStream } from '../answers/live-stream.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';
import type { Sentences } from '../../texts/sentences.ts';
import { inLanguage } from '../answers/in-language.ts';

type Room = Pick<AdminContext, 'directory' | 'clock' | 'watch' | 'watchers'>;

export function watchRoutes(room: Room): readonly ApiRoute[] {
  const { watchers } = room;
  const watching = route(
    watchSessions,
    ({ query, gone, caller, isLocal, stillSignedIn, sentences }) => {
      const filter = filterOf(room, query);
      const { watch } = room;
      if (watch === undefined)
        throw new Problem('not-running-here', { room: 'receive' }, 'Ask the server that takes mail in.');
      const giveBack = watchers.take(caller, isLocal);
      if (typeof giveBack !== 'function')
        throw new Problem('too-many-watchers', { ...giveBack }, 'End another watch first.');
      const stream = new Stream(room, query.seconds ?? bounds.admin.watch, { ...caller, stillSignedIn });
      const { live } = stream;
      const { stop } = watch(
        filter,
        (event) => stream.send(shown(room, event), sentences),
        () => live.end(),
      );
      return live.until(gone(), () => {
        stop();
        giveBack();
      });
    },
    { handlerTimeout: bounds.admin.watch * 1_000 },
  );
  return [watching];
}

function filterOf(room: Room, query: QueryOf<typeof watchSessions>): WatchFilter {
  const { device, address, organization, refused = false } = query;
  const view = room.directory.current;
  const wanted = { refused, organizations: organizationsSaid(view, organization) ?? null };
  if (address !== undefined && coverage(address, address.split('/')[0] ?? '') === null)
    throw new Problem(
      'invalid-parameters',
      { why: 'no-network', given: address },
      'Write it as 192.0.2.10 or 192.0.2.0/24.',
    );
  if (device === undefined) return { ...wanted, addresses: address === undefined ? [] : [address], deviceId: null };
  const found = findObject(view, 'device', device, organization);
  return { ...wanted, addresses: address === undefined ? found.addresses : [address], deviceId: found.id };
}

/** With names where the session has ids. */
function shown({ directory }: Room, event: LiveEvent): LiveEvent {
  if (event.kind !== 'known') return event;
  const view = directory.current;
  const names = {
    connector: view.get('inbound-connector', event.connectorId)?.name ?? null,
    device: view.get('device', event.deviceId)?.name ?? null,
  };
  return { ...event, ...names };
}

class Stream {
  readonly live: LiveStream;
  readonly #clock: Room['clock'];
  /** Events that a slow terminal missed: it must not hold the server's memory. */
  #dropped = 0;

  constructor({ clock }: Room, seconds: number, leave: Leave) {
    this.#clock = clock;
    this.live = new LiveStream({ clock, seconds, leave, waiting: bounds.admin.watcherWaiting });
  }

  send(event: LiveEvent, sentences: Sentences): void {
    if (this.live.ended) return;
    if (this.live.readable.readableLength > bounds.admin.watcherWaiting) {
      this.#dropped++;
      return;
    }
    if (this.#dropped > 0) this.live.push({ kind: 'dropped', at: this.#clock.now(), count: this.#dropped });
    this.#dropped = 0;
    this.live.push(inLanguage(event, sentences));
  }
}
