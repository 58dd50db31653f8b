/** The answer to a sign-in that was not taken. */
import { assertNever } from '../../base/never.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { replies } from '../../mail/replies.ts';
import type { Reason } from '../../mail/reason.ts';
import type { Reply } from '../../mail/reply.ts';
import { signInOffLine } from '../../texts/reason-line.ts';
import type { SessionAction } from '../connection/session-action.ts';
import type { SignIn, SignInAttempt } from '../sign-in/authenticate.ts';
import { switchedOffReason } from '../sign-in/switched-off.ts';
import type { ErrorCount } from './error-count.ts';

export function refusedSignIn(
  offences: ErrorCount,
  view: DirectoryView,
  { username: login, clientAddress: address }: Pick<SignInAttempt, 'username' | 'clientAddress'>,
  result: Exclude<SignIn, { kind: 'signed-in' }>,
): SessionAction {
  const failed = (reply: Reply, reason: Reason) => offences.authFailed(reply, { stage: 'auth', login, reason });
  const refused = (reply: Reply, reason: Reason) => offences.refuse(reply, { stage: 'auth', login, reason });
  switch (result.kind) {
    case 'wrong':
      return failed(replies.wrongCredentials(), { kind: result.why, login });
    case 'locked':
      return failed(replies.authLocked(), { kind: 'sign-in-locked', by: result.by, login, address });
    case 'switched-off': {
      const { off, credential } = result;
      const reply = replies.authSwitchedOff(signInOffLine(off, credential.name));
      return refused(reply, switchedOffReason(view, login, off, credential));
    }
    case 'busy':
      return refused(replies.authBusy(), { kind: 'sign-in-busy' });
    case 'unreadable':
      return refused(replies.localError(), { kind: 'password-unreadable', login });
    default:
      return assertNever(result);
  }
}
