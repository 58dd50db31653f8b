/**
 * The kinds of value that directory objects are made of, as zod schemas: what an administrator may write, what it becomes, and, when it is
 * wrong, what to do about it. Each schema takes and gives text or numbers, so that forms and OpenAPI can be made from it.
 */
import { bounds } from '../../base/bounds.ts';
import { trimmedEnd } from '../../base/trim.ts';
import { z } from 'zod';
import { unquoteLocal } from '../../mail/address.ts';
import { maildirPathTrouble } from '../maildir-path.ts';
import { type LimitName, type LimitOverrides, limitTable } from '../../mail/limits.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { domainKeyOf } from '../../smtp/grammar/domain.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';

/** Of what an administrator chooses; the longest is in the table of bounds, because an argon2 of a megabyte is an attack. */
const SHORTEST_PASSWORD = 8;

/** Turns text into its normal form, or reports message and cure. */
function parsed(
  parse: (text: string) => string | { message: string; cure: string },
  longest: number = bounds.mail.address,
) {
  return z
    .string()
    .max(longest)
    .transform((text, context) => {
      const result = parse(text.trim());
      if (typeof result === 'string') return result;
      context.addIssue({ code: 'custom', message: result.message, params: { cure: result.cure } });
      return z.NEVER;
    });
}

/** A lower-case A-label host name with at least one letter; address literals are no domains. */
function parseDomainName(text: string): string | null {
  const key = domainKeyOf(text.endsWith('.') ? text.slice(0, -1) : text);
  return key === null || key.startsWith('[') || /^[\d.]+$/u.test(key) ? null : key;
}

/** `local@domain`, domain as lower-case A-labels, needless quotes of the local part taken off. null: no address. */
function parseDirectoryAddress(text: string): { text: string; quoted: boolean } | { what: string } {
  const mailbox = parseMailbox(text, { smtputf8: true });
  if (!mailbox.ok) return { what: mailbox.what };
  const { local, domainKey } = mailbox.address;
  const plain = `${unquoteLocal(local)}@${domainKey}`;
  if (parseMailbox(plain, { smtputf8: true }).ok) return { text: plain, quoted: false };
  return { text: `${local}@${domainKey}`, quoted: true };
}

const addressCure = 'write it as name@example.com';

export const domainName = parsed(
  (text) =>
    parseDomainName(text) ?? {
      message: 'this is no domain name',
      cure: 'write it as example.com, without @, protocol or path',
    },
);

/** A selector of DKIM: one label or several (RFC 6376 §3.1). */
export const selector = parsed((text) => {
  const name = parseDomainName(text);
  return name !== null && name.length <= bounds.config.selector
    ? name
    : { message: 'this is no selector', cure: 'write letters, digits and hyphens, such as mail2027' };
});

/** Any address mail can go to. */
export const anyAddress = parsed((text) => {
  const result = parseDirectoryAddress(text);
  return 'what' in result ? { message: result.what, cure: addressCure } : result.text;
});

/** An address of our own: without quotes, because devices and people must be able to type it. */
export const ownAddress = parsed((text) => {
  const result = parseDirectoryAddress(text);
  if ('what' in result) return { message: result.what, cure: addressCure };
  return result.quoted || result.text.includes('@[')
    ? { message: 'an own address has no quotes and no address literal', cure: addressCure }
    : result.text;
});

export const sendAsEntry = parsed((text) => {
  if (!text.startsWith('@')) {
    const result = parseDirectoryAddress(text);
    return 'what' in result
      ? { message: result.what, cure: `${addressCure}, or @example.com for a whole domain` }
      : result.text;
  }
  const name = parseDomainName(text.slice(1));
  return name === null
    ? { message: 'this is no domain name', cure: 'write @example.com for every address of the domain' }
    : `@${name}`;
});

/** `*`, `x`, `*.x` (subdomains only); `words` are further words allowed in its place. */
export const domainPattern = (...words: readonly string[]) =>
  parsed((text) => {
    const lower = text.toLowerCase();
    if (lower === '*' || words.includes(lower)) return lower;
    const name = parseDomainName(lower.startsWith('*.') ? text.slice(2) : text);
    const more = words.map((word) => `, ${word}`).join('');
    if (name === null)
      return { message: 'this is no domain pattern', cure: `write *, example.com or *.example.com${more}` };
    return lower.startsWith('*.') ? `*.${name}` : name;
  });

/** Whose mail: `*`, an address, `x` or `*.x`. */
export const senderPattern = parsed((text) => {
  if (text === '*') return text;
  const cure = 'write *, printer@example.com, example.com or *.example.com';
  if (text.includes('@')) {
    const address = parseDirectoryAddress(text);
    return 'what' in address ? { message: address.what, cure } : address.text;
  }
  const name = parseDomainName(text.startsWith('*.') ? text.slice(2) : text);
  if (name === null) return { message: 'this is no sender pattern', cure };
  return text.startsWith('*.') ? `*.${name}` : name;
});

/** An http or https URL, without a final slash. */
export const webAddress = parsed((text) => {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol))
    return { message: 'this is no web address', cure: 'write it as https://example.com/path' };
  const { username, password } = new URL(text);
  return username === '' && password === ''
    ? trimmedEnd(text, '/')
    : {
        message: 'a web address with a user name or password in it is not taken: addresses are shown',
        cure: 'write it without what stands before the @; where a service needs a key, use the address with a key in its path',
      };
}, 2_048);

export const addressRange = parsed((text) =>
  parseRange(text) === null
    ? {
        message: `"${text.slice(0, bounds.config.networkShown)}" is no IP address or range`,
        cure: 'write 192.0.2.10, 192.0.2.0/28, 2001:db8::10 or 2001:db8::/64',
      }
    : text.toLowerCase(),
);

/** A name in a certificate: `x` or `*.x`. */
export const certificateName = parsed((text) => {
  const name = parseDomainName(text.startsWith('*.') ? text.slice(2) : text);
  return name === null
    ? {
        message: 'this is no name a certificate can carry',
        cure: 'write the subject alternative name: mail.example.com or *.example.com',
      }
    : text.startsWith('*.')
      ? `*.${name}`
      : name;
});

export const fingerprint = parsed((text) => {
  const hex = text.replaceAll(':', '').toLowerCase();
  return /^[0-9a-f]{64}$/u.test(hex)
    ? hex
    : {
        message: 'this is no SHA-256 fingerprint',
        cure: 'give the 64 hex digits: openssl x509 -noout -fingerprint -sha256 -in client.pem',
      };
});

/** Host name, or IPv4/IPv6 address with or without brackets. */
export const hostOrAddress = parsed((text) => {
  const bare = /^\[(?:IPv6:)?(.+)\]$/iu.exec(text)?.[1] ?? text;
  if (!bare.includes('/') && parseRange(bare) !== null) return bare.toLowerCase();
  return (
    parseDomainName(text) ?? {
      message: 'this is no host name or address',
      cure: 'write smtp.example.com or 192.0.2.25',
    }
  );
});

export const port = z.int().min(1).max(65_535);

/** The names that people give things: one line, no controls. */
export const label = parsed((text) => {
  if (text === '') return { message: 'a name is needed', cure: 'give a short name' };
  return /[\p{Cc}\u2028\u2029]/u.test(text)
    ? { message: 'control characters are not allowed', cure: 'write the name on one line' }
    : text;
}, bounds.config.name);

/** Like `label`, but may be empty. */
export const displayText = parsed(
  (text) =>
    /[\p{Cc}\u2028\u2029]/u.test(text)
      ? { message: 'control characters are not allowed', cure: 'write it on one line' }
      : text,
  256,
);

/** A path below the mail directory: no way out of it. */
export const maildirPath = parsed((text) => {
  const trouble = /^(?!\.)[^/\\\p{Cc}:*?"<>|]+(?:\/(?!\.)[^/\\\p{Cc}:*?"<>|]+)*$/u.test(text)
    ? maildirPathTrouble(text)
    : 'this is no path below the mail directory';
  return trouble === null
    ? text
    : { message: trouble, cure: 'write example.com/name: relative, no part beginning with a dot, none very long' };
}, bounds.mail.maildirPath);

/** A password an administrator chose, or the word `generate`. */
export const newPassword = z.string().min(SHORTEST_PASSWORD).max(bounds.config.password);

export const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(bounds.config.list);

export type LimitLevel = (typeof limitTable)[LimitName]['overridableAt'][number];

/** Limits that may be set at a level. `null` in a patch takes the value away again. */
export function limitNames(level: LimitLevel): readonly LimitName[] {
  return (Object.keys(limitTable) as LimitName[]).filter((name) => limitTable[name].overridableAt.includes(level));
}

const limitNumber = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

export function limitOverrides(level: LimitLevel) {
  const shape = Object.fromEntries(limitNames(level).map((name) => [name, limitNumber.optional()]));
  return z.strictObject(shape) as unknown as z.ZodType<LimitOverrides, LimitOverrides>;
}

export type LimitPatch = { readonly [Name in LimitName]?: number | null };

export function limitPatch(level: LimitLevel) {
  const shape = Object.fromEntries(limitNames(level).map((name) => [name, limitNumber.nullable().optional()]));
  return z.strictObject(shape) as unknown as z.ZodType<LimitPatch, LimitPatch>;
}

/** Overrides after a patch. */
export function patchedLimits(present: LimitOverrides, patch: LimitPatch): LimitOverrides {
  const merged: Record<string, number> = { ...present };
  for (const [name, value] of Object.entries(patch))
    if (value === null) delete merged[name];
    else if (value !== undefined) merged[name] = value;
  return merged;
}
