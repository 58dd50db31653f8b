/**
 * The meaning of an upstream's refusal for the mail: the words of a known service are read by its table (`policy/upstreams/replies.ts`), so that
 * trouble with our own account, address or settings holds the mail instead of bouncing it, and the operator reads cause and cure. Pure.
 */
import type { Outcome } from '../../mail/delivery.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { ToldCure, ReplyCure } from '../../mail/remedy.ts';
import type { EnhancedStatus, Reply } from '../../mail/reply.ts';
import type { UpstreamService, UpstreamTrouble } from '../../directory/upstream.ts';
import { upstreamTrouble } from '../../policy/upstreams/replies.ts';
import { curePhrase, ofAccount, toldCure } from '../../texts/remedy.ts';
import { say, type Phrase, worded } from '../../texts/phrase.ts';
import { told, again } from '../../texts/told.ts';
import { type ToldLine, line } from '../../mail/lines/said.ts';

export interface Understood {
  readonly outcome: Outcome;
  readonly trouble: UpstreamTrouble | null;
}

/** A next hop that somebody named. A stranger's MX speaks for himself, whatever connector leads there. */
export const isUpstream = ({ route, service }: Pick<OutboundConnector, 'route' | 'service'>): boolean =>
  route.kind !== 'mx' || service !== 'other';

export interface SpokenTo {
  /** The connector's. */
  readonly name: string;
  readonly service: UpstreamService;
  readonly auth: { readonly username: string; readonly withToken: boolean } | null;
}

/** The meaning of the reply, and a sentence of cause and cure with names filled in. null: the standards say what it means. */
export function adviceOn(
  { name, service, auth }: SpokenTo,
  reply: Reply,
):
  | ({
      readonly trouble: UpstreamTrouble;
      readonly cause: Phrase;
      readonly helps: ToldCure;
    } & ToldLine)
  | null {
  const trouble = upstreamTrouble(service, reply);
  if (trouble === null) return null;
  const isSecret =
    typeof trouble.cure === 'object' && 'act' in trouble.cure && trouble.cure.act === 'set-password-anew';
  const [cause, cure] =
    auth?.withToken && isSecret ? tokenRights(auth.username) : [worded(trouble.cause), trouble.cure];
  const helps = toldCure(ofAccount(cure, name, auth?.username ?? null));
  return { trouble, ...told(say`${cause}; what helps: ${curePhrase(helps)}`), cause, helps };
}

/** A token that was given out and is refused all the same. */
const tokenRights = (username: string): readonly [cause: Phrase, cure: ReplyCure] => [
  say`the token is good, so its rights are not`,
  line`check that ${username} is the mailbox the application may send as (at Microsoft: SMTP.SendAsApp or SMTP.Send consented, the service principal registered with the object id of the Enterprise application, SMTP AUTH on for the mailbox), and that its scope is the one for SMTP; docs/operate/upstreams.md has the list`,
];

type Refused = Extract<Outcome, { action: 'delayed' | 'failed' }>;

/** The upstream was asked, and answered no. */
const isRefusal = (outcome: Outcome): outcome is Refused =>
  outcome.action === 'failed' || (outcome.action === 'delayed' && outcome.putOff !== true);

/** @param tookOthers in the same attempt: then the upstream is not closed to all mail. */
export function understand(connector: OutboundConnector, outcome: Outcome, tookOthers = false): Understood {
  if (!isRefusal(outcome) || outcome.reply === null || !isUpstream(connector)) return { outcome, trouble: null };
  const { name, service, auth } = connector;
  const signIn = auth === null ? null : { username: auth.username, withToken: auth.kind !== 'password' };
  const advice = adviceOn({ name, service, auth: signIn }, outcome.reply);
  if (advice === null) return { outcome, trouble: null };
  const { trouble, helps } = advice;
  const said = outcome.advised
    ? {}
    : {
        ...told(say`${again(outcome)} (${again(advice)})`),
        apart: { met: told(say`${again(outcome)} (${advice.cause})`), helps },
      };
  const understood = { ...outcome, ...said, cause: trouble.failure ?? outcome.cause };
  const isFinal = !trouble.ownAccount && outcome.action === 'failed';
  return { trouble, outcome: isFinal ? understood : held(understood, trouble, tookOthers) };
}

/** The mail waits, whatever the code: for the administrator, or for the time that was named. */
function held(outcome: Refused, trouble: UpstreamTrouble, tookOthers: boolean): Outcome {
  const before = outcome.action === 'delayed' ? outcome : { laneTrouble: false, retryAfterMs: null };
  const isOfAllMail = trouble.ownAccount && !tookOthers;
  const namesWait = trouble.retryAfterMs !== null;
  const retryAfterMs = Math.max(trouble.retryAfterMs ?? 0, before.retryAfterMs ?? 0);
  return {
    ...outcome,
    action: 'delayed',
    // An upstream that names a wait slows us down, whatever its code.
    cause: namesWait ? 'busy' : outcome.cause,
    status: `4.${outcome.status.slice(2)}` as EnhancedStatus,
    laneTrouble: isOfAllMail || namesWait || before.laneTrouble,
    retryAfterMs: retryAfterMs === 0 ? null : retryAfterMs,
    ...(trouble.ownAccount ? { ownAccount: true as const } : {}),
  };
}
