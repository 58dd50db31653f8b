/** What is another between two states of an object, as a page shows it. */

export type Fields = Readonly<Record<string, unknown>>;

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** Which object it is, and what happens to it: nobody sets these. */
const notSaid: ReadonlySet<string> = new Set([
  ...['kind', 'id', 'etag', 'organizationId', 'organization', 'mailboxId', 'mailbox', 'createdAt', 'createdBy'],
  ...['verificationToken', 'state', 'health', 'seen', 'lastTest', 'defaultOrganizationId', 'expiresAt'],
  ...['hasPassword', 'hasSecondFactor', 'invitedUntil'],
]);

/** Whole objects, as the audit log has them; of one that was made or removed all that was said of it. null: it was not there, or went. */
export function changesOf(before: Fields | null, now: Fields | null): readonly FieldChange[] {
  const isOne = before !== null && now !== null;
  return [...new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})])]
    .filter((field) => !notSaid.has(field) && (isOne || !/(?:Id|At)$/u.test(field)))
    .map((field) => ({ field, before: before?.[field] ?? null, now: now?.[field] ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.now));
}

/** Of fields that both have: a list may show less of an object than it is. */
export const changesBetween = (before: Fields, now: Fields): readonly FieldChange[] =>
  Object.keys(now)
    .filter((field) => field in before && !notSaid.has(field))
    .map((field) => ({ field, before: before[field], now: now[field] }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.now));

interface Words {
  readonly on: string;
  readonly off: string;
  readonly none: string;
  /** Of an object, by its id. */
  readonly named?: (id: string) => string | undefined;
  readonly moment?: (at: number) => string;
}

/** In a line. */
export function textOf(value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.on : words.off;
  if (Array.isArray(value)) return value.map((one) => textOf(one, words)).join(', ') || words.none;
  if (typeof value === 'string') return words.named?.(value) ?? value;
  if (typeof value !== 'object') return String(value);
  return (
    Object.entries(value)
      .map(([name, inner]) => `${name} ${timeOf(name, inner, words) ?? textOf(inner, words)}`)
      .join(', ') || words.none
  );
}

const timeOf = (name: string, value: unknown, { moment }: Words): string | undefined =>
  typeof value === 'number' && /(?:^a|A)t$/u.test(name) ? moment?.(value) : undefined;
