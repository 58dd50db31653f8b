/**
 * The ways in: a link, an invitation, a password with a second factor. Promises: a name that nobody has costs the same work and gets the same answer;
 * who guesses is slowed, and nobody else; beyond a bound nobody is let in.
 */
import type { Clock } from '../../base/clock.ts';
import type { GrantedRight } from '../../mail/doors/caller.ts';
import type { Random } from '../../base/random.ts';
import { Problem } from '../http/problem.ts';
import { type AdministratorRecord, grantIn, hasSecondFactor, type Passkey } from './administrator-record.ts';
import type { Administrators } from './administrators.ts';
import type { Attempt, Attempts } from './attempts.ts';
import type { LinkHolder, Links } from './links.ts';
import { isHashOf } from './one-time.ts';
import type { MadePasskey, Passkeys, ShownPasskey } from './passkeys/passkeys.ts';
import { PasswordGate, TooManyWait } from './password-gate.ts';
import { newRecoveryCodes, type SecondFactors } from './second-factors.ts';
import type { BrowserPlace } from './sessions.ts';
import { BegunElsewhere } from './sso/single-sign-on.ts';
import { type Charge, Throttle, type Trier } from './throttle.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

export interface BrowserGuest extends BrowserPlace {
  /** From another machine, or by a proxy. */
  readonly isBeyondLoopback: boolean;
  /** By which it calls us. */
  readonly origin: string;
}

export interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined;
  /** In place of a code. */
  readonly passkey?: ShownPasskey | undefined;
}

interface Parts {
  readonly administrators: Administrators;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly links: Links;
  readonly attempts: Attempts;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly settings: { readonly signIn: { readonly secondFactor: 'beyond-loopback' | 'always' | 'offered' } };
}

/** An invitation that was found. */
export interface Invited {
  readonly name: string;
  readonly grant: GrantedRight;
  /** For the app of the one who is invited. */
  readonly totp: string;
  readonly isSecondFactorNeeded: boolean;
  /** Whether a passkey can be made where they are, in place of a password. */
  readonly passkeyPlace: ReturnType<Passkeys['lookAt']>;
}

/** As somebody who is invited chooses to prove it from now on. */
export type InvitationAnswer = { readonly invitation: string } & (
  | { readonly password: string; readonly code?: string | undefined }
  | { readonly passkey: MadePasskey }
);

type Proofs = Pick<AdministratorRecord, 'verifier' | 'totp' | 'recovery' | 'passkeys'>;

export const actorOf = (name: string): string => `admin:${name}`;

/** Names are compared without case. */
export const accountOf = (name: string): string => name.trim().toLowerCase();

export class Entrance {
  readonly #parts: Parts;
  readonly #throttle: Throttle;
  readonly #gate: PasswordGate;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#throttle = new Throttle(parts.clock);
    this.#gate = new PasswordGate(parts.random);
  }

  /** Throws a Problem. */
  async byPassword(
    { name, password, ...factors }: Credentials,
    guest: BrowserGuest,
    how: 'password' | 'again' = 'password',
  ): Promise<LinkHolder> {
    const { administrators, attempts } = this.#parts;
    const account = accountOf(name);
    const record = await administrators.get(account);
    const isKnown = await attempts.isKnown(account, guest.address);
    const attempt = { how, address: guest.address, name: record && account };
    const charge = this.#charge({ address: guest.address, account, isKnown }, attempt);
    const isRight = await this.#tried(password, record?.verifier ?? null, charge);
    if (!isRight || record === null) throw this.#refused(attempt, 'password');
    await this.#secondFactor(account, record, factors, { guest, attempt, charge });
    charge.forgive();
    await attempts.remember(account, guest.address);
    attempts.note({ ...attempt, outcome: 'signed-in' });
    return { actor: actorOf(account), name: account };
  }

  /** A right one is taken however many failed before: nobody guesses it. Throws a Problem. */
  async byLink(link: string, guest: BrowserGuest): Promise<LinkHolder> {
    const holder = await this.#parts.links.use(link);
    if (holder === null) throw this.failed('link', guest.address);
    this.#parts.attempts.note({ how: 'link', outcome: 'signed-in', address: guest.address, name: holder.name });
    return holder;
  }

  /** Throws a Problem. */
  async lookAtInvitation(invitation: string, guest: BrowserGuest): Promise<Invited> {
    const found = await this.#invited(invitation);
    if (found === null) throw this.failed('invitation', guest.address);
    const [name, record] = found;
    const totp = await this.pendingTotp(name);
    return {
      ...{ name, grant: grantIn(record), totp, isSecondFactorNeeded: this.#needsSecondFactor(guest) },
      passkeyPlace: this.#parts.passkeys.lookAt(guest.origin),
    };
  }

  /** Throws a Problem. */
  async beginPasskey(invitation: string, guest: BrowserGuest): Promise<ReturnType<Passkeys['beginFirst']>> {
    const found = await this.#invited(invitation);
    if (found === null) throw this.failed('invitation', guest.address);
    return this.#parts.passkeys.beginFirst(found[0], guest.origin);
  }

  /**
   * Sets the password, and the app when a code of it is given; or a passkey, which is all that somebody has then.
   * @returns recovery codes, none without an app. Throws a Problem.
   */
  async byInvitation(
    answer: InvitationAnswer,
    guest: BrowserGuest,
  ): Promise<{ readonly holder: LinkHolder; readonly recoveryCodes: readonly string[] }> {
    const { administrators, attempts, clock, passkeys, secondFactors } = this.#parts;
    const { invitation } = answer;
    const found = await this.#invited(invitation);
    if (found === null) throw this.failed('invitation', guest.address);
    const [name, seen] = found;
    const { proofs, codes } =
      'passkey' in answer
        ? await this.#passkeyChosen(name, answer.passkey, guest)
        : await this.#passwordChosen(seen, answer, guest);
    let isTaken = false;
    await administrators.change(name, (known) => {
      const record = known.get(name) ?? null;
      if (record === null || !isOpen(record, invitation, clock.now())) return undefined;
      isTaken = true;
      return { ...record, ...proofs, pendingTotp: null, invitation: null };
    });
    const over = isTaken ? seen.passkeys : proofs.passkeys;
    await passkeys.forget(
      name,
      over.map(({ id }) => id),
    );
    if (!isTaken) throw this.failed('invitation', guest.address);
    // The code was seen: it signs nobody in again.
    const { totp } = proofs;
    if (totp !== null && 'code' in answer && answer.code !== undefined)
      await secondFactors.use(name, { totp, recovery: [] }, answer.code);
    await attempts.remember(name, guest.address);
    attempts.note({ how: 'invitation', outcome: 'signed-in', address: guest.address, name });
    return { holder: { actor: actorOf(name), name }, recoveryCodes: codes };
  }

  /** One that did not ask who holds it would let in whoever finds it. */
  async #passkeyChosen(
    name: string,
    made: MadePasskey,
    guest: BrowserGuest,
  ): Promise<{ readonly proofs: Proofs; readonly codes: readonly string[] }> {
    const { passkeys } = this.#parts;
    const passkey = await passkeys.made(name, made, guest.origin);
    if (passkey !== null && !passkey.verifies) await passkeys.forget(name, [passkey.id]);
    if (passkey === null || !passkey.verifies) throw this.failed('passkey', guest.address);
    return { proofs: { verifier: null, totp: null, recovery: [], passkeys: [passkey] }, codes: [] };
  }

  async #passwordChosen(
    seen: AdministratorRecord,
    { password, code }: { readonly password: string; readonly code?: string | undefined },
    guest: BrowserGuest,
  ): Promise<{ readonly proofs: Proofs; readonly codes: readonly string[] }> {
    const { clock, random } = this.#parts;
    if (code === undefined && this.#needsSecondFactor(guest))
      throw new Problem('second-factor-needed', { why: 'code' }, 'Set up the app, and give the code that it shows.');
    const totp = code === undefined ? null : seen.pendingTotp;
    if (code !== undefined && (totp === null || stepOfCode(totp, code, clock.now(), 0) === null))
      throw this.failed('invitation', guest.address);
    const verifier = await this.#hash(password);
    const recovery = totp === null ? { codes: [], hashes: [] } : newRecoveryCodes(random);
    return { proofs: { verifier, totp, recovery: recovery.hashes, passkeys: [] }, codes: recovery.codes };
  }

  /** Of an administrator who sets up an app: the same until a code of it was seen. */
  async pendingTotp(name: string): Promise<string> {
    const fresh = newTotpSecret(this.#parts.random);
    let pending = fresh;
    await this.#parts.administrators.change(name, (known) => {
      const record = known.get(name) ?? null;
      pending = record?.pendingTotp ?? fresh;
      return record === null || record.pendingTotp !== null ? undefined : { ...record, pendingTotp: fresh };
    });
    return pending;
  }

  /** Throws a Problem when too many wait. */
  hash(password: string): Promise<string> {
    return this.#hash(password);
  }

  /** Of what has no account: the wrong ones of an address are slowed. @returns the answer to it. */
  failed(how: 'link' | 'invitation' | 'token' | 'passkey' | 'sso', address: string): Problem {
    const wait = this.#throttle.failed({ address, account: null, isKnown: false });
    const attempt = { how, address, name: null };
    if (wait === 0) return this.#refused(attempt, how);
    this.#parts.attempts.note({ ...attempt, outcome: 'slowed' });
    return slowed(wait);
  }

  /** An answer to what was not begun here slows whoever brings it; to be known at the provider and not here does not. */
  async bySso<Value>(address: string, attempt: () => Promise<Value>): Promise<Value> {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof BegunElsewhere) {
        const slower = this.failed('sso', address);
        throw slower.code === 'sign-in-slowed' ? slower : error;
      }
      if (error instanceof Problem && error.code === 'single-sign-on-refused')
        this.#parts.attempts.note({ how: 'sso', outcome: 'refused', address, name: null });
      throw error;
    }
  }

  #charge(trier: Trier, attempt: Omit<Attempt, 'at' | 'outcome'>): Charge {
    const charge = this.#throttle.charge(trier);
    if (typeof charge !== 'number') return charge;
    this.#parts.attempts.note({ ...attempt, outcome: 'slowed' });
    throw slowed(charge);
  }

  async #tried(password: string, verifier: string | null, charge: Charge): Promise<boolean> {
    try {
      return await this.#gate.verify(password, verifier);
    } catch (error) {
      charge.refund();
      throw error instanceof TooManyWait ? busy() : error;
    }
  }

  async #hash(password: string): Promise<string> {
    try {
      return await this.#gate.hash(password);
    } catch (error) {
      throw error instanceof TooManyWait ? busy() : error;
    }
  }

  async #secondFactor(
    name: string,
    record: AdministratorRecord,
    { code, passkey }: Pick<Credentials, 'code' | 'passkey'>,
    {
      guest,
      attempt,
      charge,
    }: { readonly guest: BrowserGuest; readonly attempt: Omit<Attempt, 'at' | 'outcome'>; readonly charge: Charge },
  ): Promise<void> {
    if (!hasSecondFactor(record)) {
      if (!this.#needsSecondFactor(guest)) return;
      charge.refund();
      throw new Problem('second-factor-needed', { why: 'none-set' }, { act: 'invite-administrator', name });
    }
    const { passkeys, secondFactors } = this.#parts;
    if (passkey !== undefined) {
      if ((await passkeys.shown(passkey, guest.origin, false)) !== name) throw this.#refused(attempt, 'passkey');
      return;
    }
    if (code === undefined) {
      charge.refund();
      throw factorNeeded(record, passkeys.goodHere(record, guest.origin));
    }
    if (!(await secondFactors.use(name, record, code))) throw this.#refused(attempt, 'code');
  }

  /** By a passkey alone: the authenticator has asked who holds it. Throws a Problem. */
  async byPasskey(
    shown: ShownPasskey,
    guest: BrowserGuest,
    how: 'passkey' | 'again' = 'passkey',
  ): Promise<LinkHolder & { readonly name: string }> {
    const { attempts, passkeys } = this.#parts;
    const name = await passkeys.shown(shown, guest.origin, true);
    if (name === null) throw this.failed('passkey', guest.address);
    await attempts.remember(name, guest.address);
    attempts.note({ how, outcome: 'signed-in', address: guest.address, name });
    return { actor: actorOf(name), name };
  }

  #needsSecondFactor({ isBeyondLoopback }: BrowserGuest): boolean {
    const { secondFactor } = this.#parts.settings.signIn;
    return secondFactor === 'always' || (secondFactor === 'beyond-loopback' && isBeyondLoopback);
  }

  #refused(
    attempt: Omit<Attempt, 'at' | 'outcome'>,
    by: 'password' | 'code' | 'link' | 'invitation' | 'token' | 'passkey' | 'sso',
  ): Problem {
    this.#parts.attempts.note({ ...attempt, outcome: 'refused' });
    return new Problem('sign-in-refused', { by }, { act: 'sign-in-to-admin-center' });
  }

  async #invited(invitation: string): Promise<readonly [name: string, record: AdministratorRecord] | null> {
    const now = this.#parts.clock.now();
    for (const [name, record] of await this.#parts.administrators.all())
      if (record !== null && isOpen(record, invitation, now)) return [name, record];
    return null;
  }
}

const isOpen = ({ invitation: kept }: AdministratorRecord, invitation: string, now: number): boolean =>
  kept !== null && kept.expiresAt > now && isHashOf(invitation, kept.hash);

/** Told after the right password alone: which passkeys somebody has is nobody else's business. */
function factorNeeded({ totp, passkeys }: AdministratorRecord, here: readonly Passkey[]): Problem {
  const [elsewhere] = passkeys;
  if (here.length === 0 && totp === null && elsewhere !== undefined) {
    const address = `https://${elsewhere.rpId}`;
    return new Problem('no-passkeys-here', { why: 'other-address', address }, `Open ${address}.`);
  }
  if (here.length === 0)
    return new Problem(
      'second-factor-needed',
      { why: 'code' },
      'Give the code that your app shows, or a recovery code.',
    );
  const ids = here.map(({ id }) => id);
  return new Problem('second-factor-needed', { why: 'passkey', ids, code: totp !== null }, 'Show the passkey.');
}

const slowed = (wait: number): Problem => {
  const seconds = Math.ceil(wait / 1_000);
  return new Problem('sign-in-slowed', { seconds }, `Try again in ${seconds} s.`);
};

const busy = (): Problem => new Problem('too-busy', { why: 'busy' }, 'Try again in a moment.');
