/**
 * Passkeys of administrators: made by who is signed in, and shown to sign in, alone where the authenticator asks who holds it, else beside the
 * password. Promises: each challenge is taken once, within minutes, by the page it was made for; of two uses with one counter one is let in; a
 * passkey is good for the name that it was made under, and for no other.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import type { Clock } from '../../../base/clock.ts';
import type { Random } from '../../../base/random.ts';
import type { Settings } from '../../../config/settings.ts';
import { NoteConflict, type Store } from '../../../store/store.ts';
import { isLoopback } from '../../http/client.ts';
import { Problem } from '../../http/problem.ts';
import type { AdministratorRecord, Passkey } from '../administrator-record.ts';
import type { Administrators } from '../administrators.ts';
import { newSecret } from '../one-time.ts';
import { Tickets } from '../tickets.ts';
import {
  type MadeResponse,
  madePasskey,
  optionsToMake,
  type PasskeyPlace,
  provenCounter,
  type ShownResponse,
} from './webauthn.ts';

const BOOK = 'admin-sign-in';

const asked = z.object({ challenge: z.string(), origin: z.string(), makes: z.string().nullable() });
const kept = z.object({ version: z.literal(1), counter: z.number(), usedAt: z.number().nullable() });

/** A passkey, as a browser shows that somebody holds it. */
export interface ShownPasskey {
  readonly ticket: string;
  readonly response: ShownResponse;
}

export interface MadePasskey {
  readonly ticket: string;
  readonly response: MadeResponse;
  readonly name: string;
}

interface Parts {
  readonly administrators: Administrators;
  readonly store: Pick<Store, 'notes'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  readonly settings: Pick<Settings, 'http'>;
}

interface Holder {
  readonly name: string;
  readonly passkey: Passkey;
}

export class Passkeys {
  readonly #parts: Parts;
  readonly #tickets: Tickets<z.output<typeof asked>>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#tickets = new Tickets(parts, 'passkey', asked, bounds.admin.passkeyLife);
  }

  /** The name that passkeys are good for where the browser is. Throws a Problem where there is none. */
  placeOf(origin: string): PasskeyPlace {
    const at = this.lookAt(origin);
    if ('rpId' in at) return at;
    const { instead } = at;
    if (instead === null)
      throw new Problem(
        'no-passkeys-here',
        { why: 'no-name' },
        'Set http.url in doorpost.yaml to a name, and open that.',
      );
    throw new Problem('no-passkeys-here', { why: 'other-address', address: instead }, `Open ${instead}.`);
  }

  /** `instead`: the address to open; null: this server has no name. */
  lookAt(origin: string): PasskeyPlace | { readonly instead: string | null } {
    return placeOf(this.#parts.settings.http.url, origin);
  }

  /** Of somebody's passkeys those that are good where the browser is. */
  goodHere({ passkeys }: Pick<AdministratorRecord, 'passkeys'>, origin: string): readonly Passkey[] {
    const at = this.lookAt(origin);
    return 'rpId' in at ? passkeys.filter(({ rpId }) => rpId === at.rpId) : [];
  }

  /** Whose they are is told by what is shown. Throws a Problem. */
  ask(origin: string): { readonly ticket: string; readonly challenge: string; readonly rpId: string } {
    const { rpId } = this.placeOf(origin);
    const challenge = newSecret(this.#parts.random);
    return { ticket: this.#tickets.make({ challenge, origin, makes: null }), challenge, rpId };
  }

  /** The administrator whose it is; null: it does not hold. @param mustVerify it stands alone. Throws a Problem. */
  async shown({ ticket, response }: ShownPasskey, origin: string, mustVerify: boolean): Promise<string | null> {
    const place = this.placeOf(origin);
    const question = this.#tickets.take(ticket);
    if (question === null || question.makes !== null || question.origin !== origin) return null;
    const found = await this.#holder(response.id);
    if (found === null || found.passkey.rpId !== place.rpId) return null;
    const isProven = await this.#count(found, (counter) =>
      provenCounter(place, question.challenge, response, { passkey: found.passkey, counter, mustVerify }),
    );
    return isProven ? found.name : null;
  }

  /** One use more: that it was used is kept before anybody is let in. */
  async #count({ name, passkey }: Holder, prove: (counter: number) => Promise<number | null>): Promise<boolean> {
    const { notes } = this.#parts.store;
    const key = keyOf(name, passkey.id);
    const note = await notes.get(BOOK, key);
    const before = kept.safeParse(note?.value);
    // A note that cannot be read says that it was used, and not how often.
    if (note !== null && !before.success) return false;
    const counter = await prove(before.data?.counter ?? 0);
    if (counter === null) return false;
    const value = { version: 1, counter, usedAt: this.#parts.clock.now() };
    try {
      await notes.put(BOOK, [{ key, value, expected: note?.version ?? 0 }]);
      return true;
    } catch (error) {
      if (error instanceof NoteConflict) return false;
      throw error;
    }
  }

  /** Throws a Problem. */
  async beginMaking(name: string, origin: string) {
    return this.#question(name, origin, (await this.#parts.administrators.get(name))?.passkeys ?? [], false);
  }

  /** Of who is invited: those of before go, and no password is beside it. Throws a Problem. */
  beginFirst(name: string, origin: string) {
    return this.#question(name, origin, [], true);
  }

  #question(name: string, origin: string, known: readonly Passkey[], isAlone: boolean) {
    const place = this.placeOf(origin);
    const challenge = newSecret(this.#parts.random);
    const handle = createHash('sha256').update(`${place.rpId}\n${name}`).digest('base64url');
    const options = optionsToMake(place, { name, handle }, challenge, known, isAlone);
    return { ticket: this.#tickets.make({ challenge, origin, makes: name }), options };
  }

  /** null: it does not hold. Throws a Problem. */
  async made(name: string, { ticket, response, name: called }: MadePasskey, origin: string): Promise<Passkey | null> {
    const place = this.placeOf(origin);
    const question = this.#tickets.take(ticket);
    if (question === null || question.makes !== name || question.origin !== origin) return null;
    const found = await madePasskey(place, question.challenge, response);
    if (found === null || (await this.#holder(found.id)) !== null) return null;
    const { counter, ...facts } = found;
    const value = { version: 1, counter, usedAt: null };
    const key = keyOf(name, found.id);
    const note = await this.#parts.store.notes.get(BOOK, key);
    await this.#parts.store.notes.put(BOOK, [{ key, value, expected: note?.version ?? 0 }]);
    return { ...facts, name: called, createdAt: this.#parts.clock.now() };
  }

  /** null: not used yet. */
  async lastUse(name: string, { id }: Passkey): Promise<number | null> {
    const note = await this.#parts.store.notes.get(BOOK, keyOf(name, id));
    return kept.safeParse(note?.value).data?.usedAt ?? null;
  }

  async forget(name: string, ids: readonly string[]): Promise<void> {
    await this.#parts.store.notes.delete(
      BOOK,
      ids.map((id) => keyOf(name, id)),
    );
  }

  async #holder(id: string): Promise<Holder | null> {
    for (const [name, record] of await this.#parts.administrators.all()) {
      const passkey = record?.passkeys.find((one) => one.id === id);
      if (passkey !== undefined) return { name, passkey };
    }
    return null;
  }
}

/** Ids of credentials may be long. */
const keyOf = (name: string, id: string): string => `passkey:${name}:${createHash('sha256').update(id).digest('hex')}`;

/** A name, never an address: no browser takes one (Web Authentication §5.1.2). `instead`: the address to open; null: there is no name. */
function placeOf(url: string | null, origin: string): PasskeyPlace | { readonly instead: string | null } {
  const at = URL.parse(origin);
  const named = url === null ? null : new URL(url);
  const isName = (hostname: string): boolean => isIP(hostname.replace(/^\[|\]$/gu, '')) === 0;
  if (named !== null && isName(named.hostname))
    return origin === named.origin ? { rpId: named.hostname, origin } : { instead: named.origin };
  if (at !== null && isName(at.hostname)) return { rpId: at.hostname, origin };
  if (at === null || !isLoopback(at.hostname.replace(/^\[|\]$/gu, ''))) return { instead: null };
  return { instead: `${at.protocol}//localhost${at.port === '' ? '' : `:${at.port}`}` };
}
