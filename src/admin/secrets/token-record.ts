/** A token as it is kept: the hash, never the token, and what it may. Pure. */
import { z } from 'zod';
import type { ObjectId } from '../../base/id.ts';
import { administratorRoles, type GrantedRight } from '../../mail/doors/caller.ts';

export interface TokenRecord extends GrantedRight {
  /** SHA-256, in hex. */
  readonly hash: string;
  /** null: made before the time was kept. */
  readonly createdAt: number | null;
  /** null: made before that was kept. */
  readonly createdBy: string | null;
}

const kept = z.object({
  version: z.literal(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
  createdAt: z.number(),
  createdBy: z.string(),
  role: z.enum(administratorRoles),
  organizations: z.array(z.string()).nullable(),
  content: z.boolean(),
  expiresAt: z.number().nullable(),
});

/** A release that knows no roles finds no hash in it, and lets nobody in by it: a narrow token never becomes one for everything. */
export const writtenToken = (record: TokenRecord): string => JSON.stringify({ version: 1, ...record });

/** null: a later release wrote it, or it is damaged; it lets nobody in. */
export function readToken(text: string): TokenRecord | null {
  const [, hash, at] = /^([0-9a-f]{64})(?: (\d+))?$/u.exec(text) ?? [];
  // Before there were roles a token was for everything: `hash`, later `hash time`.
  if (hash !== undefined)
    return {
      ...{ hash, createdAt: at === undefined ? null : Number(at), createdBy: null },
      ...{ role: 'global-administrator', organizations: null, content: true, expiresAt: null },
    };
  try {
    const { version: _, organizations, ...record } = kept.parse(JSON.parse(text));
    return { ...record, organizations: organizations as readonly ObjectId[] | null };
  } catch {
    return null;
  }
}
