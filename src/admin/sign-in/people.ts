/**
 * People who sign in to the admin center with a browser: who somebody is, by the session that a request brings, and who may be somebody. Promises: a
 * session, a role or a right that is taken away is gone at the next call, and what goes on by it ends; only hashes of secrets are kept.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Random } from '../../base/random.ts';
import type { Settings } from '../../config/settings.ts';
import type { GrantedRight, WayToSignIn } from '../../mail/doors/caller.ts';
import type { Observe } from '../../mail/observation.ts';
import type { Store } from '../../store/store.ts';
import { Problem } from '../http/problem.ts';
import type { Secrets } from '../secrets/secrets.ts';
import {
  type AdministratorFacts,
  type AdministratorRecord,
  factsOf,
  grantIn,
  hasSecondFactor,
  UNREADABLE,
} from './administrator-record.ts';
import { Administrators } from './administrators.ts';
import { type Attempt, Attempts } from './attempts.ts';
import type { Presented } from './cookie.ts';
import { accountOf, actorOf, type Credentials, Entrance, type BrowserGuest, type Invited } from './entrance.ts';
import { type LinkHolder, Links } from './links.ts';
import { hashOf, newSecret } from './one-time.ts';
import { OwnAccount } from './own-account.ts';
import { Passkeys, type ShownPasskey } from './passkeys/passkeys.ts';
import { namedOf, type NoteDeed, notThere, type Person, requireLocalGlobal, signInAnew } from './people-rules.ts';
import { SecondFactors } from './second-factors.ts';
import { type BrowserSession, type MadeSession, Sessions } from './sessions.ts';
import { isSsoActor } from './sso/claims.ts';
import { type CameBack, SingleSignOn } from './sso/single-sign-on.ts';
import { SsoDesk } from './sso/sso-desk.ts';

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
  readonly settings: Pick<Settings, 'signIn' | 'oidc' | 'http'>;
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
    | 'account'
    | 'askForPasskey'
    | 'enterByPasskey'
    | 'enterBySso'
    | 'againBySso'
    | 'makeLink'
    | 'enterByLink'
    | 'enterByPassword'
    | 'enterByInvitation'
    | 'lookAtInvitation'
    | 'beginPasskey'
    | 'again'
    | 'attempts'
    | 'list'
    | 'grantOf'
    | 'add'
    | 'change'
    | 'remove'
    | 'invite'
  > {
  readonly sso: Pick<SsoDesk, keyof SsoDesk>;
}

export class People {
  readonly sessions: Sessions;
  readonly account: OwnAccount;
  readonly sso: SsoDesk;
  readonly #signOn: SingleSignOn;
  readonly #parts: PeopleParts;
  readonly #links: Links;
  readonly #administrators: Administrators;
  readonly #secondFactors: SecondFactors;
  readonly #passkeys: Passkeys;
  readonly #attempts: Attempts;
  readonly #entrance: Entrance;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
    this.#links = new Links(parts);
    this.sessions = new Sessions({ ...parts, idleMs: parts.settings.signIn.idleMs });
    this.#administrators = new Administrators(parts);
    this.#secondFactors = new SecondFactors(parts);
    this.#attempts = new Attempts(parts);
    this.#passkeys = new Passkeys({ ...parts, administrators: this.#administrators });
    this.#entrance = new Entrance({
      ...parts,
      passkeys: this.#passkeys,
      administrators: this.#administrators,
      secondFactors: this.#secondFactors,
      links: this.#links,
      attempts: this.#attempts,
    });
    this.#signOn = new SingleSignOn(parts);
    const note: NoteDeed = (...entry) => this.#note(...entry);
    this.sso = new SsoDesk({ ...parts, note, signOn: this.#signOn, sessions: this.sessions });
    this.account = new OwnAccount({
      ...{ ...parts, note, administrators: this.#administrators, secondFactors: this.#secondFactors },
      ...{ entrance: this.#entrance, passkeys: this.#passkeys, sessions: this.sessions },
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

  /** Throws a Problem. */
  askForPasskey({ origin }: BrowserGuest): ReturnType<Passkeys['ask']> {
    return this.#passkeys.ask(origin);
  }

  async enterByPasskey(shown: ShownPasskey, guest: BrowserGuest): Promise<Entered> {
    return this.#enter(await this.#entrance.byPasskey(shown, guest), 'passkey', guest);
  }

  /** A session begins as old as the proof there, and too old for what asks for a young one where that is not said. */
  async enterBySso(came: CameBack, guest: BrowserGuest): Promise<Entered> {
    const { address } = guest;
    const { person, authenticatedAt } = await this.#entrance.bySso(address, () => this.#signOn.enter(came));
    const { actor } = person;
    const signedInAt = authenticatedAt ?? this.#parts.clock.now() - bounds.admin.freshSignIn;
    const crowded = await this.#signOn.people.makeRoom();
    for (const one of crowded) await this.sessions.endAll(one.actor);
    // All that goes on by rights of before ends.
    await this.sessions.interrupt(actor);
    this.#attempts.note({ how: 'sso', outcome: 'signed-in', address, name: actor });
    return this.#enter({ actor, name: actor }, 'sso', guest, signedInAt);
  }

  async againBySso({ actor, session }: Person, came: CameBack, guest: BrowserGuest): Promise<Person> {
    if (session.how !== 'sso')
      throw new Problem('wrong-kind', { why: 'not-by-provider' }, { act: 'sign-in-to-admin-center' });
    await this.#entrance.bySso(guest.address, () => this.#signOn.again({ session: session.id, actor }, came));
    this.#attempts.note({ how: 'again', outcome: 'signed-in', address: guest.address, name: actor });
    return this.#again(actor, session.id);
  }

  lookAtInvitation(invitation: string, guest: BrowserGuest): Promise<Invited> {
    return this.#entrance.lookAtInvitation(invitation, guest);
  }

  beginPasskey(invitation: string, guest: BrowserGuest): ReturnType<Entrance['beginPasskey']> {
    return this.#entrance.beginPasskey(invitation, guest);
  }

  async enterByInvitation(
    answer: Parameters<Entrance['byInvitation']>[0],
    guest: BrowserGuest,
  ): Promise<Entered & { readonly recoveryCodes: readonly string[] }> {
    const { holder, recoveryCodes } = await this.#entrance.byInvitation(answer, guest);
    if ('passkey' in answer)
      await this.#note(holder.actor, holder.actor, { created: { passkey: answer.passkey.name } });
    // Sessions by the old password are over.
    await this.sessions.endAll(holder.actor);
    return { ...(await this.#enter(holder, 'invitation', guest)), recoveryCodes };
  }

  /** The person at a session proves anew to be that person. */
  async again(
    { actor, session, ...rest }: Person,
    proof: Omit<Credentials, 'name'> | { readonly link: string } | { readonly alone: ShownPasskey },
    guest: BrowserGuest,
  ): Promise<Person> {
    if (session.how === 'sso')
      throw new Problem('wrong-kind', { why: 'by-provider' }, { act: 'sign-in-to-admin-center' });
    if ('link' in proof) {
      const holder = await this.#entrance.byLink(proof.link, guest);
      if (holder.name !== session.name || (holder.name !== null && holder.actor !== actor))
        throw this.#entrance.failed('link', guest.address);
    } else if ('alone' in proof) {
      const { actor: whose } = await this.#entrance.byPasskey(proof.alone, guest, 'again');
      if (whose !== actor) throw this.#entrance.failed('passkey', guest.address);
    } else await this.#entrance.byPassword({ ...proof, name: namedOf({ actor, session, ...rest }) }, guest, 'again');
    return this.#again(actor, session.id);
  }

  async #again(actor: string, id: string): Promise<Person> {
    await this.sessions.again(id);
    const found = (await this.sessions.of(actor)).find((session) => session.id === id);
    const caller = found && (await this.#callerIn(found));
    if (!caller) throw signInAnew();
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
      ...{ verifier: null, totp: null, pendingTotp: null, recovery: [], passkeys: [], invitation },
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
    const ids = ((await this.#administrators.get(account))?.passkeys ?? []).map(({ id }) => id);
    await this.#administrators.change(account, (known) => {
      if (!known.has(account)) throw notThere(account);
      requireSeen(factsOf(account, known.get(account) ?? UNREADABLE).etag);
      requireLocalGlobal(known, account, null);
      return null;
    });
    await this.sessions.endAll(actorOf(account));
    await this.#passkeys.forget(account, ids);
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

  async #enter(
    holder: LinkHolder,
    how: WayToSignIn,
    { address, agent }: BrowserGuest,
    signedInAt: number = this.#parts.clock.now(),
  ): Promise<Entered> {
    const grant = await this.#grantFor(holder);
    if (grant === null) throw new Problem('sign-in-refused', { by: 'link' }, { act: 'sign-in-to-admin-center' });
    const { session, cookie, secret } = await this.sessions.create({ ...holder, how, address, agent, signedInAt });
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
    const { id, actor, how, signedInAt, until } = session;
    const called = isSsoActor(actor) ? ((await this.sso.personAt(actor))?.name ?? actor) : null;
    const name = called === null ? session.name : null;
    const record = name === null ? null : await this.#administrators.get(name);
    const told = { id, name, called, how, signedInAt, hasSecondFactor: record && hasSecondFactor(record) };
    const has = { hasApp: record && record.totp !== null, hasPassword: record && record.verifier !== null };
    return { actor, ...grant, session: { ...told, ...has, until } };
  }

  /** null: nobody of that name is there, or they may not sign in any more. */
  async #grantFor({ name, actor }: LinkHolder): Promise<GrantedRight | null> {
    if (isSsoActor(actor)) return this.#signOn.grantOf(actor);
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
