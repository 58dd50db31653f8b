/**
 * From nothing to a session that may send: connect, greet, secure as the policy demands, sign in. Every refusal becomes a HopFailure.
 */
import { freePlace, type Place } from '../../mail/doors/place.ts';
import type { ClientCredentials } from '../../smtp/client/client-dialogue.ts';
import { type HopFailure, noPlace } from '../answers/failure.ts';
import { connect } from './connect.ts';
import { greet } from './greet.ts';
import { type Halt, type OpenSession, type OpenSetting, SessionOpening } from './opening.ts';
import { secure } from './secure.ts';
import type { SessionTarget } from './session-target.ts';
import { signIn } from './sign-in.ts';
import { mayFallBack } from './tls-policy.ts';
import { say } from '../../texts/phrase.ts';
import { again } from '../../texts/told.ts';
import { type ToldLine, lineOf } from '../../mail/lines/said.ts';

export type Opened =
  | { readonly ok: true; readonly open: OpenSession }
  | { readonly ok: false; readonly failure: HopFailure };

/** The lesson of a try before this one. */
interface Before {
  readonly refusedToken?: string;
  /** TLS failed, and the policy allows to go on without. */
  readonly clearBecause?: ToldLine;
}

export async function openSession(
  target: SessionTarget,
  setting: OpenSetting,
  signal: AbortSignal,
  place: Place = freePlace,
  before: Before = {},
): Promise<Opened> {
  const prepared = await prepare(target, setting, signal, place, before);
  if ('failure' in prepared) return { ok: false, failure: prepared.failure };
  const { credentials } = prepared;
  const retries = before.refusedToken === undefined;
  const mode = before.clearBecause === undefined ? target.tls.mode : 'none';
  const opening = new SessionOpening(target, { credentials, retries, mode }, setting, signal);
  const halt = (await connect(opening)) ?? (await greet(opening)) ?? (await secure(opening)) ?? (await signIn(opening));
  // In clear text after TLS has failed: that was counted when it failed.
  if (before.clearBecause === undefined && (halt === null || halt.kind === 'no-tls')) opening.countTls();
  if (halt === null) return { ok: true, open: opening.opened(before.clearBecause) };
  opening.close();
  const next = whatNext(halt, opening, before);
  return next === null ? { ok: false, failure: halt.failure } : openSession(target, setting, signal, place, next);
}

/** The facts that another try goes by; null: there is none. */
function whatNext({ kind, failure }: Halt, opening: SessionOpening, before: Before): Before | null {
  const { target, as, signal } = opening;
  const { credentials } = as;
  if (kind === 'no-tls' && before.clearBecause === undefined && mayFallBack(target.tls, target.credentials !== null)) {
    // The handshake or the answer to STARTTLS failed: a new connection in clear text, as if TLS had not been offered (RFC 7435).
    opening.note('tls', true, say`${again(failure)}; trying again in clear text, which opportunistic TLS allows`);
    return { ...before, clearBecause: lineOf(failure) };
  }
  // It may have been withdrawn before its time: another one is asked for, once.
  const isToken = kind === 'token-refused' && credentials !== null && 'token' in credentials && !signal.aborted;
  return isToken ? { ...before, refusedToken: credentials.token } : null;
}

/** A token where one is needed, then a place: a token endpoint may be slow, and others may work meanwhile. */
async function prepare(
  { credentials, host }: SessionTarget,
  setting: OpenSetting,
  signal: AbortSignal,
  place: Place,
  { refusedToken }: Before,
): Promise<{ readonly credentials: ClientCredentials | null } | { readonly failure: HopFailure }> {
  if (credentials === null || 'password' in credentials)
    return (await place.take(signal)) ? { credentials } : { failure: noPlace };
  place.leave();
  const got = await credentials.token(signal, refusedToken);
  if (got.ok) setting.observe?.('token', true, again(got));
  else setting.observe?.('token', false, again(got.failure), got.failure.cure);
  if (!got.ok) return { failure: { ...got.failure, remoteHost: host } };
  if (!(await place.take(signal))) return { failure: noPlace };
  return { credentials: { username: credentials.username, token: got.token } };
}
