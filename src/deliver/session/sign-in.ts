/**
 * One sign-in at a next hop, under the guard that keeps a wrong password from locking the account. The guard knows a token by what it stands
 * on: the first refusal of one says nothing yet, the refusal of a fresh one does.
 */
import type { Reply } from '../../mail/reply.ts';
import type { ClientCredentials } from '../../smtp/client/client-dialogue.ts';
import { signInMechanisms } from '../../smtp/client/client-sign-in.ts';
import type { Heard } from './client-session.ts';
import { type HopFailure, notBefore, ownTrouble } from '../answers/failure.ts';
import { failureOf, isEvent } from './unexpected-event.ts';
import type { Halt, SessionOpening } from './opening.ts';
import { proofOf } from './session-target.ts';
import type { SignInTurn } from './sign-in-guard.ts';
import { mayAuthenticate } from './tls-policy.ts';
import { adviceOn } from '../upstream/upstream-words.ts';
import { say } from '../../texts/phrase.ts';
import { told, again, type Words } from '../../texts/told.ts';

/** The last stage of a session. A password goes out only where the TLS policy lets it. */
export async function signIn(opening: SessionOpening): Promise<Halt | null> {
  const { credentials } = opening.as;
  if (credentials === null) return null;
  const allowed = mayAuthenticate(opening.target.tls, opening.protection);
  if (allowed !== true) {
    const status = opening.protection === 'clear' ? '4.7.4' : '4.7.5';
    return opening.noTls({ ...allowed, status, isLasting: true });
  }
  const halt = await authenticate(opening, credentials);
  const words = halt === null ? say`signed in as ${credentials.username}` : again(halt.failure);
  opening.note('sign-in', halt === null, words, halt?.failure.cure);
  return halt;
}

async function authenticate(opening: SessionOpening, credentials: ClientCredentials): Promise<Halt | null> {
  const { session, target, where, signal } = opening;
  if (target.credentials === null) return null;
  const offered = session.dialogue.extensions?.auth ?? [];
  if (!signInMechanisms('token' in credentials).some((mechanism) => offered.includes(mechanism)))
    return opening.failed(nothingOffered(where, offered, 'token' in credentials));
  const key = `${target.account?.id ?? ''} ${credentials.username}`;
  const turn = await opening.setting.guard.enter(key, proofOf(target.credentials), signal);
  if (!turn.allowed) return opening.failed(notBefore(turn.failure, turn.retryAfterMs));
  let answer: Heard;
  try {
    session.dialogue.authenticate(credentials);
    answer = await session.next(signal);
  } catch (error) {
    turn.unclear();
    throw error;
  }
  if (isEvent(answer, 'authenticated')) {
    turn.succeeded();
    return null;
  }
  return opening.failed(...notSignedIn(opening, credentials, answer, turn));
}

const those = (offered: readonly string[]): Words => offered.join(' ') || say`none at all`;

const nothingOffered = (where: string, offered: readonly string[], withToken: boolean): HopFailure =>
  ownTrouble({
    cause: 'sign-in-failed',
    status: '4.7.8',
    ...told(
      withToken
        ? say`${where} offers no sign-in we can use with a token (${those(offered)}): remove the sign-in from the connector, or use another port`
        : say`${where} offers no sign-in we know (${those(offered)}): remove name and password from the connector, or use another port`,
    ),
    of: 'hop',
    cure: null,
  });

function notSignedIn(
  { as, target, where, setting }: SessionOpening,
  credentials: ClientCredentials,
  answer: Heard,
  turn: SignInTurn,
): [failure: HopFailure, kind?: 'token-refused'] {
  const said = failureOf(answer, 'auth', where);
  const refused = isEvent(answer, 'refused') && answer.event.reply.code >= 500 ? answer.event.reply : null;
  if (refused === null) {
    turn.unclear();
    return [said];
  }
  const withToken = 'token' in credentials;
  if (withToken && as.retries && mayBeTheToken(refused)) {
    turn.unclear();
    return [ownTrouble({ ...said, of: 'route' }), 'token-refused'];
  }
  const { username } = credentials;
  const name = target.account?.name ?? '';
  const advice = adviceOn(
    { name, service: target.account?.service ?? 'other', auth: { username, withToken } },
    refused,
  );
  const met = say`the sign-in of connector ${name} failed: ${again(said)}`;
  const words = told(advice === null ? met : say`${met} (${again(advice)})`);
  const failure = ownTrouble({ ...said, of: 'route', ...words, ...(advice === null ? {} : adviceFor(withToken)) });
  const { retryAfterMs, news } = turn.failed(failure);
  if (news) setting.onSignInRefused?.(words.text);
  return [notBefore(failure, retryAfterMs)];
}

/** Words of a provider that are known say what a token stands on; a password may be another one than was thought. */
const adviceFor = (withToken: boolean): Pick<HopFailure, 'advised' | 'cure'> =>
  withToken ? { advised: true, cure: null } : { advised: true };

/** 535 5.7.3 and 5.7.8 say no more than "wrong"; 5.7.142 and .143 name the token (HVE). What says more (5.7.139) is no matter of the token. */
const mayBeTheToken = ({ code, enhanced }: Reply): boolean =>
  code === 535 && (enhanced === null || ['5.7.3', '5.7.8', '5.7.142', '5.7.143'].includes(enhanced));
