/** The account of who sits at a browser, as they change it: the password, and the app and the passkeys beside it. All else that they are signed in with ends. */
import { bounds } from '../../base/bounds.ts';
import type { Random } from '../../base/random.ts';
import type { Settings } from '../../config/settings.ts';
import { Problem } from '../http/problem.ts';
import { type AdministratorRecord, hasSecondFactor, type Passkey } from './administrator-record.ts';
import type { Administrators } from './administrators.ts';
import type { BrowserGuest, Entrance } from './entrance.ts';
import type { MadePasskey, Passkeys, ShownPasskey } from './passkeys/passkeys.ts';
import { namedOf, type NoteDeed, notThere, type Person } from './people-rules.ts';
import { newRecoveryCodes, type SecondFactors } from './second-factors.ts';
import type { Sessions } from './sessions.ts';

export interface PasswordChange {
  readonly now: string;
  readonly wanted: string;
  readonly code?: string | undefined;
  readonly passkey?: ShownPasskey | undefined;
}

interface Parts {
  readonly administrators: Administrators;
  readonly secondFactors: SecondFactors;
  readonly entrance: Entrance;
  readonly passkeys: Passkeys;
  readonly settings: Pick<Settings, 'signIn'>;
  readonly sessions: Sessions;
  readonly random: Random;
  readonly note: NoteDeed;
}

export class OwnAccount {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** All other sessions end. Throws a Problem. */
  async changePassword(
    person: Person,
    { now, wanted, ...factors }: PasswordChange,
    guest: BrowserGuest,
  ): Promise<void> {
    const name = namedOf(person);
    await this.#parts.entrance.byPassword({ name, password: now, ...factors }, guest, 'again');
    const verifier = await this.#parts.entrance.hash(wanted);
    await this.#change(name, (record) => ({ ...record, verifier }));
    await this.#onlyThisSession(person, 'password changed');
  }

  /** The secret for an app; it counts when a code of it was seen. Throws a Problem. */
  async beginSecondFactor(person: Person): Promise<{ readonly name: string; readonly totp: string }> {
    const name = namedOf(person);
    return { name, totp: await this.#parts.entrance.pendingTotp(name) };
  }

  /** @returns recovery codes, told once; those of before are void. Throws a Problem. */
  async confirmSecondFactor(person: Person, code: string, guest: BrowserGuest): Promise<readonly string[]> {
    const name = namedOf(person);
    const { codes, hashes } = newRecoveryCodes(this.#parts.random);
    const pending = (await this.#parts.administrators.get(name))?.pendingTotp ?? null;
    const isRight =
      pending !== null && (await this.#parts.secondFactors.use(name, { totp: pending, recovery: [] }, code));
    if (!isRight) throw this.#parts.entrance.failed('invitation', guest.address);
    await this.#change(name, (record) => {
      if (record.pendingTotp !== pending) throw notThere(name);
      return { ...record, totp: pending, pendingTotp: null, recovery: hashes };
    });
    await this.#onlyThisSession(person, 'second factor set');
    return codes;
  }

  /** In the order in which they were made. */
  async passkeys(person: Person): Promise<readonly (Passkey & { readonly lastUsedAt: number | null })[]> {
    const { administrators, passkeys } = this.#parts;
    const name = namedOf(person);
    const record = await administrators.get(name);
    return Promise.all(
      (record?.passkeys ?? []).map(async (one) => ({ ...one, lastUsedAt: await passkeys.lastUse(name, one) })),
    );
  }

  async hasAnybodyPasskeys(): Promise<boolean> {
    return [...(await this.#parts.administrators.all()).values()].some((one) => (one?.passkeys.length ?? 0) > 0);
  }

  /** The name that passkeys are good for where the browser is. */
  passkeyPlace(origin: string): ReturnType<Passkeys['lookAt']> {
    return this.#parts.passkeys.lookAt(origin);
  }

  /** Throws a Problem. */
  async beginPasskey(person: Person, { origin }: BrowserGuest): ReturnType<Passkeys['beginMaking']> {
    return this.#parts.passkeys.beginMaking(namedOf(person), origin);
  }

  /** Throws a Problem. */
  async addPasskey(person: Person, made: MadePasskey, { origin, address }: BrowserGuest): Promise<Passkey> {
    const { passkeys, entrance } = this.#parts;
    const name = namedOf(person);
    const passkey = await passkeys.made(name, made, origin);
    if (passkey === null) throw entrance.failed('passkey', address);
    const most = bounds.admin.passkeys;
    await this.#change(name, (record) => {
      if (record.passkeys.length >= most)
        throw new Problem('too-many', { what: 'passkeys', most }, 'Remove one that you do not use.');
      return { ...record, passkeys: [...record.passkeys, passkey] };
    });
    await this.#onlyThisSession(person, { created: { passkey: passkey.name, of: passkey.rpId } });
    return passkey;
  }

  /** Throws a Problem. */
  async renamePasskey(person: Person, id: string, called: string): Promise<void> {
    const name = namedOf(person);
    await this.#change(name, (record) => {
      found(record, id);
      return { ...record, passkeys: record.passkeys.map((one) => (one.id === id ? { ...one, name: called } : one)) };
    });
    await this.#parts.note(person.actor, person.actor, { set: { passkey: called } });
  }

  /** The last factor stays where one is needed, and the last way in: who lost it is invited anew. Throws a Problem. */
  async removePasskey(person: Person, id: string): Promise<void> {
    const { passkeys, settings } = this.#parts;
    const name = namedOf(person);
    let removed = '';
    await this.#change(name, (record) => {
      removed = found(record, id).name;
      const without = { ...record, passkeys: record.passkeys.filter((one) => one.id !== id) };
      if (record.verifier === null && !without.passkeys.some(({ verifies }) => verifies))
        throw new Problem('wrong-kind', { why: 'last-way-in' }, 'Add another passkey first.');
      if (!hasSecondFactor(without) && settings.signIn.secondFactor !== 'offered')
        throw new Problem('wrong-kind', { why: 'last-factor' }, 'Set up an app or another passkey first.');
      return without;
    });
    await passkeys.forget(name, [id]);
    await this.#onlyThisSession(person, { deleted: { passkey: removed } });
  }

  /** Their other sessions end, and what they did is noted. */
  async #onlyThisSession({ actor, session }: Person, deed: unknown): Promise<void> {
    await this.#parts.sessions.endAll(actor, session.id);
    await this.#parts.note(actor, actor, deed);
  }

  #change(name: string, make: (record: AdministratorRecord) => AdministratorRecord): Promise<void> {
    return this.#parts.administrators.change(name, (known) => {
      const record = known.get(name) ?? null;
      if (record === null) throw notThere(name);
      return make(record);
    });
  }
}

function found({ passkeys }: AdministratorRecord, id: string): Passkey {
  const passkey = passkeys.find((one) => one.id === id);
  if (passkey === undefined)
    throw new Problem(
      'not-found',
      { what: 'passkey', id: id.slice(0, bounds.admin.wordShown) },
      'GET /api/v1/me/passkeys lists them.',
    );
  return passkey;
}
