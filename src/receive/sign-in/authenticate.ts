/**
 * From name and password to a mailbox. Promises: the same answer in text and time for a wrong password and an unknown name (one
 * argon2id each, also where the password is kept sealed for CRAM-MD5); what is switched off is told only after the right password; guessing slows down per account and address, and per
 * address. Credentials of one login name made with one salt cost one argon2id together; older ones cost one each.
 * The password is taken as the octets that were sent: nothing is cut off, folded or normalized.
 */
import { bounds } from '../../base/bounds.ts';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { memoryOf } from '../../base/collections/memory.ts';
import type { Clock } from '../../base/clock.ts';
import { hashPassword, verifyPassword, verifyPasswords } from '../../base/password-verifier.ts';
import type { Random } from '../../base/random.ts';
import type { Credential, MailboxAccount, SecretName } from '../../directory/objects.ts';
import { credentialSecret, isSealed } from '../../directory/sealed-credential.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import { limitsFor } from '../../policy/limits.ts';
import type { SignInOff } from '../../mail/reason.ts';
import { signInSwitchedOff } from '../../policy/ingress/submission.ts';
import { AuthDelays } from './auth-delays.ts';

/** Why a sign-in is wrong: for the operator alone, the peer is told the same whatever it is. */
type Wrong = 'wrong-password' | 'no-such-name' | 'hashed-and-cram' | 'other-identity';

export type SignIn =
  | { readonly kind: 'signed-in'; readonly mailbox: MailboxAccount; readonly credential: Credential }
  | { readonly kind: 'wrong'; readonly why: Wrong }
  | { readonly kind: 'locked'; readonly by: 'account' | 'address' }
  | { readonly kind: 'switched-off'; readonly off: SignInOff; readonly credential: Credential }
  | { readonly kind: 'busy' }
  /** A sealed password cannot be had: the store is away, or the key file is another. */
  | { readonly kind: 'unreadable' };

/** The password, or what CRAM-MD5 makes of it (RFC 2195): hex, lower case. */
export type Proof = { readonly password: string } | { readonly challenge: string; readonly digest: string };

export interface SignInAttempt {
  readonly username: string;
  readonly proof: Proof;
  /** SASL's authorization identity; only one's own is allowed. */
  readonly authorization: string;
  readonly clientAddress: string;
}

/** Passwords that are kept sealed, by the name they are kept under. */
export type ReadSecret = (name: SecretName) => Promise<string | null>;

/** Read where a name has no sealed password, so that CRAM-MD5 takes as long for it. */
const NOBODYS_SECRET = 'credential:nobody';

export class Authenticator {
  readonly #directory: LiveDirectory;
  readonly #clock: Clock;
  readonly #readSecret: ReadSecret;
  readonly #delays: AuthDelays;
  /**
   * Keyed by a keyed hash over credential, verifier and password: none of them is kept. A change of the directory need not clear it: what it finds is
   * looked for among the credentials of the moment, and a password that was set anew has another verifier.
   */
  readonly #verified = memoryOf<string, number>(bounds.receive.verifiedKept);
  readonly #cacheKey: Uint8Array;
  /** The hash that an unknown name's password is compared with. */
  readonly #decoy: Promise<string>;
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(directory: LiveDirectory, clock: Clock, random: Random, readSecret: ReadSecret) {
    this.#directory = directory;
    this.#readSecret = readSecret;
    this.#clock = clock;
    this.#delays = new AuthDelays(clock);
    this.#cacheKey = random.bytes(32);
    this.#decoy = hashPassword('a password nobody has', random);
    this.#decoy.catch(() => {}); // whoever awaits it hears of it
  }

  async signIn(attempt: SignInAttempt): Promise<SignIn> {
    const { username, clientAddress } = attempt;
    const locked = this.#delays.waiting(username, clientAddress);
    if (locked !== null) return { kind: 'locked', by: locked };
    if (this.#cached(attempt) !== null) return this.#try(attempt);
    if (this.#queue.length >= bounds.receive.signInsWaiting) return { kind: 'busy' };
    return this.#hashing(async () => {
      // Others of this name or address may have failed while this one waited for its turn.
      const meanwhile = this.#delays.waiting(username, clientAddress);
      return meanwhile === null ? this.#try(attempt) : { kind: 'locked', by: meanwhile };
    });
  }

  async #try(attempt: SignInAttempt): Promise<SignIn> {
    const { username, clientAddress } = attempt;
    const right = this.#delays.begin(username, clientAddress, limitsFor(this.#directory.current)('authDelayLongest'));
    const match = this.#cached(attempt) ?? (await this.#match(attempt));
    if (match === 'unreadable') return { kind: 'unreadable' };
    const credential = match;
    const view = this.#directory.current;
    if (credential === null) return { kind: 'wrong', why: this.#whyWrong(attempt) };
    if (!speaksForItself(attempt, view.get('mailbox', credential.mailboxId)))
      return { kind: 'wrong', why: 'other-identity' };
    right();
    return admitted(view, credential);
  }

  #whyWrong({ username, proof }: SignInAttempt): Wrong {
    const known = this.#credentials(username);
    if (known.length === 0) return 'no-such-name';
    return 'password' in proof || known.some(isSealed) ? 'wrong-password' : 'hashed-and-cram';
  }

  #credentials(username: string): readonly Credential[] {
    return this.#directory.current.credentialsFor(username).slice(0, bounds.receive.sharedLogins);
  }

  /** The credential whose password this was lately. */
  #cached({ username, proof }: SignInAttempt): Credential | null {
    if (!('password' in proof)) return null;
    const { password } = proof;
    return this.#credentials(username).find((credential) => this.#isCached(credential, password)) ?? null;
  }

  async #match({ username, proof }: SignInAttempt): Promise<Credential | 'unreadable' | null> {
    const credentials = this.#credentials(username);
    const sealed = credentials.filter(isSealed);
    if (!('password' in proof))
      return this.#bySecret(sealed, (secret) => sameHex(cramDigest(secret, proof.challenge), proof.digest));
    const { password } = proof;
    const hashed = credentials.filter((credential) => !isSealed(credential));
    // One argon2id whatever is kept: a secret is read while it runs.
    const [fits, bySecret] = await Promise.all([
      hashed.length === 0
        ? this.#decoy.then((decoy) => verifyPassword(password, decoy)).then(() => [])
        : verifyPasswords(
            password,
            hashed.map((credential) => credential.verifier),
          ),
      sealed.length === 0 ? null : this.#bySecret(sealed, (secret) => sameText(secret, password)),
    ]);
    const byHash = preferred(hashed.filter((_, index) => fits[index] === true));
    const found = byHash ?? bySecret;
    if (found === 'unreadable' || found === null) return found;
    this.#verified.set(this.#keyOf(found, password), this.#clock.monotonic());
    return found;
  }

  /** The sealed credential whose password proves right. */
  async #bySecret(
    sealed: readonly Credential[],
    isRight: (secret: string) => boolean,
  ): Promise<Credential | 'unreadable' | null> {
    const names = sealed.map((credential) => credentialSecret(credential.id));
    let secrets: readonly (string | null)[];
    try {
      secrets = await Promise.all((names.length === 0 ? [NOBODYS_SECRET] : names).map(this.#readSecret));
    } catch {
      return 'unreadable';
    }
    // All of them, lest the time tell which one it was.
    const right = sealed.filter((_, index) => isRight(secrets[index] ?? '') && secrets[index] != null);
    return preferred(right);
  }

  #isCached(credential: Credential, password: string): boolean {
    const at = this.#verified.get(this.#keyOf(credential, password));
    return at !== undefined && this.#clock.monotonic() - at < bounds.receive.verifiedLife;
  }

  #keyOf(credential: Credential, password: string): string {
    return createHmac('sha256', this.#cacheKey)
      .update(`${credential.id}\n${credential.verifier}\n`)
      .update(password)
      .digest('base64');
  }

  /** Runs one attempt's hashing when it is its turn. */
  async #hashing<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= bounds.receive.hashesAtOnce) await new Promise<void>((resolve) => this.#queue.push(resolve));
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

/** The password was right: may it be used? */
export function admitted(view: DirectoryView, credential: Credential): SignIn {
  const mailbox = view.get('mailbox', credential.mailboxId);
  const off = signInSwitchedOff(view.get('organization', credential.organizationId), mailbox, credential);
  if (off !== null || mailbox === null) return { kind: 'switched-off', off: off ?? 'mailbox-gone', credential };
  return { kind: 'signed-in', mailbox, credential };
}

/** One that may be used before one that may not. */
export const preferred = (matching: readonly Credential[]): Credential | null =>
  matching.find((credential) => credential.enabled) ?? matching[0] ?? null;

/** RFC 2195 §2. MD5 is what the device speaks; nothing is stored by it. */
const cramDigest = (secret: string, challenge: string): string =>
  createHmac('md5', secret).update(challenge).digest('hex');

const sameHex = (ours: string, theirs: string): boolean =>
  ours.length === theirs.length && timingSafeEqual(Buffer.from(ours), Buffer.from(theirs));

/** In a time that tells neither length nor place of the difference. */
const sameText = (ours: string, theirs: string): boolean => {
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(ours), digest(theirs));
};

/** RFC 4616 §2: acting for somebody else is not offered (one's own name, or the mailbox's address, is not somebody else). */
function speaksForItself({ authorization, username }: SignInAttempt, mailbox: MailboxAccount | null): boolean {
  const wanted = authorization.toLowerCase();
  return wanted === '' || wanted === username.toLowerCase() || wanted === mailbox?.address.toLowerCase();
}
