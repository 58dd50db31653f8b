/** One AUTH exchange on the server's side (RFC 4954 §4): prompts out, base64 in, at the end a name and a password. */
import { replies } from '../mail/replies.ts';
import type { Reply } from '../mail/reply.ts';
import {
  decodeBase64,
  LOGIN_PASSWORD_PROMPT,
  LOGIN_USERNAME_PROMPT,
  type PlainMessage,
  parseLoginText,
  parsePlain,
} from './sasl.ts';

/** What the next line means. */
export type Exchange =
  | { readonly expects: 'plain' }
  | { readonly expects: 'username' }
  | { readonly expects: 'password'; readonly username: string };

export type ExchangeStep =
  | { readonly kind: 'challenge'; readonly reply: Reply; readonly exchange: Exchange }
  | { readonly kind: 'complete'; readonly mechanism: 'PLAIN' | 'LOGIN'; readonly credentials: PlainMessage }
  | { readonly kind: 'failed'; readonly reply: Reply };

const challenge = (text: string, exchange: Exchange): ExchangeStep => ({
  kind: 'challenge',
  reply: { code: 334, enhanced: null, lines: [text] },
  exchange,
});

/** After `AUTH mechanism`, with its initial response or null. */
export function beginExchange(mechanism: 'PLAIN' | 'LOGIN', initial: string | null): ExchangeStep {
  const exchange: Exchange = { expects: mechanism === 'PLAIN' ? 'plain' : 'username' };
  if (initial !== null) return continueExchange(exchange, initial === '=' ? '' : initial);
  return challenge(mechanism === 'PLAIN' ? '' : LOGIN_USERNAME_PROMPT, exchange);
}

/** After a line of the peer's; `*` ends the exchange. */
export function continueExchange(exchange: Exchange, line: string): ExchangeStep {
  if (line === '*') return { kind: 'failed', reply: replies.authCancelled() };
  const message = decodeBase64(line);
  if (message === null) return { kind: 'failed', reply: replies.badBase64() };
  if (exchange.expects === 'plain') {
    const credentials = parsePlain(message);
    return credentials === null ? malformed() : { kind: 'complete', mechanism: 'PLAIN', credentials };
  }
  const text = parseLoginText(message);
  if (text === null) return malformed();
  if (exchange.expects === 'username') return challenge(LOGIN_PASSWORD_PROMPT, { expects: 'password', username: text });
  const credentials = { authorization: '', username: exchange.username, password: text };
  return { kind: 'complete', mechanism: 'LOGIN', credentials };
}

const malformed = (): ExchangeStep => ({
  kind: 'failed',
  reply: replies.syntax('the answer to AUTH must hold a name and a password'),
});
