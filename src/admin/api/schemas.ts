/** Query and answer forms that several routes share. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { parseDuration } from '../../config/values.ts';
import { problemForm } from '../contracts/problems.ts';

export const organizationQuery = z.strictObject({
  organization: z
    .string()
    .max(bounds.admin.organizationGiven)
    .optional()
    .meta({ description: 'Name or id; absent: the default organization; lists also take * for all' }),
});

export const nameParams = z.object({
  name: z.string().min(1).max(bounds.admin.nameGiven).meta({ description: 'Id or natural name' }),
});

/** An answer of another type than plain JSON. */
interface TypedAnswer {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType<unknown> }>>;
}
type AnyAnswer = z.ZodType<unknown> | TypedAnswer;

const problem: TypedAnswer = {
  description: 'What is wrong, and what to do about it',
  content: { 'application/problem+json': { schema: problemForm } },
};
const problems = { '4xx': problem, '5xx': problem };

/** What OpenAPI shows as answer; `status` of success, and problems. */
export function answers(success: z.ZodType<unknown> | TypedAnswer, status = 200): Record<string, AnyAnswer> {
  return { [String(status)]: success, ...problems };
}

/** An answer that is no JSON, for OpenAPI. */
export const textAnswer = (type: string, description: string): TypedAnswer => ({
  description,
  content: { [type]: { schema: z.string() } },
});

export const itemView = z.looseObject({ id: z.string(), kind: z.string() });
export const itemAnswer = z.object({ item: itemView, warnings: z.array(z.string()).optional() });
export const listAnswer = z.object({ items: z.array(itemView), revision: z.int() });

/** A time as people and programs write it: ms since 1970, ISO 8601, or how long ago (`2h`, `7d`). */
export const timeText = z
  .union([z.string().max(bounds.admin.idGiven), z.number()])
  .meta({ description: 'ms since 1970, ISO 8601, or how long ago: 2h, 7d' });

/** null: not understood. */
export function parseTime(value: string | number, now: number): number | null {
  if (typeof value === 'number') return value;
  if (/^\d{10,16}$/u.test(value)) return Number(value);
  const ago = parseDuration(value);
  if (ago !== null) return now - ago;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

const NO_CURSOR = 'no place in a list: take it from the answer before, as it was given';

/** The cursor of the next page: a number, as the page before gave it. */
export const numberCursor = z
  .string()
  .regex(/^\d{1,16}$/u, NO_CURSOR)
  .refine((text) => Number.isSafeInteger(Number(text)), NO_CURSOR);

/** The same, of two numbers: `12.0`. */
export const pairCursor = z
  .string()
  .regex(/^\d{1,16}\.\d{1,16}$/u, NO_CURSOR)
  .refine((text) => text.split('.').every((part) => Number.isSafeInteger(Number(part))), NO_CURSOR);

/** Query strings are text: `true`, `1`, `yes`. */
export const flagText = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((text) => text === 'true' || text === '1' || text === 'yes');

export const countText = (largest: number, standard: number) =>
  z.coerce.number().int().min(1).max(largest).default(standard);
