/**
 * All that is held of a person, who is an e-mail address here. What is found is told page by page; what may go loses the address, and with it
 * whatever it says of that person. An address counts where it stands by itself: `ann@x.test` is not in `joann@x.test`, nor in `ann@x.test.example`.
 */
import type { Organizations } from './trace.ts';

export interface PersonSought {
  /** The address in each way that it may be written, lower case: A-labels and U-labels, with and without quotes. */
  readonly forms: readonly string[];
  /** null: of all, and of nobody. */
  readonly organizationIds: Organizations;
}

/**
 * `trace`: a row of it; `event`: of a message's story; `session`: with its transcript; `message`: waits, or is in quarantine; `last`: the last mail
 * that was counted; `sender`: counted for seats; `note`: of a room; `audit`: of the audit log; `object`: of the directory.
 */
export const heldKinds = ['trace', 'event', 'session', 'message', 'last', 'sender', 'note', 'audit', 'object'] as const;
export type HeldKind = (typeof heldKinds)[number];

export interface HeldName {
  readonly kind: HeldKind;
  /** Within its kind. */
  readonly key: readonly (string | number)[];
}

export interface Held extends HeldName {
  /** null: it has no time. */
  readonly at: number | null;
  /** As it is kept. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface HeldMessage {
  readonly queueId: string;
  /** Those that are the person; all there are, where the message itself names the person. */
  readonly recipients: readonly { readonly ordinal: number; readonly address: string; readonly lane: string }[];
}

export interface HeldPage {
  readonly found: readonly Held[];
  /** `after` of the next page; null: there is no more. Pages may be empty: each looks at so many rows. */
  readonly next: string | null;
}

export interface PersonStore {
  held(sought: PersonSought, after: string | null): Promise<HeldPage>;
  /**
   * Takes the address out of these, in one commit: of rows of the trace, stories, sessions and counts. What belongs to mail that still waits stays
   * as it is, and so do kinds that are not the store's to change. Returns how many were changed.
   */
  forget(sought: PersonSought, held: readonly HeldName[]): Promise<number>;
}

/** Stands where an address was. */
export const ERASED = '(erased)';

/** Whether a text has one of the forms, by itself. */
export const namesPerson = (text: string, forms: readonly string[]): boolean => placesOf(text, forms).length > 0;

export function withoutPerson(text: string, forms: readonly string[]): string {
  let shown = '';
  let from = 0;
  for (const [start, end] of placesOf(text, forms)) {
    shown += text.slice(from, start) + ERASED;
    from = end;
  }
  return from === 0 ? text : shown + text.slice(from);
}

/** In order, without overlaps. */
function placesOf(text: string, forms: readonly string[]): readonly (readonly [start: number, end: number])[] {
  const lower = text.toLowerCase();
  // Some letters have more of them in lower case: then places are not the same, and the text is taken as it is.
  const within = lower.length === text.length ? lower : text;
  const found: (readonly [number, number])[] = [];
  for (const form of forms)
    for (let at = within.indexOf(form); at !== -1; at = within.indexOf(form, at + 1)) {
      const end = at + form.length;
      if (!goesOnBefore(within, at) && !goesOnBehind(within, end)) found.push([at, end]);
    }
  found.sort(([one], [other]) => one - other);
  return found.filter(([start], index) => index === 0 || start >= found[index - 1]![1]);
}

/** Letters of a local part beyond ASCII's own (RFC 5322 §3.2.3, RFC 6532). */
const OF_A_LOCAL_PART = /[\p{L}\p{N}.!#$%&*+/?^_`{|}~-]/u;
const OF_A_DOMAIN = /[\p{L}\p{N}-]/u;

const goesOnBefore = (text: string, at: number): boolean => at > 0 && OF_A_LOCAL_PART.test(text[at - 1]!);

/** A dot goes on only where something follows: sentences end with one. */
function goesOnBehind(text: string, end: number): boolean {
  const [next = '', after = ''] = [text[end], text[end + 1]];
  return OF_A_DOMAIN.test(next) || (next === '.' && OF_A_DOMAIN.test(after));
}

/** Every text in a value, made another. */
export function withTexts(value: unknown, make: (text: string) => string): unknown {
  if (typeof value === 'string') return make(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, make));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withTexts(each, make)]));
}

/** Whether any text in a value has it. */
export function hasPerson(value: unknown, forms: readonly string[]): boolean {
  if (typeof value === 'string') return namesPerson(value, forms);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((each) => hasPerson(each, forms));
}
