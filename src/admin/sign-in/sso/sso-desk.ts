/** Single sign-on as Global administrators see to it: which role there is worth what here, and who came. What is changed acts at the next call. */
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { GrantedRight } from '../../../mail/doors/caller.ts';
import { Problem } from '../../http/problem.ts';
import type { NoteDeed } from '../people-rules.ts';
import type { Sessions } from '../sessions.ts';
import { type Mapping, mappingsFor, mappingTag, rightOf } from './mapping.ts';
import type { SingleSignOn } from './single-sign-on.ts';
import type { SsoPerson } from './sso-people.ts';

export type MappingSaid = Pick<Mapping, 'value' | 'enabled'> & Pick<GrantedRight, 'role' | 'organizations' | 'content'>;

export interface KnownPerson extends SsoPerson {
  /** null: none of their roles is mapped, or they came by another provider. */
  readonly grant: GrantedRight | null;
  /** The roles there by which they have it. */
  readonly mappings: readonly string[];
}

/** Throws a Problem when the caller saw another state than the one of this tag. */
type Seen = (etag: string) => void;

interface Parts {
  readonly signOn: SingleSignOn;
  readonly sessions: Sessions;
  readonly clock: Pick<Clock, 'now'>;
  readonly note: NoteDeed;
}

export class SsoDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get offered(): SingleSignOn['offered'] {
    return this.#parts.signOn.offered;
  }

  begin(...asked: Parameters<SingleSignOn['begin']>): ReturnType<SingleSignOn['begin']> {
    return this.#parts.signOn.begin(...asked);
  }

  mappings(): Promise<readonly Mapping[]> {
    return this.#parts.signOn.mappings.all();
  }

  /** Throws a Problem. */
  async mapping(value: string): Promise<Mapping> {
    return found(await this.mappings(), value);
  }

  /** Throws a Problem. */
  async addMapping(said: MappingSaid, by: string): Promise<Mapping> {
    const mapping = { ...said, createdAt: this.#parts.clock.now(), createdBy: by };
    await this.#change(by, mapping, 'created', (known) => {
      if (known.some(({ value }) => value === said.value))
        throw new Problem('already-there', { what: 'mapping', name: said.value }, 'Change that one.');
      const most = bounds.admin.ssoMappings;
      if (known.length >= most) throw new Problem('too-many', { what: 'mappings', most }, 'Remove those of no use.');
      return [...known, mapping];
    });
    return mapping;
  }

  /** Throws a Problem. */
  async changeMapping(said: MappingSaid, by: string, requireSeen: Seen): Promise<Mapping> {
    const { value } = said;
    const changed = { ...(await this.mapping(value)), ...said };
    await this.#change(by, changed, 'set', (known) => {
      requireSeen(mappingTag(found(known, value)));
      return known.map((one) => (one.value === value ? changed : one));
    });
    return changed;
  }

  /** Throws a Problem. */
  async removeMapping(value: string, by: string, requireSeen: Seen): Promise<void> {
    await this.#change(by, await this.mapping(value), 'removed', (known) => {
      requireSeen(mappingTag(found(known, value)));
      return known.filter((one) => one.value !== value);
    });
  }

  /** The one seen last first. */
  async people(): Promise<readonly KnownPerson[]> {
    const mappings = await this.mappings();
    return (await this.#parts.signOn.people.all()).map((one) => this.#known(one, mappings));
  }

  /** Throws a Problem. */
  async person(key: string): Promise<KnownPerson> {
    const person = await this.#parts.signOn.people.get(key);
    if (person === null)
      throw new Problem(
        'not-found',
        { what: 'administrator', name: key.slice(0, bounds.admin.nameShown) },
        { act: 'see-administrators' },
      );
    return this.#known(person, await this.mappings());
  }

  /** null: the caller came another way. */
  async personAt(actor: string): Promise<KnownPerson | null> {
    const person = await this.#parts.signOn.people.byActor(actor);
    return person && this.#known(person, await this.mappings());
  }

  /** They are signed out, and may come again as long as the provider and a mapping let them. Throws a Problem. */
  async forget(key: string, by: string): Promise<void> {
    const { actor } = await this.person(key);
    await this.#parts.signOn.people.forget(key);
    await this.#parts.sessions.endAll(actor);
    await this.#parts.note(by, actor, 'removed');
  }

  #known(person: SsoPerson, mappings: readonly Mapping[]): KnownPerson {
    const grant = this.#parts.signOn.grantFor(person, mappings);
    const by = grant === null ? [] : mappingsFor(person.values, mappings).filter(({ role }) => role === grant.role);
    return { ...person, grant, mappings: by.map(({ value }) => value) };
  }

  async #change(
    by: string,
    { value, enabled, ...right }: Mapping,
    verb: 'created' | 'set' | 'removed',
    decide: (known: readonly Mapping[]) => readonly Mapping[],
  ): Promise<void> {
    const { signOn, sessions, note } = this.#parts;
    await signOn.mappings.change(decide);
    const { role, organizations, content } = rightOf(right);
    await note(by, `sso-mapping:${value}`, { [verb]: { role, organizations, content, enabled } });
    for (const { actor } of await signOn.people.all()) await sessions.interrupt(actor);
  }
}

function found(known: readonly Mapping[], value: string): Mapping {
  const mapping = known.find((one) => one.value === value);
  if (mapping === undefined)
    throw new Problem(
      'not-found',
      { what: 'mapping', name: value.slice(0, bounds.admin.nameShown) },
      'GET /api/v1/sso/mappings lists them.',
    );
  return mapping;
}
