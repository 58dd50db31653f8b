/**
 * The client's half of an AUTH exchange: which mechanism, what to say first, and what to every 334. Pure; says each thing once.
 * RFC 4954, RFC 4616 PLAIN, LOGIN, XOAUTH2 (as Google and Microsoft document it), RFC 7628 OAUTHBEARER.
 */
import { bounds } from '../../base/bounds.ts';
import type { Reply } from '../../mail/reply.ts';
import type { ClientCredentials } from './client-events.ts';
import { secretForms } from './confidence.ts';
import { oauthbearerResponse, plainResponse, xoauth2Response } from '../grammar/sasl.ts';

export interface SignInExchange {
  /** The command line. */
  readonly command: string;
  /** The line to say to a 334; null: nothing is left to say, the peer is out of step. */
  answerTo(reply: Reply): string | null;
  /** The command to send when its form was refused: the mechanism alone. null: there is no other form. */
  insteadOf(reply: Reply): string | null;
  /** In every form in which the exchange holds them. */
  readonly secrets: readonly string[];
}

/** Of a line or a parameter that the host cannot read (RFC 5321 §4.2.2, RFC 4954 §4). Others are about who signs in. */
const OF_THE_FORM: ReadonlySet<number> = new Set([500, 501, 555]);

/** `refused`: what the peer would have to offer. */
export function signInExchange(
  credentials: ClientCredentials,
  offered: readonly string[],
): SignInExchange | { readonly refused: string } {
  return 'token' in credentials
    ? byToken(credentials.username, credentials.token, offered)
    : byPassword(credentials.username, credentials.password, offered);
}

/** Mechanisms of `offered` that would do for these credentials. */
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
  // Some peers overlook the initial response and ask for it.
  if (offered.includes('PLAIN')) return { ...withInitialResponse('PLAIN', response, () => null), secrets };
  if (offered.includes('LOGIN')) {
    const answers = [base64(username), base64(password)];
    return { command: 'AUTH LOGIN', answerTo: () => answers.shift() ?? null, insteadOf: () => null, secrets };
  }
  return { refused: 'neither AUTH PLAIN nor LOGIN' };
}

/** @param afterwards what a 334 gets once the response was said, and heard. */
function withInitialResponse(
  mechanism: string,
  response: string,
  afterwards: (reply: Reply) => string | null,
): Omit<SignInExchange, 'secrets'> {
  const alone = `AUTH ${mechanism}`;
  const whole = `${alone} ${response}`;
  const fits = whole.length <= bounds.smtp.authCommand;
  /** `with-command`: the response was said with the command, and the host may have overlooked it. */
  let said: 'no' | 'with-command' | 'yes' = fits ? 'with-command' : 'no';
  return {
    command: fits ? whole : alone,
    answerTo(reply) {
      if (said === 'yes') return afterwards(reply);
      const isAsked = said === 'no' || mechanism === 'PLAIN' || reply.lines.join('').trim() === '';
      said = 'yes';
      return isAsked ? response : afterwards(reply);
    },
    insteadOf({ code }) {
      if (said !== 'with-command' || !OF_THE_FORM.has(code)) return null;
      said = 'no';
      return alone;
    },
  };
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
  let dismissals = 0;
  const dismiss = (): string | null => {
    dismissals += 1;
    if (dismissals > bounds.smtp.dismissals) return null;
    return mechanism === 'XOAUTH2' ? '' : 'AQ==';
  };
  return { ...withInitialResponse(mechanism, response, dismiss), secrets: secretForms(token, [response]) };
}
