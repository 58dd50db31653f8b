/** Parameters and parts of answers that several operations share. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';

export const organizationField = z
  .string()
  .max(bounds.admin.organizationGiven)
  .optional()
  .meta({ description: 'Name or id; absent: the default organization; lists also take * for all' });

export const noQuery = z.strictObject({});
export const organizationQuery = z.strictObject({ organization: organizationField });

export const nameParams = z.object({
  name: z.string().min(1).max(bounds.admin.nameGiven).meta({ description: 'Id or natural name' }),
});

/** One line: of a conversation, or of a header. */
export const line = (most: number): z.ZodString =>
  z
    .string()
    .max(most)
    .regex(/^[^\r\n\0]*$/u, 'must be one line');

/** A word that a list is narrowed by. */
export const word = z.string().min(1).max(bounds.admin.nameGiven).optional();

/** A list comes whole, as far as it may; asked for so many at once it comes in pages, and `next` of one is `after` for the following. */
export const pageFields = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(bounds.admin.listWhole)
    .optional()
    .meta({ description: `Entries of one page; absent: all, up to ${bounds.admin.listWhole}` }),
  after: z
    .string()
    .min(1)
    .max(bounds.admin.cursor)
    .optional()
    .meta({ description: '`next` of the page before, as it was given' }),
};
/** null: there is no more. */
export const nextPage = z.string().nullable();

/** A time as people and programs write it: ms since 1970, ISO 8601 (UTC where it has no offset), or how long ago (`2h`, `7d`). */
export const timeText = z
  .union([z.string().max(bounds.admin.idGiven), z.number()])
  .meta({ description: 'ms since 1970, ISO 8601 (UTC where it has no offset), or how long ago: 2h, 7d' });

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
  .union([z.boolean(), z.enum(['true', 'false', '1', '0', 'yes', 'no'])])
  .transform((text) => text === true || text === 'true' || text === '1' || text === 'yes');

export const countText = (largest: number, standard: number) =>
  z.coerce.number().int().min(1).max(largest).default(standard);

/** A value of the house (a reason, a fact, what something was about) as it is kept: its kind says which, more fields go with it. */
export const value = z.looseObject({ kind: z.string() });

/** As `ETag`, and `If-Match`, have it in quotes. */
export const etagField = z
  .string()
  .meta({ description: 'Of its state: `If-Match` of a change that is for this state alone' });
