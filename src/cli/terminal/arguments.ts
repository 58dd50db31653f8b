/** Readers for options: what people type -> what the API takes. Wrong input is a usage error with an example. */
import { InvalidArgumentError } from 'commander';
import type { LimitPatch } from '../../directory/fields/values.ts';
import { type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import { parseDuration, parseSize } from '../../config/values.ts';
import { usage } from './failure.ts';
import { suggest } from '../../config/suggest.ts';

/** `on`/`off` switches, so that a thing can be switched either way by the same option. */
export function onOff(text: string): boolean {
  if (['on', 'yes', 'true'].includes(text.toLowerCase())) return true;
  if (['off', 'no', 'false'].includes(text.toLowerCase())) return false;
  throw new InvalidArgumentError('write on or off.');
}

/** Repeatable and comma-separated. A lone `none` empties the list. */
export function listed(text: string, before: readonly string[] | undefined): readonly string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  return items.length === 1 && items[0] === 'none' ? [] : [...(before ?? []), ...items];
}

/** A reader that lets `none` through as it is: commander takes null for a reader that failed. See `orNull`. */
export const orNone =
  <Value>(read: (text: string) => Value): ((text: string) => Value | 'none') =>
  (text) =>
    text === 'none' ? 'none' : read(text);

/** For the API: `none` takes a value away, and what was not said changes nothing. */
export const orNull = <Value>(value: Value | 'none' | undefined): Exclude<Value, 'none'> | null | undefined =>
  value === 'none' ? null : (value as Exclude<Value, 'none'> | undefined);

export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,12}$/u.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`write a whole number from ${least} to ${most}.`);
  };
}

export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new InvalidArgumentError('write a duration such as 30m, 4h or 2d.');
  return ms;
}

export function size(text: string): number {
  const bytes = parseSize(text);
  if (bytes === null) throw new InvalidArgumentError('write a size such as 500KiB or 25MiB.');
  return bytes;
}

/** A point in time: `2h` (ago), `2026-12-01`, `2026-12-01 08:00`, ISO 8601, or milliseconds. */
export function timeBefore(now: () => number): (text: string) => number {
  return (text) => {
    const ago = parseDuration(text);
    if (ago !== null) return now() - ago;
    if (/^\d{12,14}$/u.test(text)) return Number(text);
    const at = Date.parse(/^\d{4}-\d\d-\d\d$/u.test(text) ? `${text}T00:00` : text.replace(' ', 'T'));
    if (Number.isNaN(at)) throw new InvalidArgumentError('write 2h (ago), 2026-12-01 or 2026-12-01T08:00.');
    return at;
  };
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `mail.example.com`, `mail.example.com:587`, `192.0.2.1:25`, `[2001:db8::1]:25`, `2001:db8::1`. */
export function hostPort(defaultPort: number): (text: string) => HostPort {
  return (text) => {
    const { host, port = defaultPort } = hostPortParts(text);
    if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
      throw new InvalidArgumentError('write host, host:port or [IPv6]:port.');
    return { host, port: Number(port) };
  };
}

/** Nothing: it is none. */
function hostPortParts(text: string): { readonly host?: string | undefined; readonly port?: string | undefined } {
  const isBareIpv6 = !text.startsWith('[') && text.split(':').length > 2;
  if (isBareIpv6) return { host: text };
  const parts = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:[\]\s]+))(?::(?<port>\d{1,5}))?$/u.exec(text)?.groups ?? {};
  return { host: parts['six'] ?? parts['host'], port: parts['port'] };
}

/** `messageSize=50MiB`, `idle=2m`, `recipientsPerDay=500`, `recipientsPerDay=default`. */
export function limitPair(
  text: string,
  before: Readonly<Record<string, number | null>> | undefined,
): Readonly<Record<string, number | null>> {
  const [name = '', value = ''] = text.split(/=(.*)/su);
  return { ...before, [limitName(name)]: limitValueOf(name, value) };
}

/** Of what is made there is no override to take away. */
export function limitsOfNew(limits: LimitPatch | undefined): LimitOverrides | undefined {
  if (limits === undefined) return undefined;
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null));
}

export function limitName(name: string): LimitName {
  if (Object.hasOwn(limitTable, name)) return name as LimitName;
  const near = suggest(name, Object.keys(limitTable));
  if (near === null) throw usage(`${name} is no limit`, { act: 'see-all', of: 'limits' });
  throw new InvalidArgumentError(`${name} is no limit; did you mean ${near}?`);
}

/** In the limit's own unit; null takes the override away. */
export function limitValueOf(name: string, text: string): number | null {
  if (text === 'default' || text === 'none') return null;
  const { unit } = limitTable[limitName(name)];
  const value = unit === 'ms' ? (parseDuration(text) ?? plain(text)) : unit === 'count' ? plain(text) : parseSize(text);
  if (value === null) {
    const example = { ms: '30s or 5m', count: '100', octets: '50MiB', 'octets/s': '500' }[unit];
    const meant = unit === 'octets' ? sizeMeant(text) : null;
    throw new InvalidArgumentError(`${name} is written as ${meant ?? example}, or default.`);
  }
  return value;
}

/** KB, MB and GB mean two things, and so they are not taken: the one that is offered has a unit of one meaning. */
function sizeMeant(text: string): string | null {
  const [, amount, unit] = /^(\d{1,9}) ?([kmgt])i?b?$/iu.exec(text) ?? [];
  return amount === undefined || unit === undefined ? null : `${amount}${unit.toUpperCase()}iB`;
}

const plain = (text: string): number | null => (/^\d{1,15}$/u.test(text) ? Number(text) : null);
