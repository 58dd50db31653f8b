/**
 * Password verifiers as PHC strings: `$argon2id$v=19$m=..,t=..,p=..$salt$hash` (RFC 9106). Costs are in the string, so older ones
 * keep working after the costs here are raised.
 */
import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from './random.ts';

/** OWASP's recommendation for argon2id; about 20 ms of one core, off the main thread. */
const COSTS = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Verifiers come from our own store, but a restored or edited one must not take the machine's memory. */
const MOST_MEMORY_KIB = 1_048_576;
const MOST_PASSES = 64;

/** Makes the verifier of a password. Runs in the thread pool. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random.bytes(SALT_BYTES);
  const hash = await derive(password, salt, COSTS.memoryKib, COSTS.passes, COSTS.parallelism, HASH_BYTES);
  const { memoryKib, passes, parallelism } = COSTS;
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`;
}

/** Whether the password made the verifier; constant time in the hash. A verifier that is not argon2id v=19 matches nothing. */
export async function verifyPassword(password: string, verifier: string): Promise<boolean> {
  const match =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/u.exec(
      verifier,
    );
  if (!match) return false;
  const [, memory, passes, parallelism, salt, expected] = match;
  if (Number(memory) > MOST_MEMORY_KIB || Number(passes) > MOST_PASSES) return false;
  const wanted = Buffer.from(expected ?? '', 'base64');
  const made = await derive(
    password,
    Buffer.from(salt ?? '', 'base64'),
    Number(memory),
    Number(passes),
    Number(parallelism),
    wanted.length,
  );
  return timingSafeEqual(made, wanted);
}

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
