/**
 * One sign-in at a next hop, under the guard that keeps a wrong password from locking the account. The guard knows a token by what it stands
 * on: the first refusal of one says nothing yet, the refusal of a fresh one does.
 */
import type { Reply } from '../../mail/reply.ts';
import type { ClientCredentials } from '../../smtp/client/client-dialogue.ts';
import { signInMechanisms } from '../../smtp/client/client-sign-in.ts';
import type { ClientSession, Heard } from './client-session.ts';
import { delayedBy, type HopFailure } from '../answers/failure.ts';
import { failureOf, isEvent } from './unexpected-event.ts';
import { proofOf, type SessionTarget } from './session-target.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { adviceOn } from '../upstream/upstream-words.ts';

export interface SignInTask {
  readonly credentials: ClientCredentials | null;
  /** A refusal of the token is not the last word. */
  readonly retries: boolean;
  readonly guard: SignInGuard;
  /** Refused; once per back-off. */
  readonly onRefused?: ((text: string) => void) | undefined;
  /** `mail.example.net [192.0.2.1]:587` */
  readonly where: string;
}

export interface SignedIn {
  readonly failure: HopFailure | null;
  /** Nothing but the access token was wrong. */
  readonly tokenRefused?: true;
}

export async function signIn(
  session: ClientSession,
  target: SessionTarget,
  { credentials, retries, guard, onRefused, where }: SignInTask,
  signal: AbortSignal,
): Promise<SignedIn> {
  if (credentials === null || target.credentials === null) return { failure: null };
  const offered = session.dialogue.extensions?.auth ?? [];
  const withToken = 'token' in credentials;
  if (!signInMechanisms(withToken).some((mechanism) => offered.includes(mechanism)))
    return {
      failure: delayedBy({
        cause: 'sign-in-failed',
        status: '4.7.8',
        text: `${where} offers no sign-in we ${withToken ? 'can use with a token' : 'know'} (${offered.join(' ') || 'none at all'}): remove ${withToken ? 'the sign-in' : 'name and password'} from the connector, or use another port`,
        ownAccount: true,
      }),
    };
  const key = `${target.account?.id ?? ''} ${credentials.username}`;
  const turn = await guard.enter(key, proofOf(target.credentials), signal);
  if (!turn.allowed) return { failure: { ...turn.failure, retryAfterMs: turn.retryAfterMs } };
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
    return { failure: null };
  }
  const said = failureOf(answer, 'auth', where);
  const refused = isEvent(answer, 'refused') && answer.event.reply.code >= 500 ? answer.event.reply : null;
  if (refused === null) {
    turn.unclear();
    return { failure: said };
  }
  if (withToken && retries && mayBeTheToken(refused)) {
    turn.unclear();
    return { failure: { ...said, tryNext: false, ownAccount: true }, tokenRefused: true };
  }
  const { username } = credentials;
  const name = target.account?.name ?? '';
  const advice = adviceOn(
    { name, service: target.account?.service ?? 'other', auth: { username, withToken } },
    refused,
  );
  const text = `the sign-in of connector ${name} failed: ${said.text}${advice === null ? '' : ` (${advice.text})`}`;
  const failure: HopFailure = { ...said, text, tryNext: false, ownAccount: true };
  const { retryAfterMs, news } = turn.failed(failure);
  if (news) onRefused?.(text);
  return { failure: { ...failure, retryAfterMs } };
}

/** 535 5.7.3 and 5.7.8 say no more than "wrong"; 5.7.142 and .143 name the token (HVE). What says more (5.7.139) is no matter of the token. */
const mayBeTheToken = ({ code, enhanced }: Reply): boolean =>
  code === 535 && (enhanced === null || ['5.7.3', '5.7.8', '5.7.142', '5.7.143'].includes(enhanced));
