/**
 * Parameters of MAIL and RCPT: SIZE (RFC 1870), BODY (RFC 6152), SMTPUTF8 (RFC 6531), RET, ENVID, NOTIFY, ORCPT (RFC 3461), AUTH
 * (RFC 4954), REQUIRETLS (RFC 8689). Each may be given once. What is wrong gets 501; what is unknown 555 (RFC 5321 §4.1.1.11).
 */
import { bounds } from '../../base/bounds.ts';
import type { EnvelopeRecipient, MailParameters, Notify } from '../../mail/envelope.ts';
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import { hasInvisible, isAsciiText } from './domain.ts';
import { decodeXtext, embedsCharacters } from './xtext.ts';

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reply: Reply };

const wrong = (what: string): { readonly ok: false; readonly reply: Reply } => ({
  ok: false,
  reply: replies.syntax(what),
});

/** Keyword (upper case) to value; null stands for a keyword without `=`. */
function split(text: string): Parsed<ReadonlyMap<string, string | null>> {
  const found = new Map<string, string | null>();
  if (text === '') return { ok: true, value: found };
  const words = text.slice(1).split(' ', bounds.smtp.parameters + 1);
  if (words.length > bounds.smtp.parameters) return wrong('too many parameters, leave out what is not needed');
  for (const word of words) {
    // esmtp-keyword and esmtp-value, RFC 5321 §4.1.2; beyond ASCII by RFC 6531 §3.3
    const parts = /^([a-z0-9][a-z0-9-]*)(?:=([!-<>-~\u{80}-\u{10ffff}]+))?$/iu.exec(word);
    if (parts?.[1] === undefined) return wrong('parameters are KEYWORD or KEYWORD=value, each after one space');
    const keyword = parts[1].toUpperCase();
    if (found.has(keyword)) return wrong(`${keyword} is given twice, give it once`);
    found.set(keyword, parts[2] ?? null);
  }
  return { ok: true, value: found };
}

/** `text` is what follows the path: empty, or beginning with a space. */
export function parseMailParameters(text: string): Parsed<MailParameters> {
  const words = split(text);
  if (!words.ok) return words;
  let parameters: MailParameters = { sizeBytes: null, body: '7bit', smtputf8: false, ret: null, envid: null };
  for (const [keyword, value] of words.value) {
    const set = mailParameter(keyword, value);
    if (!set.ok) return set;
    parameters = { ...parameters, ...set.value };
  }
  return { ok: true, value: parameters };
}

function mailParameter(keyword: string, value: string | null): Parsed<Partial<MailParameters>> {
  switch (keyword) {
    case 'SIZE':
      if (value === null || value.length > bounds.smtp.sizeDigits || !/^[0-9]+$/.test(value))
        return wrong('SIZE= needs a number');
      return { ok: true, value: { sizeBytes: Number(value) } };
    case 'BODY': {
      const body = value?.toLowerCase();
      if (body !== '7bit' && body !== '8bitmime') return wrong('BODY is 7BIT or 8BITMIME here');
      return { ok: true, value: { body } };
    }
    case 'SMTPUTF8':
      return value === null ? { ok: true, value: { smtputf8: true } } : wrong('SMTPUTF8 takes no value');
    case 'REQUIRETLS':
      return value === null ? { ok: true, value: { requireTls: true } } : wrong('REQUIRETLS takes no value');
    case 'RET': {
      const ret = value?.toLowerCase();
      return ret === 'full' || ret === 'hdrs' ? { ok: true, value: { ret } } : wrong('RET is FULL or HDRS');
    }
    case 'ENVID': {
      const envid = value === null || value.length > bounds.smtp.envid ? null : decodeXtext(value);
      return envid === null ? wrong('ENVID must be xtext of at most 100 characters') : { ok: true, value: { envid } };
    }
    case 'AUTH':
      // The submitter elsewhere: read, and not believed (RFC 4954 §5).
      return value !== null && decodeXtext(value) !== null ? { ok: true, value: {} } : wrong('AUTH must be xtext');
    default:
      return { ok: false, reply: replies.parameterUnknown(keyword) };
  }
}

type RecipientParameters = Omit<EnvelopeRecipient, 'address'>;

export function parseRcptParameters(text: string, smtputf8: boolean): Parsed<RecipientParameters> {
  const words = split(text);
  if (!words.ok) return words;
  let parameters: RecipientParameters = { notify: null, orcpt: null };
  for (const [keyword, value] of words.value) {
    const set = rcptParameter(keyword, value, smtputf8);
    if (!set.ok) return set;
    parameters = { ...parameters, ...set.value };
  }
  return { ok: true, value: parameters };
}

function rcptParameter(keyword: string, value: string | null, smtputf8: boolean): Parsed<Partial<RecipientParameters>> {
  switch (keyword) {
    case 'NOTIFY': {
      const notify = value === null ? null : parseNotify(value);
      return notify === null
        ? wrong('NOTIFY is NEVER, or any of SUCCESS, FAILURE, DELAY')
        : { ok: true, value: { notify } };
    }
    case 'ORCPT': {
      const orcpt = value === null || value.length > bounds.smtp.orcpt ? null : parseOrcpt(value, smtputf8);
      return orcpt === null ? wrong('ORCPT is an address type, a semicolon and xtext') : { ok: true, value: { orcpt } };
    }
    default:
      return { ok: false, reply: replies.parameterUnknown(keyword) };
  }
}

function parseNotify(value: string): Notify | null {
  const words = value.toLowerCase().split(',', 5);
  if (words.length === 1 && words[0] === 'never') return 'never';
  const asked: ('success' | 'failure' | 'delay')[] = [];
  for (const word of words) {
    if (word !== 'success' && word !== 'failure' && word !== 'delay') return null;
    if (asked.includes(word)) return null;
    asked.push(word);
  }
  return asked;
}

/** `rfc822;xtext`; with SMTPUTF8 also `utf-8;` with characters as they are (RFC 6533 §3). */
function parseOrcpt(value: string, smtputf8: boolean): string | null {
  const semicolon = value.indexOf(';');
  const type = value.slice(0, semicolon);
  if (semicolon < 1 || !/^[a-z0-9-]+$/i.test(type)) return null;
  const address = value.slice(semicolon + 1);
  if (type.toLowerCase() === 'utf-8' && !embedsCharacters(address)) return null;
  if (isAsciiText(address)) {
    const decoded = decodeXtext(address);
    return decoded === null ? null : `${type};${decoded}`;
  }
  const unicode = smtputf8 && type.toLowerCase() === 'utf-8' && !hasInvisible(address);
  return unicode ? value : null;
}
