/** One AUTH exchange on the server's side (RFC 4954 §4): prompts out, base64 in, at the end a name and a password (CRAM-MD5: its digest). */
import type { AuthMechanism } from '../../mail/device.ts';
import { replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import {
  decodeBase64,
  decodeOld,
  decodeUtf8,
  LOGIN_PASSWORD_PROMPT,
  LOGIN_USERNAME_PROMPT,
  parseCramResponse,
  type PlainMessage,
  parseLoginText,
  parsePlain,
  type ReadText,
} from '../grammar/sasl.ts';

/** The meaning of the next line. */
export type Exchange =
  | { readonly expects: 'plain' }
  | { readonly expects: 'username' }
  | { readonly expects: 'password'; readonly username: string }
  | { readonly expects: 'digest'; readonly challenge: string };

export type ExchangeAction =
  | { readonly kind: 'challenge'; readonly reply: Reply; readonly exchange: Exchange }
  | { readonly kind: 'complete'; readonly mechanism: 'PLAIN' | 'LOGIN'; readonly credentials: PlainMessage }
  | {
      readonly kind: 'complete';
      readonly mechanism: 'CRAM-MD5';
      readonly credentials: { readonly username: string; readonly challenge: string; readonly digest: string };
    }
  | { readonly kind: 'failed'; readonly reply: Reply };

/** `oldPasswords`: what is no UTF-8 is read as windows-1252. */
export interface Reading {
  readonly oldPasswords?: boolean;
}

const challenge = (text: string, exchange: Exchange): ExchangeAction => ({
  kind: 'challenge',
  reply: { code: 334, enhanced: null, lines: [text] },
  exchange,
});

/** After `AUTH mechanism`, with its initial response or null. @param cramChallenge makes a fresh one. */
export function beginExchange(
  mechanism: AuthMechanism,
  initial: string | null,
  cramChallenge: () => string,
  reading: Reading = {},
): ExchangeAction {
  if (mechanism === 'CRAM-MD5') {
    // RFC 4954 §4: the server speaks first here.
    if (initial !== null)
      return { kind: 'failed', reply: replies.syntax('AUTH CRAM-MD5 takes no initial response: wait for the 334') };
    const asked = cramChallenge();
    return challenge(Buffer.from(asked).toString('base64'), { expects: 'digest', challenge: asked });
  }
  const exchange: Exchange = { expects: mechanism === 'PLAIN' ? 'plain' : 'username' };
  if (initial !== null) return continueExchange(exchange, initial === '=' ? '' : initial, reading);
  return challenge(mechanism === 'PLAIN' ? '' : LOGIN_USERNAME_PROMPT, exchange);
}

/** After a line of the peer's; `*` ends the exchange. */
export function continueExchange(exchange: Exchange, line: string, reading: Reading = {}): ExchangeAction {
  const read = reading.oldPasswords ? decodeOld : decodeUtf8;
  if (line === '*') return { kind: 'failed', reply: replies.authCancelled() };
  const message = decodeBase64(line);
  if (message === null) return { kind: 'failed', reply: replies.badBase64() };
  if (exchange.expects === 'plain') {
    const credentials = parsePlain(message, read);
    return credentials === null ? malformed(message, read) : { kind: 'complete', mechanism: 'PLAIN', credentials };
  }
  if (exchange.expects === 'digest') {
    const answer = parseCramResponse(message);
    if (answer === null) return malformed(message, read);
    return { kind: 'complete', mechanism: 'CRAM-MD5', credentials: { ...answer, challenge: exchange.challenge } };
  }
  const text = parseLoginText(message, read);
  if (text === null) return malformed(message, read);
  if (exchange.expects === 'username') return challenge(LOGIN_PASSWORD_PROMPT, { expects: 'password', username: text });
  const credentials = { authorization: '', username: exchange.username, password: text };
  return { kind: 'complete', mechanism: 'LOGIN', credentials };
}

const malformed = (message: Buffer, read: ReadText): ExchangeAction => ({
  kind: 'failed',
  reply: replies.syntax(
    read(message) === null
      ? 'the name or the password is no UTF-8; take one of plain ASCII letters, or have the profile legacy set for this device, which reads windows-1252'
      : 'the answer to AUTH must hold a name and a password',
  ),
});
