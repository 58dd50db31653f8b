/**
 * People who sign in to the admin center with a browser: who somebody is, by the session that a request brings, and the ways to get one. Promises: a
 * session, a role or a right that is taken away is gone at the next call, and what goes on by it ends; only hashes of secrets are kept.
 */
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Caller, CallerSession, GrantedRight, WayToSignIn } from '../../mail/doors/caller.ts';
import type { Store } from '../../store/store.ts';
import type { Presented } from './cookie.ts';
import { type LinkHolder, Links } from './links.ts';
import { type BrowserPlace, type BrowserSession, type MadeSession, Sessions } from './sessions.ts';

/** A person at a browser. */
export type Person = Caller & Required<Pick<Caller, 'session'>>;

export interface Entered extends Pick<MadeSession, 'cookie' | 'secret'> {
  readonly caller: Person;
}

export interface MadeLink extends Pick<LinkHolder, 'actor'> {
  readonly secret: string;
  readonly expiresAt: number;
}

export interface PeopleParts {
  readonly store: Pick<Store, 'notes' | 'onNews'> & { readonly directory: Pick<Store['directory'], 'note'> };
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly random: Random;
  readonly log: Pick<Log, 'warn'>;
  readonly settings: { readonly signIn: { readonly idleMs: number } };
  readonly status: () => { readonly mode: 'evaluation' | 'production' };
}

/** As routes have them. */
export type AdminPeople = Pick<People, 'sessions' | 'makeLink' | 'enterByLink'>;

/** The administrator of evaluation mode, who is there without being made. */
const EVALUATION = 'evaluation';

const everything: GrantedRight = { role: 'global-administrator', organizations: null, content: true, expiresAt: null };

export class People {
  readonly sessions: Sessions;
  readonly #parts: PeopleParts;
  readonly #links: Links;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#links = new Links(parts);
    this.sessions = new Sessions({ ...parts, idleMs: parts.settings.signIn.idleMs });
  }

  /** null: they are not signed in. */
  async callerOf(presented: Presented): Promise<Person | null> {
    const session = await this.sessions.find(presented);
    return session && this.#callerIn(session);
  }

  /** A link that signs in once: of an administrator, or (null) of whoever asks for it by the local socket. */
  async makeLink(name: string | null, askedBy: string): Promise<MadeLink> {
    const holder = this.#holderOf(name, askedBy);
    const made = await this.#links.make(holder);
    await this.#note(askedBy, holder.actor, { madeLink: { expiresAt: made.expiresAt } });
    return { ...made, actor: holder.actor };
  }

  /** null: no such link, or it was used, or it is too old. */
  async enterByLink(link: string, place: BrowserPlace): Promise<Entered | null> {
    const holder = await this.#links.use(link);
    return holder && this.#enter(holder, 'link', place);
  }

  async #enter(holder: LinkHolder, how: WayToSignIn, place: BrowserPlace): Promise<Entered | null> {
    if ((await this.#grantOf(holder)) === null) return null;
    const { session, cookie, secret } = await this.sessions.create({ ...holder, how, ...place });
    await this.#note(holder.actor, holder.actor, { signedIn: { how, from: place.address } });
    const caller = await this.#callerIn(session);
    return caller && { caller, cookie, secret };
  }

  #holderOf(name: string | null, askedBy: string): LinkHolder {
    const isEvaluation = name === null && this.#parts.status().mode === 'evaluation';
    if (isEvaluation) return { actor: `admin:${EVALUATION}`, name: null };
    return name === null ? { actor: askedBy, name } : { actor: `admin:${name}`, name };
  }

  async #callerIn(session: BrowserSession): Promise<Person | null> {
    const grant = await this.#grantOf(session);
    return grant && { actor: session.actor, ...grant, session: callerSession(session) };
  }

  /** null: nobody of that name is there, or they may not sign in any more. */
  async #grantOf({ name }: LinkHolder): Promise<GrantedRight | null> {
    return name === null ? everything : null;
  }

  #note(actor: string, whose: string, after: unknown): Promise<void> {
    const { store, clock } = this.#parts;
    const entry = { kind: 'sign-in', id: whose, name: whose, before: null, after } as const;
    return store.directory.note({ at: clock.now(), actor, ...entry });
  }
}

const callerSession = ({ id, name, how, signedInAt, until }: BrowserSession): CallerSession => ({
  ...{ id, name, how, signedInAt, until },
});
