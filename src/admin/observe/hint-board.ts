/**
 * Flags of what has changed, set by observations and news, taken once a second while somebody listens. Setting one is all it costs mail;
 * while nobody listens not even that. A flag is of the organizations whose change it was, so that no other hears of it.
 */
import type { Clock, Timer } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import { formsOfKind } from '../../directory/kinds/all.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { DirectoryKind, DirectoryObject } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { HintKind, Hints, HintScope } from '../../mail/doors/hints.ts';
import type { Observation, Observe, SettledAttempt } from '../../mail/observation.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import type { Store, StoreNews } from '../../store/store.ts';

/** Longer than the record of a session waits for its commit: who is told of it finds it. */
const TOGETHER_MS = 1_000;

const kindsOfObjects = ['system', ...Object.keys(formsOfKind)] as readonly DirectoryKind[];

interface Listener {
  readonly scope: HintScope;
  readonly told: (kinds: ReadonlySet<HintKind>) => void;
  readonly kinds: Set<HintKind>;
}

interface Parts {
  readonly clock: Pick<Clock, 'timer'>;
  readonly directory: Pick<LiveDirectory, 'current' | 'onChange'>;
  readonly store: Pick<Store, 'onNews'>;
}

export class HintBoard implements Hints {
  readonly #parts: Parts;
  readonly #listeners = new Set<Listener>();
  /** Kinds by the organization that it happened to; null: to nobody's. */
  readonly #flags = new Map<ObjectId | null, Set<HintKind>>();
  /** Kinds of which each listener looks whether it is theirs. */
  readonly #perhaps = new Set<HintKind>();
  #view: DirectoryView;
  #timer: Timer | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#view = parts.directory.current;
    parts.directory.onChange((view) => this.#changed(view));
    parts.store.onNews((news) => this.#written(news));
  }

  hear(scope: HintScope, told: Listener['told']): () => void {
    const listener = { scope, told, kinds: new Set<HintKind>() };
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#timer?.cancel();
      this.#timer = null;
      this.#flags.clear();
      this.#perhaps.clear();
    };
  }

  /** Only who sees all of it may know of it: whose mail it touched is not known here. */
  acted(organizations: readonly ObjectId[] | null): void {
    for (const { scope, kinds } of this.#listeners)
      if (scope === null || organizations?.every((id) => scope.has(id)) === true) kinds.add('queue').add('trace');
    this.#soon();
  }

  readonly observe: Observe = (observation) => {
    if (this.#listeners.size > 0) this.#heard(observation);
  };

  #heard(observation: Observation): void {
    switch (observation.kind) {
      case 'accepted':
        this.#flag(observation.organizationId, 'trace', 'queue');
        return;
      case 'settled':
        for (const owner of this.#ownersOf(observation)) this.#flag(owner, 'trace', 'queue');
        this.#look('upstreams');
        return;
      case 'session':
        for (const owner of ownersOfRefusals(observation.record)) this.#flag(owner, 'trace');
        this.#look('waiting');
        return;
      case 'alarm':
      case 'alarm-over':
        this.#look('alarms', 'waiting', 'upstreams');
        return;
      default:
        // Connections and warnings are on no list.
        return;
    }
  }

  /** The message's organization, and those whose groups and forwardings its recipients came by: the rows of these are theirs. */
  #ownersOf({ message, recipients }: SettledAttempt): Set<ObjectId | null> {
    const owners = new Set([message.organizationId]);
    for (const { via } of recipients) {
      const way = via?.at(-1);
      if (way === undefined) continue;
      const domain = this.#parts.directory.current.acceptedDomain(way.slice(way.lastIndexOf('@') + 1));
      if (domain !== null) owners.add(domain.organizationId);
    }
    return owners;
  }

  #written(news: StoreNews): void {
    if (this.#listeners.size === 0) return;
    if (news.of === 'secrets') this.#look('me', 'upstreams');
    if (news.of !== 'notes') return;
    if (news.book === 'admin-session' || news.book === 'admin-sso') this.#look('me');
    if (news.book === 'alarm') this.#look('alarms');
    if (news.book === 'device-sighting') this.#look('waiting');
    if (news.book === 'upstream') this.#look('upstreams');
  }

  #changed(view: DirectoryView): void {
    const before = this.#view;
    this.#view = view;
    if (this.#listeners.size === 0) return;
    for (const owner of ownersOfChange(before, view)) this.#flag(owner, 'directory');
    this.#look('alarms', 'waiting', 'upstreams');
  }

  #flag(owner: ObjectId | null, ...kinds: readonly HintKind[]): void {
    const flagged = this.#flags.get(owner);
    if (flagged === undefined) this.#flags.set(owner, new Set(kinds));
    else for (const kind of kinds) flagged.add(kind);
    this.#soon();
  }

  #look(...kinds: readonly HintKind[]): void {
    for (const kind of kinds) this.#perhaps.add(kind);
    this.#soon();
  }

  #soon(): void {
    if (this.#listeners.size > 0) this.#timer ??= this.#parts.clock.timer(TOGETHER_MS, () => this.#tell());
  }

  #tell(): void {
    this.#timer = null;
    for (const listener of [...this.#listeners]) {
      const { scope, kinds, told } = listener;
      const all = new Set([...kinds, ...this.#perhaps]);
      kinds.clear();
      for (const [owner, flagged] of this.#flags)
        if (scope === null || (owner !== null && scope.has(owner))) for (const kind of flagged) all.add(kind);
      if (all.size > 0) told(all);
    }
    this.#flags.clear();
    this.#perhaps.clear();
  }
}

function* ownersOfRefusals({ refusals, noMail, organizations = [] }: SessionRecord): Generator<ObjectId | null> {
  for (const { organizationId } of refusals) yield organizationId;
  if (noMail === undefined) return;
  yield null;
  yield* organizations;
}

/** The owners of objects that are not as they were. What both views share is not looked at. */
function ownersOfChange(before: DirectoryView, after: DirectoryView): Set<ObjectId | null> {
  const owners = new Set<ObjectId | null>();
  for (const kind of kindsOfObjects) {
    const [old, now] = [before.listOf(kind), after.listOf(kind)];
    for (const object of [...now.beyond(old as never), ...old.beyond(now as never)]) owners.add(ownerOf(object));
    // The settings of the system are everybody's.
    if (kind === 'system' && owners.has(null)) for (const { id } of after.organizations) owners.add(id);
  }
  return owners;
}

function ownerOf(object: DirectoryObject): ObjectId | null {
  if (object.kind === 'system') return null;
  return object.kind === 'organization' ? object.id : object.organizationId;
}
