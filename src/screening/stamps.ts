/**
 * Fields about a screened message, for its readers: Authentication-Results (RFC 8601) and X-Doorpost-Screen, whose letters are those of
 * Exchange's X-Forefront-Antispam-Report; and which fields nobody but us may have written. Pure.
 */
import { bounds } from '../base/bounds.ts';
import type { AuthenticationFact } from '../mail/screening/facts.ts';
import type { CompositeResult, Screened } from '../mail/screening/screened.ts';
import { closingQuote, withoutComments } from '../mail/header/unquoted.ts';

/** Between the results of two methods. No value holds it. */
const BETWEEN = '; ';

/**
 * The results behind our name, in one line, at most 2 KiB.
 * @param isNullSender HELO was looked at, not the domain of MAIL FROM.
 */
export function resultsText(
  { author, spf, dkim, dmarc, arc }: AuthenticationFact,
  composite: CompositeResult | undefined,
  isNullSender: boolean,
): string {
  const last = [
    ['dmarc', dmarc.result, dmarc.policy === null ? '' : `policy.dmarc=${dmarc.policy}`, fromOf(author)],
    ...(arc.result === 'none' ? [] : [['arc', arc.result, property('header.d', arc.domain)]]),
    ...(composite === undefined ? [] : [['compauth', composite.result, `reason=${composite.reason}`]]),
  ].map(resinfo);
  const first = resinfo(['spf', spf.result, property(isNullSender ? 'smtp.helo' : 'smtp.mailfrom', spf.domain)]);
  const signed = dkim.map((one) =>
    resinfo([
      'dkim',
      one.result,
      one.isPartial ? 'policy.dkim-rules=partial' : '',
      property('header.d', one.domain),
      property('header.s', one.selector),
    ]),
  );
  const all = [first, ...(signed.length > 0 ? signed : ['dkim=none']), ...last];
  // The signatures give way: of the rest there is one each.
  while (Buffer.byteLength(all.join(BETWEEN)) > bounds.receive.resultsText && all.length > last.length + 1)
    all.splice(-last.length - 1, 1);
  return all.join(BETWEEN);
}

const fromOf = (author: AuthenticationFact['author']): string =>
  property('header.from', author.kind === 'one' ? author.domain : null);

const resinfo = ([method = '', result = '', ...rest]: readonly string[]): string =>
  [`${method}=${result}`, ...rest.filter((one) => one !== '')].join(' ');

const property = (name: string, value: string | null): string => {
  const safe = value?.replaceAll(/[^A-Za-z0-9._@+=/-]/gu, '').slice(0, bounds.smtp.domain) ?? '';
  return safe === '' ? '' : `${name}=${safe}`;
};

/** The facts of the connection that are stamped. */
export interface StampedMessage {
  readonly screened?: Screened;
  readonly clientAddress: string | null;
  readonly helo: string | null;
}

/** Fields for the top of a screened message, each with CR LF; empty: nobody screened it. @param host our name, the authserv-id. */
export function stampsOf({ screened, clientAddress, helo }: StampedMessage, host: string): string {
  if (screened === undefined) return '';
  const { scl, category, filter, notScanned, results } = screened;
  const report = [
    `SCL=${scl}`,
    `CAT=${category}`,
    `SFV=${filter}`,
    `CIP=${clientAddress ?? ''}`,
    `H=${(helo ?? '').replaceAll(/[^A-Za-z0-9.:_[\]-]/gu, '?').slice(0, bounds.smtp.domain)}`,
    'DIR=INB',
    ...(notScanned === undefined ? [] : [`NS=${notScanned.join(',')}`]),
  ];
  const stamp = field('X-Doorpost-Screen', report);
  return results === undefined ? stamp : field('Authentication-Results', [host, ...results.split(BETWEEN)]) + stamp;
}

/** As many parts a line as have room in it (RFC 5322 §2.1.1). */
function field(name: string, parts: readonly string[]): string {
  let text = `${name}:`;
  let width = text.length;
  for (const [i, part] of parts.entries()) {
    const written = i === parts.length - 1 ? part : `${part};`;
    const folds = i > 0 && width + 1 + written.length > bounds.mail.headerLine;
    text += folds ? `\r\n\t${written}` : ` ${written}`;
    width = folds ? written.length + 1 : width + 1 + written.length;
  }
  return `${text}\r\n`;
}

/** Field names that only a filter of the house, or of an organization's Exchange, writes. */
const OURS_ALONE = /^(?:x-doorpost-|x-ms-exchange-organization-|x-spam-flag$)/u;

/**
 * Whether a field of somebody else's message says something that only we may say (RFC 8601 §5).
 * @param name in lower case. @param value unfolded. @param hosts our names, in lower case.
 */
export function isForged(name: string, value: () => string, hosts: readonly string[]): boolean {
  if (OURS_ALONE.test(name)) return true;
  if (name !== 'authentication-results') return false;
  const text = value();
  const said = authservId(text);
  if (said !== null) return hosts.includes(said);
  // Nobody knows how another would read it: it goes where it names us at all.
  const lower = text.toLowerCase();
  return hosts.some((host) => lower.includes(host));
}

/** The name that results are given under, in lower case; null: it cannot be read. */
function authservId(value: string): string | null {
  const text = value.trimStart();
  if (text.startsWith('"')) {
    const close = closingQuote(text, 0);
    return close < 0 ? null : plainName(text.slice(1, close).replaceAll(/\\(.)/gu, '$1'));
  }
  const plain = withoutComments(text, bounds.mail.commentDepth)?.trimStart();
  if (plain === undefined || plain === '') return null;
  if (plain.startsWith('"')) return plain === text ? null : authservId(plain);
  return plainName(/^[^\s;/]*/u.exec(plain)?.[0] ?? '');
}

const plainName = (name: string): string => name.trim().toLowerCase().replace(/\.$/u, '');
