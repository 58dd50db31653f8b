/** The kinds of value that entries of lists and restrictions are made of. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';
import { isNetwork, isTooWide, pairName, readListed } from '../listed-name.ts';
import { readValidity } from '../validity.ts';
import { addressRange, domainName, senderPattern } from './values.ts';

type Issue = { readonly message: string; readonly cure: string };

const cure =
  'write 192.0.2.10, 192.0.2.0/24, 2001:db8::/48, anna@example.com, example.com, *.example.com, or "example.com from 192.0.2.0/24"';

/** The normal form of an entry's text. */
function listedText(text: string): string | Issue {
  const said = text.trim().replaceAll(/\s+/gu, ' ');
  const listed = readListed(said.replace(/ from /iu, ' from '));
  switch (listed.kind) {
    case 'network':
      return isTooWide(said)
        ? { message: `${said} is a very large part of the Internet`, cure: 'write at least /8 (IPv4) or /19 (IPv6)' }
        : addressRange.parse(said);
    case 'author':
      return authorText(listed.pattern);
    case 'pair': {
      const author = authorText(listed.pattern);
      if (typeof author !== 'string') return author;
      const source = sourceText(listed.source);
      return typeof source === 'string' ? pairName(author, source) : source;
    }
  }
}

function authorText(text: string): string | Issue {
  const parsed = senderPattern.safeParse(text);
  if (parsed.success && parsed.data !== '*') return parsed.data.toLowerCase();
  return { message: 'this is no address, network or domain', cure };
}

function sourceText(text: string): string | Issue {
  if (isNetwork(text) && !isTooWide(text)) return text.toLowerCase();
  const name = isNetwork(text) ? null : domainName.safeParse(text);
  if (name?.success === true) return name.data;
  return {
    message: 'behind "from" stands where the mail comes from',
    cure: 'write an IP address or network, or the domain that signs it with DKIM',
  };
}

const checked = (read: (text: string) => string | Issue, longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text, context) => {
      const result = read(text);
      if (typeof result === 'string') return result;
      context.addIssue({ code: 'custom', message: result.message, params: { cure: result.cure } });
      return z.NEVER;
    });

export const listedName = checked(listedText, bounds.config.listedName);

export const validity = checked(
  (text) =>
    readValidity(text) ?? {
      message: 'this is no time that an entry can hold for',
      cure: 'write never, a day (2026-12-31), "30 days", or "45 days after last use"; at most 365 days',
    },
  bounds.config.name,
);
