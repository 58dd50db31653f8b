/**
 * People who sign in to the admin center with a browser: who somebody is, by the session that a request brings, and who may be somebody. Promises: a
 * session, a role or a right that is taken away is gone at the next call, and what goes on by it ends; only hashes of secrets are kept.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Settings } from '../../config/settings.ts';
import type { Caller, GrantedRight, WayToSignIn } from '../../mail/doors/caller.ts';
import type { Observe } from '../../mail/observation.ts';
import { isGlobal } from '../../policy/access/rights.ts';
import type { Store } from '../../store/store.ts';
import { Problem } from '../http/problem.ts';
import type { Secrets } from '../secrets/secrets.ts';
import {
  type AdministratorFacts,
  type AdministratorRecord,
  factsOf,
  grantIn,
  UNREADABLE,
} from './administrator-record.ts';
import { Administrators } from './administrators.ts';
import { type Attempt, Attempts } from './attempts.ts';
import type { Presented } from './cookie.ts';
import { accountOf, actorOf, type Credentials, Entrance, type BrowserGuest, type Invited } from './entrance.ts';
import { type LinkHolder, Links } from './links.ts';
import { hashOf, newSecret } from './one-time.ts';
import { newRecoveryCodes, SecondFactors } from './second-factors.ts';
import { type BrowserSession, type MadeSession, Sessions } from './sessions.ts';

/** A person at a browser. */
export type Person = Caller & Required<Pick<Caller, 'session'>>;

export interface Entered extends Pick<MadeSession, 'cookie' | 'secret'> {
  readonly caller: Person;
}

export interface MadeSecret {
  readonly secret: string;
  readonly expiresAt: number;
}
export interface MadeLink extends MadeSecret, Pick<LinkHolder, 'actor'> {}

/** Throws a Problem when the caller saw another state than the one of this tag. */
type Seen = (etag: string) => void;

export interface PeopleParts {
  readonly store: Pick<Store, 'notes' | 'onNews' | 'exclusive'> & {
    readonly directory: Pick<Store['directory'], 'note'>;
  };
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Pick<Log, 'warn'>;
  readonly observe: Observe;
  readonly settings: Pick<Settings, 'signIn'>;
  readonly status: () => { readonly mode: 'evaluation' | 'production' };
}

/** The administrator of evaluation mode, who is there without being made. */
const EVALUATION = 'evaluation';

const everything: GrantedRight = { role: 'global-administrator', organizations: null, content: true, expiresAt: null };

/** As routes have them. */
export interface AdminPeople
  extends Pick<
    People,
    | 'sessions'
    | 'makeLink'
    | 'enterByLink'
    | 'enterByPassword'
    | 'enterByInvitation'
    | 'lookAtInvitation'
    | 'again'
    | 'attempts'
    | 'list'
    | 'grantOf'
    | 'add'
    | 'change'
    | 'remove'
    | 'invite'
    | 'changePassword'
    | 'beginSecondFactor'
    | 'confirmSecondFactor'
  > {}

export class People {
  readonly sessions: Sessions;
  readonly #parts: PeopleParts;
  readonly #links: Links;
  readonly #administrators: Administrators;
  readonly #secondFactors: SecondFactors;
  readonly #attempts: Attempts;
  readonly #entrance: Entrance;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#links = new Links(parts);
    this.sessions = new Sessions({ ...parts, idleMs: parts.settings.signIn.idleMs });
    this.#administrators = new Administrators(parts);
    this.#secondFactors = new SecondFactors(parts);
    this.#attempts = new Attempts(parts);
    this.#entrance = new Entrance({
      ...parts,
      administrators: this.#administrators,
      secondFactors: this.#secondFactors,
      links: this.#links,
      attempts: this.#attempts,
    });
  }

  /** Keeps what waits to be kept. */
  close(): Promise<void> {
    return this.#attempts.close();
  }

  /** null: they are not signed in. */
  async callerOf(presented: Presented): Promise<Person | null> {
    const session = await this.sessions.find(presented);
    return session && this.#callerIn(session);
  }

  /** A link that signs in once: of an administrator, or (null) of whoever asks for it by the local socket. Throws a Problem. */
  async makeLink(name: string | null, askedBy: string): Promise<MadeLink> {
    const holder = this.#holderOf(name, askedBy);
    if (holder.name !== null && !(await this.#administrators.all()).has(holder.name)) throw notThere(holder.name);
    const made = await this.#links.make(holder);
    await this.#note(askedBy, holder.actor, { madeLink: { expiresAt: made.expiresAt } });
    return { ...made, actor: holder.actor };
  }

  /** Throws a Problem, as the ways below. */
  async enterByLink(link: string, guest: BrowserGuest): Promise<Entered> {
    return this.#enter(await this.#entrance.byLink(link, guest), 'link', guest);
  }

  async enterByPassword(credentials: Credentials, guest: BrowserGuest): Promise<Entered> {
    return this.#enter(await this.#entrance.byPassword(credentials, guest), 'password', guest);
  }

  lookAtInvitation(invitation: string, guest: BrowserGuest): Promise<Invited> {
    return this.#entrance.lookAtInvitation(invitation, guest);
  }

  async enterByInvitation(
    answer: Parameters<Entrance['byInvitation']>[0],
    guest: BrowserGuest,
  ): Promise<Entered & { readonly recoveryCodes: readonly string[] }> {
    const { holder, recoveryCodes } = await this.#entrance.byInvitation(answer, guest);
    // Sessions by the old password are over.
    await this.sessions.endAll(holder.actor);
    return { ...(await this.#enter(holder, 'invitation', guest)), recoveryCodes };
  }

  /** The person at a session proves anew to be that person. */
  async again(
    { actor, session }: Person,
    proof: Omit<Credentials, 'name'> | { readonly link: string },
    guest: BrowserGuest,
  ): Promise<Person> {
    if ('link' in proof) {
      const holder = await this.#entrance.byLink(proof.link, guest);
      if (holder.name !== session.name || (holder.name !== null && holder.actor !== actor))
        throw this.#entrance.failed('link', guest.address);
    } else {
      if (session.name === null) throw noPassword();
      await this.#entrance.byPassword({ ...proof, name: session.name }, guest, 'again');
    }
    await this.sessions.again(session.id);
    const found = (await this.sessions.of(actor)).find(({ id }) => id === session.id);
    const caller = found && (await this.#callerIn(found));
    if (!caller) throw new Problem('sign-in-needed', { token: 'ended' }, { act: 'sign-in-to-admin-center' });
    return caller;
  }

  /** Of a token that is wrong; what to answer. */
  wrongToken(address: string): Problem | null {
    const problem = this.#entrance.failed('token', address);
    return problem.code === 'sign-in-slowed' ? problem : null;
  }

  attempts(): Promise<readonly Attempt[]> {
    return this.#attempts.list();
  }

  async list(): Promise<readonly AdministratorFacts[]> {
    return [...(await this.#administrators.all())].map(([name, record]) => factsOf(name, record ?? UNREADABLE));
  }

  /** null: nobody of that name. */
  async grantOf(name: string): Promise<GrantedRight | null> {
    const all = await this.#administrators.all();
    return all.has(accountOf(name)) ? grantIn(all.get(accountOf(name)) ?? UNREADABLE) : null;
  }

  /** Throws a Problem. @returns the invitation, told once. */
  async add(name: string, grant: GrantedRight, by: string): Promise<MadeSecret> {
    const account = accountOf(name);
    const { invitation, made } = this.#invitation();
    const { role, organizations, content } = grant;
    const record: AdministratorRecord = {
      ...{ role, organizations, content, createdAt: this.#parts.clock.now(), createdBy: by },
      ...{ verifier: null, totp: null, pendingTotp: null, recovery: [], invitation },
    };
    await this.#administrators.change(account, (known) => {
      if (known.has(account) || account === EVALUATION)
        throw new Problem('already-there', { what: 'administrator', name }, 'Choose another name, or change that one.');
      if (known.size >= bounds.admin.administrators)
        throw new Problem(
          'too-many',
          { what: 'administrators', most: bounds.admin.administrators },
          'Remove those who left.',
        );
      return record;
    });
    await this.#note(by, actorOf(account), { invited: { role, organizations, content } });
    return made;
  }

  /** Throws a Problem. Acts at the next call; what goes on ends. */
  async change(name: string, grant: GrantedRight, by: string, requireSeen: Seen): Promise<AdministratorFacts> {
    const account = accountOf(name);
    const { role, organizations, content } = grant;
    let facts: AdministratorFacts | null = null;
    await this.#administrators.change(account, (known) => {
      const record = known.get(account) ?? null;
      if (record === null) throw notThere(account);
      requireSeen(factsOf(account, record).etag);
      const changed = { ...record, role, organizations, content };
      requireLocalGlobal(known, account, changed);
      facts = factsOf(account, changed);
      return changed;
    });
    await this.sessions.interrupt(actorOf(account));
    await this.#note(by, actorOf(account), { changed: { role, organizations, content } });
    if (facts === null) throw notThere(account);
    return facts;
  }

  /** Throws a Problem. */
  async remove(name: string, by: string, requireSeen: Seen): Promise<void> {
    const account = accountOf(name);
    await this.#administrators.change(account, (known) => {
      if (!known.has(account)) throw notThere(account);
      requireSeen(factsOf(account, known.get(account) ?? UNREADABLE).etag);
      requireLocalGlobal(known, account, null);
      return null;
    });
    await this.sessions.endAll(actorOf(account));
    await this.#links.forget(account);
    await this.#attempts.forget(account);
    await this.#note(by, actorOf(account), 'removed');
  }

  /** A new way in for who forgot the password or lost the app; until it is used, the old one goes on. Throws a Problem. */
  async invite(name: string, by: string): Promise<MadeSecret> {
    const account = accountOf(name);
    const { invitation, made } = this.#invitation();
    await this.#administrators.change(account, (known) => {
      const record = known.get(account) ?? null;
      if (record === null) throw notThere(account);
      return { ...record, invitation, pendingTotp: null };
    });
    await this.#note(by, actorOf(account), { invited: { expiresAt: made.expiresAt } });
    return made;
  }

  /** All other sessions end. Throws a Problem. */
  async changePassword(person: Person, { now, wanted, code }: PasswordChange, guest: BrowserGuest): Promise<void> {
    const name = namedOf(person);
    await this.#entrance.byPassword({ name, password: now, code }, guest, 'again');
    const verifier = await this.#entrance.hash(wanted);
    await this.#administrators.change(name, (known) => {
      const record = known.get(name) ?? null;
      if (record === null) throw notThere(name);
      return { ...record, verifier };
    });
    await this.sessions.endAll(person.actor, person.session.id);
    await this.#note(person.actor, person.actor, 'password changed');
  }

  /** The secret for an app; it counts when a code of it was seen. Throws a Problem. */
  async beginSecondFactor(person: Person): Promise<{ readonly name: string; readonly totp: string }> {
    const name = namedOf(person);
    return { name, totp: await this.#entrance.pendingTotp(name) };
  }

  /** @returns recovery codes, told once; those of before are void. Throws a Problem. */
  async confirmSecondFactor(person: Person, code: string, guest: BrowserGuest): Promise<readonly string[]> {
    const name = namedOf(person);
    const { codes, hashes } = newRecoveryCodes(this.#parts.random);
    const pending = (await this.#administrators.get(name))?.pendingTotp ?? null;
    const isRight = pending !== null && (await this.#secondFactors.use(name, { totp: pending, recovery: [] }, code));
    if (!isRight) throw this.#entrance.failed('invitation', guest.address);
    await this.#administrators.change(name, (known) => {
      const record = known.get(name) ?? null;
      if (record === null || record.pendingTotp !== pending) throw notThere(name);
      return { ...record, totp: pending, pendingTotp: null, recovery: hashes };
    });
    await this.sessions.endAll(person.actor, person.session.id);
    await this.#note(person.actor, person.actor, 'second factor set');
    return codes;
  }

  async #enter(holder: LinkHolder, how: WayToSignIn, { address, agent }: BrowserGuest): Promise<Entered> {
    const grant = await this.#grantFor(holder);
    if (grant === null) throw new Problem('sign-in-refused', { by: 'link' }, { act: 'sign-in-to-admin-center' });
    const { session, cookie, secret } = await this.sessions.create({ ...holder, how, address, agent });
    await this.#note(holder.actor, holder.actor, { signedIn: { how, from: address } });
    return { caller: await this.#personAt(session, grant), cookie, secret };
  }

  #holderOf(name: string | null, askedBy: string): LinkHolder {
    if (name !== null) return { actor: actorOf(accountOf(name)), name: accountOf(name) };
    return { actor: this.#parts.status().mode === EVALUATION ? actorOf(EVALUATION) : askedBy, name };
  }

  async #callerIn(session: BrowserSession): Promise<Person | null> {
    const grant = await this.#grantFor(session);
    return grant && this.#personAt(session, grant);
  }

  async #personAt(session: BrowserSession, grant: GrantedRight): Promise<Person> {
    const { id, actor, name, how, signedInAt, until } = session;
    const record = name === null ? null : await this.#administrators.get(name);
    const told = { id, name, how, signedInAt, hasSecondFactor: record && record.totp !== null, until };
    return { actor, ...grant, session: told };
  }

  /** null: nobody of that name is there, or they may not sign in any more. */
  async #grantFor({ name, actor }: LinkHolder): Promise<GrantedRight | null> {
    // The trial is over, and its administrator with it.
    if (actor === actorOf(EVALUATION)) return this.#parts.status().mode === EVALUATION ? everything : null;
    if (name === null) return everything;
    const record = await this.#administrators.get(name);
    return record && grantIn(record);
  }

  #invitation(): { readonly invitation: AdministratorRecord['invitation']; readonly made: MadeSecret } {
    const { random, clock } = this.#parts;
    const secret = newSecret(random);
    const expiresAt = clock.now() + bounds.admin.invitationLife;
    return { invitation: { hash: hashOf(secret), expiresAt }, made: { secret, expiresAt } };
  }

  #note(actor: string, whose: string, after: unknown): Promise<void> {
    const { store, clock } = this.#parts;
    const entry = { kind: 'sign-in', id: whose, name: whose, before: null, after } as const;
    return store.directory.note({ at: clock.now(), actor, ...entry });
  }
}

export interface PasswordChange {
  readonly now: string;
  readonly wanted: string;
  readonly code?: string | undefined;
}

/** The house is not left without somebody who can sign in and do everything. Throws a Problem. */
function requireLocalGlobal(
  known: ReadonlyMap<string, AdministratorRecord | null>,
  name: string,
  becomes: AdministratorRecord | null,
): void {
  const isOne = (record: AdministratorRecord | null): boolean =>
    record !== null && record.verifier !== null && isGlobal(record);
  const others = [...known].some(([other, record]) => other !== name && isOne(record));
  if (others || !isOne(known.get(name) ?? null) || isOne(becomes)) return;
  throw new Problem(
    'last-administrator',
    { name },
    'Make another Global administrator first, who has accepted the invitation.',
  );
}

function namedOf({ session }: Person): string {
  if (session.name === null) throw noPassword();
  return session.name;
}

const noPassword = (): Problem => new Problem('wrong-kind', { why: 'no-password' }, { act: 'sign-in-to-admin-center' });

const notThere = (name: string): Problem =>
  new Problem(
    'not-found',
    { what: 'administrator', name: name.slice(0, bounds.admin.nameShown) },
    { act: 'see-administrators' },
  );
