/** Bearer tokens for the HTTP API over TCP. Only SHA-256 hashes of 32 random octets are kept, sealed like every secret, under `token:<name>`. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../base/random.ts';
import type { Secrets } from './secrets.ts';

const PREFIX = 'token:';
const TOKEN_BYTES = 32;
/** Each check compares with all: this many are plenty for people and scripts. */
export const mostTokens = 100;

export interface Tokens {
  /** Makes one and tells it, once. */
  create(name: string): Promise<string>;
  delete(name: string): Promise<boolean>;
  names(): Promise<readonly string[]>;
  /** The name of the token, or null. Time does not depend on which one it is or how much of it is right. */
  check(token: string): Promise<string | null>;
}

export function createTokens(secrets: Secrets, random: Random): Tokens {
  let cache: Promise<ReadonlyMap<string, Buffer>> | null = null;
  const load = async (): Promise<ReadonlyMap<string, Buffer>> => {
    const hashes = new Map<string, Buffer>();
    for (const name of await secrets.names())
      if (name.startsWith(PREFIX)) {
        const hex = await secrets.read(name);
        if (hex !== null) hashes.set(name.slice(PREFIX.length), Buffer.from(hex, 'hex'));
      }
    return hashes;
  };
  const hashes = (): Promise<ReadonlyMap<string, Buffer>> => {
    cache ??= load().catch((error: unknown) => {
      cache = null;
      throw error;
    });
    return cache;
  };
  return {
    async create(name) {
      const token = Buffer.from(random.bytes(TOKEN_BYTES)).toString('base64url');
      await secrets.put(PREFIX + name, hash(token).toString('hex'));
      cache = null;
      return token;
    },
    async delete(name) {
      if (!(await hashes()).has(name)) return false;
      await secrets.delete(PREFIX + name);
      cache = null;
      return true;
    },
    async names() {
      return [...(await hashes()).keys()].sort();
    },
    async check(token) {
      const presented = hash(token);
      let found: string | null = null;
      for (const [name, known] of await hashes())
        if (known.length === presented.length && timingSafeEqual(known, presented)) found = name;
      return found;
    },
  };
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
