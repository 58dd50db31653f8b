/** The routes of each caller, over the caller's own part of the house. */
import { bounds } from '../../base/bounds.ts';
import type { Caller } from '../../mail/doors/caller.ts';
import { isGlobal } from '../../policy/access/rights.ts';
import { allRoutes } from '../api/all.ts';
import type { AdminContext, AdminParts } from '../context.ts';
import type { Operation } from '../contracts/operation.ts';
import type { ApiRoute, Asked } from '../http/route.ts';
import type { IfMatch } from '../http/if-match.ts';
import { asSeen } from './as-seen.ts';
import { scopedHouse } from './scoped-house.ts';
import { tryOut } from './try-out.ts';
import { wholeHouse } from './whole-house.ts';

interface Room {
  readonly room: AdminContext;
  routeOf(operation: Operation): ApiRoute;
  /** The same, and nothing of it stays. */
  tryOut(operation: Operation, asked: Asked<Operation>): Promise<object>;
  /** The same for a caller who says what they saw. */
  asSeen(wanted: IfMatch): Room;
}

/** In place of a caller, of operations that sign somebody in: has no organization, and sees nothing. */
export const NOBODY: Caller = { actor: 'nobody', role: 'reader', organizations: [], content: false, expiresAt: null };

export class CallerRooms {
  readonly #whole: AdminContext;
  readonly #all: Room;
  readonly #scoped = new Map<string, Room>();
  /** Of a Global administrator. */
  readonly routes: readonly ApiRoute[];

  constructor(parts: AdminParts) {
    this.#whole = wholeHouse(parts);
    this.routes = allRoutes(this.#whole);
    this.#all = roomOf(this.#whole, this.routes);
  }

  of(caller: Caller): Room {
    if (isGlobal(caller)) return this.#all;
    const organizations = [...(caller.organizations ?? [])].sort();
    const key = organizations.join(' ');
    const known = this.#scoped.get(key);
    if (known !== undefined) return known;
    if (this.#scoped.size >= bounds.admin.scopes) this.#scoped.clear();
    const made = over(scopedHouse(this.#whole, new Set(organizations)));
    this.#scoped.set(key, made);
    return made;
  }
}

const over = (room: AdminContext): Room => roomOf(room, allRoutes(room));

function roomOf(room: AdminContext, routes: readonly ApiRoute[]): Room {
  const routeOf = routesById(routes);
  return {
    room,
    routeOf,
    asSeen: (wanted) => over(asSeen(room, wanted)),
    tryOut: (operation, asked) => tryOut(room, (tried) => routesById(allRoutes(tried))(operation), asked),
  };
}

function routesById(routes: readonly ApiRoute[]): Room['routeOf'] {
  const byId = new Map(routes.map((route) => [route.operation.id, route]));
  return (operation) => {
    const found = byId.get(operation.id);
    if (found === undefined) throw new Error(`${operation.id} has no route`);
    return found;
  };
}
