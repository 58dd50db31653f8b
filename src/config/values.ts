/**
 * The kinds of value a setting can have. Each reads what YAML gives (string, number, boolean, list) and what the environment gives
 * (text), so that one table serves both.
 */
import { bounds } from '../base/bounds.ts';
import { own } from '../base/own.ts';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

export interface ValueKind<Value = unknown> {
  /** For documents: `a port`. */
  readonly name: string;
  /** How to write it, for cures: `a whole number from 0 to 65535`. */
  readonly howTo: string;
  readonly schema: z.ZodType<Value>;
  /** How the environment's text becomes what the schema reads; absent: as it is. */
  readonly fromText?: (text: string) => unknown;
  /** The value as one would write it; absent: as it is. */
  written?(value: Value): unknown;
}

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const UNIT_BYTES = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 } as const;

/** `4d`, `1h30m`, `90s` in milliseconds; null when it is no duration. */
export function parseDuration(text: string): number | null {
  if (!/^(\d{1,9}(?:\.\d{1,3})?(?:ms|[smhdw]))+$/u.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d{1,9}(?:\.\d{1,3})?)(ms|[smhdw])/gu))
    total += Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  return Math.round(total);
}

/** `50MiB`, `1.5 GiB`, `1048576` in octets; null when it is no size. KB, MB and GB are refused: they mean two things. */
export function parseSize(text: string): number | null {
  const match = /^(\d{1,15}(?:\.\d{1,3})?) ?(B|KiB|MiB|GiB|TiB)?$/u.exec(text);
  if (!match) return null;
  return Math.round(Number(match[1]) * UNIT_BYTES[(match[2] ?? 'B') as keyof typeof UNIT_BYTES]);
}

/** The shortest of our own ways to write a duration. */
export function durationText(ms: number): string {
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const)
    if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0 && unit !== 'w') return `${ms / UNIT_MS[unit]}${unit}`;
  return `${ms}ms`;
}

/** The shortest of our own ways to write a size, exactly. */
export function sizeWritten(bytes: number): string {
  for (const unit of ['TiB', 'GiB', 'MiB', 'KiB'] as const)
    if (bytes > 0 && bytes % UNIT_BYTES[unit] === 0) return `${bytes / UNIT_BYTES[unit]}${unit}`;
  return String(bytes);
}

/** Names compare as lower-case A-labels; null when it is no host name (RFC 1123 §2.1). */
export function parseHostName(text: string): string | null {
  const ascii = domainToASCII(text.replace(/\.$/u, '')).toLowerCase();
  if (ascii === '' || ascii.length > bounds.config.hostName) return null;
  if (ipaddr.isValid(ascii)) return null;
  return ascii.split('.').every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(label)) ? ascii : null;
}

/** `https://Relay.contoso.com:443/` -> `https://relay.contoso.com`; null when it is no address of a whole site, or clear beyond this machine. */
export function parseOrigin(text: string): string | null {
  const url = /^https?:\/\/[^/?#@\\\s]+\/?$/iu.test(text) ? URL.parse(text) : null;
  if (url === null) return null;
  const { hostname } = url;
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  const isName = parseHostName(hostname) !== null || parseAddress(hostname.replace(/^\[|\]$/gu, '')) !== null;
  return isName && (url.protocol === 'https:' || isLoopback) ? url.origin : null;
}

/** IPv4, IPv6 or CIDR, normalised; null when it is neither. */
export function parseNetwork(text: string): string | null {
  if (!ipaddr.isValid(text) && !ipaddr.isValidCIDR(text)) return null;
  // `10.1` and `0x7f000001` are addresses to some C libraries and mistakes to people.
  return /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?$/u.test(text) || text.includes(':') ? text : null;
}

/** IPv4 or IPv6; null when it is neither. */
export function parseAddress(text: string): string | null {
  return text.includes('/') ? null : parseNetwork(text);
}

/** 0 (any free one) to 65535; null when it is no port. */
export function parsePort(text: string): number | null {
  return wholeNumber(text, 0, 65_535);
}

const isAddress = (text: string): boolean => parseAddress(text) !== null;

/** A text value that a function reads; null from it means that it is not one. */
function reads<T>(howTo: string, read: (text: string) => T | null): z.ZodType<T> {
  return z.union([z.string(), z.number()], { error: `is not ${howTo}` }).transform((value, context): T => {
    const parsed = read(String(value));
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: `is not ${howTo}` });
    return z.NEVER;
  });
}

const wholeNumber = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
};

function kind<T>(name: string, howTo: string, read: (text: string) => T | null): ValueKind<T> {
  return { name, howTo, schema: reads(howTo, read) };
}

/** A list of a kind; a single value stands for a list of one, and the environment separates by commas. */
function listOf<T>(item: ValueKind<T>, name: string): ValueKind<readonly T[]> {
  return {
    name,
    howTo: `a list, each ${item.howTo}`,
    schema: z.preprocess(
      (value) => (Array.isArray(value) || value === undefined ? value : [value]),
      z.array(item.schema),
    ),
    fromText: (text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
  };
}

const nonEmpty = (text: string): string | null => (text.trim() === '' ? null : text);
const file = kind('a file', 'a path, absolute or relative to this file', nonEmpty);
const address = kind('an address', 'an IPv4 or IPv6 address', (text) => (isAddress(text) ? text : null));
const hostName = kind('a host name', 'a host name such as mail.contoso.com', parseHostName);
const network = kind('a network', 'an IPv4 or IPv6 address or a network such as 10.1.2.0/24', parseNetwork);
const server = kind(
  'a DNS server',
  'an address, with a port if need be: 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353',
  (text) => {
    if (isAddress(text)) return text;
    const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<four>[\d.]+)):(?<port>\d{1,5})$/iu.exec(text);
    const host = match?.groups?.['six'] ?? match?.groups?.['four'] ?? '';
    return isAddress(host) && wholeNumber(match?.groups?.['port'] ?? '', 1, 65_535) !== null ? text : null;
  },
);

const mailAddress = kind('a mail address', 'a mail address such as postmaster@contoso.com', (text) => {
  const [local = '', domain = '', ...more] = text.split('@');
  const isOne = more.length === 0 && /^[\w.+-]{1,64}$/u.test(local) && parseHostName(domain) !== null;
  return isOne ? `${local}@${parseHostName(domain)}` : null;
});

const origin = kind(
  'an address of the web',
  'https:// and a name, with a port if need be: https://relay.contoso.com',
  parseOrigin,
);

/** As the provider writes it, to the last slash: it is compared with its word. */
function parseIssuer(text: string): string | null {
  const url = /^https:\/\/[^?#@\\\s]+$/u.test(text) ? URL.parse(text) : null;
  return url === null || text.length > bounds.config.issuer ? null : text;
}

const issuer = kind(
  'an issuer',
  'https:// and what the provider says of itself: https://login.microsoftonline.com/TENANT/v2.0',
  parseIssuer,
);

const text = kind('a text', 'a text without line breaks', (said) =>
  /^[^\p{Cc}]+$/u.test(said) && said.length <= bounds.config.text ? said : null,
);

/** RFC 6749 §3.3. */
const scope = kind('a scope', 'a word without spaces', (said) =>
  /^[\x21\x23-\x5b\x5d-\x7e]+$/u.test(said) && said.length <= bounds.config.text ? said : null,
);

const httpServer = kind(
  'an HTTP server',
  'http:// and an address or name, with its port: http://127.0.0.1:11333',
  (text) => {
    const url = /^https?:\/\/[^/?#@\\\s]+\/?$/iu.test(text) ? URL.parse(text) : null;
    return url?.protocol === 'http:' ? url.origin : null;
  },
);

/** Host and port, or the path of a socket. */
function parseEngineAddress(text: string): string | null {
  if (text.startsWith('/')) return text;
  const match = /^(?:\[(?<six>[0-9a-f:.]+)\]|(?<host>[^\s:/[\]]+)):(?<port>\d{1,5})$/iu.exec(text);
  const { six, host = '', port = '' } = match?.groups ?? {};
  const isHost = six === undefined ? isAddress(host) || parseHostName(host) !== null : isAddress(six);
  return isHost && wholeNumber(port, 1, 65_535) !== null ? text : null;
}

const engineAddress = kind(
  'the address of a program',
  'the path of its socket, or an address with a port: /run/clamav/clamd.ctl, 127.0.0.1:3310 or [::1]:3310',
  parseEngineAddress,
);

export const kinds = {
  httpServer,
  engineAddress,
  origin,
  issuer,
  text,
  scopes: listOf(scope, 'a list of scopes'),
  mailAddress,
  file,
  address,
  addresses: listOf(address, 'a list of addresses'),
  hostName,
  hostNames: listOf(hostName, 'a list of host names'),
  networks: listOf(network, 'a list of networks'),
  servers: listOf(server, 'a list of DNS servers'),
  port: kind('a port', 'a whole number from 0 to 65535 (0: any free port)', parsePort),
  duration: {
    ...kind('a duration', 'a duration such as 30m, 4h or 2d', parseDuration),
    written: durationText,
  },
  size: { ...kind('a size', 'a size such as 500KiB, 50MiB or 2GiB', parseSize), written: sizeWritten },
  boolean: {
    name: 'yes or no',
    howTo: 'true or false',
    schema: z.preprocess(
      (value) =>
        typeof value === 'string'
          ? (own({ true: true, yes: true, false: false, no: false }, value.toLowerCase()) ?? value)
          : value,
      z.boolean({ error: 'is not true or false' }),
    ),
  } satisfies ValueKind<boolean>,
  count: (least: number, most: number): ValueKind<number> =>
    kind('a number', `a whole number from ${least} to ${most}`, (text) => wholeNumber(text, least, most)),
  oneOf: <const Word extends string>(...words: readonly Word[]): ValueKind<Word> =>
    kind(
      words.map((word) => `\`${word}\``).join(', '),
      `one of ${words.join(', ')}`,
      (text) => words.find((word) => word === text) ?? null,
    ),
  certificates: {
    name: 'a list of pairs',
    howTo: 'a list, each with certificateFile and keyFile',
    schema: z.array(
      z.strictObject(
        {
          certificateFile: z.string({ error: 'needs certificateFile, a path' }).min(1),
          keyFile: z.string({ error: 'needs keyFile, a path' }).min(1),
        },
        {
          error: (issue) =>
            issue.code === 'unrecognized_keys'
              ? `has the unknown key ${issue.keys.join(', ')}`
              : 'is not a pair of certificateFile and keyFile',
        },
      ),
      { error: 'is not a list, each with certificateFile and keyFile' },
    ),
    fromText: (text) =>
      text
        .split(';')
        .filter((pair) => pair.trim() !== '')
        .map((pair) => {
          const [certificateFile, keyFile] = pair.split(',').map((part) => part.trim());
          return { certificateFile, keyFile };
        }),
  } satisfies ValueKind,
} as const;
