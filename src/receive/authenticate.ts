/**
 * Who signs in? Name and password to a mailbox. Promises: the same answer in text and time for a wrong password and an unknown name (one
 * argon2id each); what is switched off is told only after the right password; guessing slows down per account and address, and per
 * address. Credentials of one login name made with one salt cost one argon2id together; older ones cost one each.
 * The password is taken as the octets that were sent: nothing is cut off, folded or normalized.
 */
import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import { hashPassword, verifyPassword, verifyPasswords } from '../base/password-verifier.ts';
import type { Random } from '../base/random.ts';
import type { Credential, MailboxAccount } from '../mail/directory.ts';
import type { LiveDirectory } from '../policy/directory-view.ts';
import { limitsFor } from '../policy/limits.ts';
import { signInSwitchedOff } from '../policy/submission.ts';
import { AuthDelays } from './auth-delays.ts';

export type SignIn =
  | { readonly kind: 'signed-in'; readonly mailbox: MailboxAccount; readonly credential: Credential }
  | { readonly kind: 'wrong'; readonly cause: string }
  | { readonly kind: 'locked'; readonly by: 'account' | 'address' }
  | { readonly kind: 'switched-off'; readonly reason: string; readonly credential: Credential }
  | { readonly kind: 'busy' };

export interface Attempt {
  readonly username: string;
  readonly password: string;
  /** SASL's authorization identity; only one's own is allowed. */
  readonly authorization: string;
  readonly clientAddress: string;
}

/** Each hash takes about 20 ms and 19 MiB in the thread pool, which the disk needs too. */
const CONCURRENT_HASHES = 2;
/** Waiting sign-ins beyond this are told to come again: about 5 s of work. */
const MOST_WAITING = 250;
/** Credentials that may share a login name. */
const MOST_SHARED = 20;
const CACHE_ENTRIES = 2_000;
/** A device that sends a page a minute costs one hash an hour. */
const CACHE_MS = 3_600_000;

export class Authenticator {
  readonly #directory: LiveDirectory;
  readonly #clock: Clock;
  readonly #delays: AuthDelays;
  /** Keyed by a keyed hash over verifier and password: neither is kept. */
  readonly #verified = new LRUCache<string, number>({ max: CACHE_ENTRIES });
  readonly #cacheKey: Uint8Array;
  /** What an unknown name's password is held against. */
  readonly #decoy: Promise<string>;
  #running = 0;
  readonly #queue: (() => void)[] = [];
  readonly #unsubscribe: () => void;

  constructor(directory: LiveDirectory, clock: Clock, random: Random) {
    this.#directory = directory;
    this.#clock = clock;
    this.#delays = new AuthDelays(clock);
    this.#cacheKey = random.bytes(32);
    this.#decoy = hashPassword('a password nobody has', random);
    this.#decoy.catch(() => {}); // whoever awaits it hears of it
    this.#unsubscribe = directory.onChange(() => this.#verified.clear());
  }

  close(): void {
    this.#unsubscribe();
  }

  async signIn(attempt: Attempt): Promise<SignIn> {
    const { username, clientAddress } = attempt;
    const locked = this.#delays.waiting(username, clientAddress);
    if (locked !== null) return { kind: 'locked', by: locked };
    if (this.#cached(attempt) !== null) return this.#try(attempt);
    if (this.#queue.length >= MOST_WAITING) return { kind: 'busy' };
    return this.#hashing(async () => {
      // Others of this name or address may have failed while this one waited for its turn.
      const meanwhile = this.#delays.waiting(username, clientAddress);
      return meanwhile === null ? this.#try(attempt) : { kind: 'locked', by: meanwhile };
    });
  }

  async #try(attempt: Attempt): Promise<SignIn> {
    const { username, clientAddress } = attempt;
    const right = this.#delays.begin(username, clientAddress, limitsFor(this.#directory.current)('authDelayLongest'));
    const credential = this.#cached(attempt) ?? (await this.#match(attempt));
    const view = this.#directory.current;
    if (credential === null) return { kind: 'wrong', cause: 'wrong name or password' };
    if (!speaksForItself(attempt, view.get('mailbox', credential.mailboxId)))
      return { kind: 'wrong', cause: 'authorization identity of another' };
    right();
    const mailbox = view.get('mailbox', credential.mailboxId);
    const reason = signInSwitchedOff(view.get('organization', credential.organizationId), mailbox, credential);
    if (reason !== null || mailbox === null)
      return { kind: 'switched-off', reason: reason ?? 'the mailbox does not exist any more', credential };
    return { kind: 'signed-in', mailbox, credential };
  }

  #credentials(username: string): readonly Credential[] {
    return this.#directory.current.credentialsFor(username).slice(0, MOST_SHARED);
  }

  /** The credential whose password this was lately. */
  #cached({ username, password }: Attempt): Credential | null {
    return this.#credentials(username).find((credential) => this.#isCached(credential, password)) ?? null;
  }

  async #match({ username, password }: Attempt): Promise<Credential | null> {
    const credentials = this.#credentials(username);
    if (credentials.length === 0) {
      await verifyPassword(password, await this.#decoy);
      return null;
    }
    const results = await verifyPasswords(
      password,
      credentials.map((credential) => credential.verifier),
    );
    const matching = credentials.filter((_, index) => results[index] === true);
    // One that may be used before one that may not.
    const found = matching.find((credential) => credential.enabled) ?? matching[0] ?? null;
    if (found !== null) this.#verified.set(this.#keyOf(found, password), this.#clock.monotonic());
    return found;
  }

  #isCached(credential: Credential, password: string): boolean {
    const at = this.#verified.get(this.#keyOf(credential, password));
    return at !== undefined && this.#clock.monotonic() - at < CACHE_MS;
  }

  #keyOf(credential: Credential, password: string): string {
    return createHmac('sha256', this.#cacheKey)
      .update(`${credential.id}\n${credential.verifier}\n`)
      .update(password)
      .digest('base64');
  }

  /** Runs one attempt's hashing when it is its turn. */
  async #hashing<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= CONCURRENT_HASHES) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      // The place is handed on, not given up and taken again.
      const next = this.#queue.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}

/** RFC 4616 §2: acting for somebody else is not offered (one's own name, or the mailbox's address, is not somebody else). */
function speaksForItself({ authorization, username }: Attempt, mailbox: MailboxAccount | null): boolean {
  const wanted = authorization.toLowerCase();
  return wanted === '' || wanted === username.toLowerCase() || wanted === mailbox?.address.toLowerCase();
}
