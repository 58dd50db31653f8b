/**
 * Password verifiers as PHC strings: `$argon2id$v=19$m=..,t=..,p=..$salt$hash` (RFC 9106). Costs are in the string, so older ones
 * keep working after the costs here are raised.
 */
import { bounds } from './bounds.ts';
import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from './random.ts';

/** OWASP's recommendation for argon2id; about 20 ms of one core, off the main thread. */
const COSTS = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * Makes the verifier of a password. Runs in the thread pool.
 * @param sibling a verifier of the same login name: its salt is taken, so that one derivation tries the password against both.
 */
export async function hashPassword(password: string, random: Random, sibling: string | null = null): Promise<string> {
  const shared = sibling === null ? null : parse(sibling);
  const salt = shared !== null && hasOurCosts(shared) ? shared.salt : random.bytes(SALT_BYTES);
  const hash = await derive(password, salt, COSTS.memoryKib, COSTS.passes, COSTS.parallelism, HASH_BYTES);
  const { memoryKib, passes, parallelism } = COSTS;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Whether the password made the verifier; constant time in the hash. A verifier that is not argon2id v=19 matches nothing. */
export async function verifyPassword(password: string, verifier: string): Promise<boolean> {
  const [fits] = await verifyPasswords(password, [verifier]);
  return fits === true;
}

/** The same for several, in their order. Those that share salt and costs are answered by one derivation. */
export async function verifyPasswords(password: string, verifiers: readonly string[]): Promise<readonly boolean[]> {
  const made = new Map<string, Buffer>();
  const answers: boolean[] = [];
  for (const verifier of verifiers) {
    const parts = parse(verifier);
    if (parts === null) {
      answers.push(false);
      continue;
    }
    const { memoryKib, passes, parallelism, salt, hash } = parts;
    const key = [memoryKib, passes, parallelism, hash.length, base64(salt)].join(' ');
    const derived = made.get(key) ?? (await derive(password, salt, memoryKib, passes, parallelism, hash.length));
    made.set(key, derived);
    answers.push(timingSafeEqual(derived, hash));
  }
  return answers;
}

interface Verifier {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

function parse(verifier: string): Verifier | null {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/u.exec(
      verifier,
    );
  if (!match) return null;
  const [, memory, passes, parallelism, salt = '', hash = ''] = match;
  if (Number(memory) > bounds.base.passwordMemory || Number(passes) > bounds.base.passwordPasses) return null;
  return {
    memoryKib: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

const hasOurCosts = ({ memoryKib, passes, parallelism, salt, hash }: Verifier): boolean =>
  memoryKib === COSTS.memoryKib &&
  passes === COSTS.passes &&
  parallelism === COSTS.parallelism &&
  salt.length === SALT_BYTES &&
  hash.length === HASH_BYTES;

function derive(
  password: string,
  nonce: Uint8Array,
  memory: number,
  passes: number,
  parallelism: number,
  tagLength: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message: Buffer.from(password, 'utf8'), nonce, memory, passes, parallelism, tagLength },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}

const base64 = (octets: Uint8Array): string => Buffer.from(octets).toString('base64').replaceAll('=', '');
