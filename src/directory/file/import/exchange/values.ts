/** How values stand in the JSON and the CSV of Exchange's objects. Pure. */
import { rangeCidrs, unmapped } from '../../../../mail/network/address-ranges.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Lists are lists, a single value, or one text: with commas or blanks as PowerShell writes it, with `|` or `;` as scripts join it. */
export function listOf(value: unknown): readonly string[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.map(String);
  // ConvertTo-Json of a multi-valued property of a live object.
  if (typeof value === 'object') return listOf((value as Fields)['value'] ?? Object.values(value));
  return String(value)
    .replace(/^\{(.*)\}$/su, '$1')
    .split(SEPARATOR)
    .filter((part) => part !== '');
}

/** A `;` before a number is a cost: `smtp:contoso.com;1`. */
const SEPARATOR = /[,\s|]|;(?!\d{1,5}(?:[;,|\s}]|$))/u;

/** Whether a cell holds the name of a list's type, or a list that was cut, instead of its values. */
export function unreadList(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const text = value.trim();
  return TYPE_NAME.test(text) || /(?:\.\.\.|…)\}?$/u.test(text);
}

const TYPE_NAME = /^(?:Deserialized\.)?(?:System|Microsoft\.Exchange)\.[A-Z][\w.+]*(?:[`[].*)?$/u;

export const isTrue = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';
export const isFalse = (value: unknown): boolean => value === false || String(value).toLowerCase() === 'false';

/** Not said is on, as there; what is neither yes nor no is off. */
export const isOn = (value: unknown): boolean => value === undefined || value === null || isTrue(value);

/** `smtp:*.contoso.com;1` -> `*.contoso.com`. */
export const plainDomain = (text: string): string =>
  text
    .replace(/^smtp:/iu, '')
    .replace(/;\d+$/u, '')
    .trim()
    .toLowerCase();

/** By name, or as the number that ConvertTo-Json of an old PowerShell makes of it. */
export function isType(value: unknown, name: string, number: number): boolean {
  return String(value).toLowerCase() === name.toLowerCase() || value === number;
}

/** Exchange Server also writes `192.0.2.1-192.0.2.9`. */
export function networksOf(text: string): readonly string[] {
  const [lower = '', upper] = text.split('-');
  return upper === undefined ? [unmapped(text)] : (rangeCidrs(lower, upper) ?? [text]);
}
