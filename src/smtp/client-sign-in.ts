/**
 * The client's half of an AUTH exchange: which mechanism, what to say first, and what to every 334. Pure; says each thing once.
 * RFC 4954, RFC 4616 PLAIN, LOGIN, XOAUTH2 (as Google and Microsoft document it), RFC 7628 OAUTHBEARER.
 */
import type { Reply } from '../mail/reply.ts';
import type { ClientCredentials } from './client-events.ts';
import { secretForms } from './confidence.ts';
import { oauthbearerResponse, plainResponse, xoauth2Response } from './sasl.ts';

export interface SignInExchange {
  /** The command line. */
  readonly command: string;
  /** What to say to a 334; null: nothing is left to say, the peer is out of step. */
  answerTo(reply: Reply): string | null;
  /** In every form in which the exchange holds them. */
  readonly secrets: readonly string[];
}

/** RFC 4954 §4.4: an AUTH command line may have 12,288 octets, its end included; a longer response goes after the 334. */
const LONGEST_COMMAND = 12_286;
/** Errors of a peer about one token: one is due. */
const MOST_DISMISSALS = 2;

/** `refused`: what the peer would have to offer. */
export function signInExchange(
  credentials: ClientCredentials,
  offered: readonly string[],
): SignInExchange | { readonly refused: string } {
  return 'token' in credentials
    ? byToken(credentials.username, credentials.token, offered)
    : byPassword(credentials.username, credentials.password, offered);
}

/** What of `offered` would do for these credentials. */
export const signInMechanisms = (withToken: boolean): readonly string[] =>
  withToken ? ['XOAUTH2', 'OAUTHBEARER'] : ['PLAIN', 'LOGIN'];

function byPassword(
  username: string,
  password: string,
  offered: readonly string[],
): SignInExchange | { readonly refused: string } {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const response = plainResponse(username, password);
  const secrets = secretForms(password, [response]);
  const inTurn = (command: string, answers: string[]): SignInExchange => ({
    command,
    answerTo: () => answers.shift() ?? null,
    secrets,
  });
  // Some peers overlook the initial response and ask for it.
  if (offered.includes('PLAIN')) return inTurn(`AUTH PLAIN ${response}`, [response]);
  if (offered.includes('LOGIN')) return inTurn('AUTH LOGIN', [base64(username), base64(password)]);
  return { refused: 'neither AUTH PLAIN nor LOGIN' };
}

/**
 * A 334 after the token is an error in JSON; it wants an answer (XOAUTH2: an empty line, OAUTHBEARER: one %x01, RFC 7628 §3.2.3) before
 * the peer says 535. A 334 that is empty, from a peer that overlooked the initial response, asks for the token itself.
 */
function byToken(
  username: string,
  token: string,
  offered: readonly string[],
): SignInExchange | { readonly refused: string } {
  const mechanism = signInMechanisms(true).find((name) => offered.includes(name));
  if (mechanism === undefined) return { refused: 'neither AUTH XOAUTH2 nor OAUTHBEARER' };
  const response = mechanism === 'XOAUTH2' ? xoauth2Response(username, token) : oauthbearerResponse(username, token);
  const whole = `AUTH ${mechanism} ${response}`;
  let said = false;
  let dismissals = 0;
  return {
    command: whole.length <= LONGEST_COMMAND ? whole : `AUTH ${mechanism}`,
    answerTo(reply) {
      if (!said && reply.lines.join('').trim() === '') {
        said = true;
        return response;
      }
      dismissals += 1;
      if (dismissals > MOST_DISMISSALS) return null;
      return mechanism === 'XOAUTH2' ? '' : 'AQ==';
    },
    secrets: secretForms(token, [response]),
  };
}
