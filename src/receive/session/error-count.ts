/** Counts what a peer does wrong in a session: records it, slows it down, and in the end closes. */
import type { LimitName } from '../../mail/limits.ts';
import type { Reason } from '../../mail/reason.ts';
import { replies } from '../../mail/replies.ts';
import { isPermanent, type Reply } from '../../mail/reply.ts';
import type { Limits } from '../../policy/limits.ts';
import type { RefusalFacts, SessionLog } from '../record/session-record.ts';
import { closing, type SessionAction, say } from '../connection/session-action.ts';

/** The end of a session, for what was refused before. */
const after = (last: Reason, limit: LimitName): Reason =>
  last.kind === 'farewell' ? last : { kind: 'farewell', limit, last };

/** Answers to somebody who errs come this much later. */
const SLOWED_MS = 1_000;

export class ErrorCount {
  readonly #log: SessionLog;
  readonly #limits: () => Limits;
  #errors = 0;
  #junk = 0;
  #unknown = 0;
  #authFailures = 0;

  constructor(log: SessionLog, limits: () => Limits) {
    this.#log = log;
    this.#limits = limits;
  }

  /** Any refusal. Temporary ones are not the peer's errors. */
  refuse(reply: Reply, facts: RefusalFacts): SessionAction {
    if (!isPermanent(reply)) return say(this.#log.refuse(reply, facts), reply.code === 421 ? 'close' : 'go-on');
    return this.#count(() => this.#log.refuse(reply, facts), facts);
  }

  /** A refusal that only follows from the last one (DATA of a pipelined group whose RCPT was refused): an error, but no news. */
  follow(reply: Reply, facts: RefusalFacts): SessionAction {
    return this.#count(() => this.#log.follow(reply, facts), facts);
  }

  #count(refused: () => Reply, facts: RefusalFacts): SessionAction {
    this.#errors++;
    const limits = this.#limits();
    if (this.#errors >= limits('errorsBeforeClose')) {
      const farewell = { ...facts, reason: after(facts.reason, 'errorsBeforeClose') };
      return say(this.#log.refuse(replies.tooManyErrors(), farewell), 'close');
    }
    const delayMs = this.#errors > limits('errorsBeforeDelay') ? SLOWED_MS : 0;
    return { kind: 'reply', reply: refused(), after: 'go-on', delayMs };
  }

  /** Strangers who ask for names get few answers; own devices with a stale address book do not lose the session. */
  unknownRecipient(isOwn: boolean, reply: Reply, facts: RefusalFacts): SessionAction {
    if (isOwn) return say(this.#log.refuse(reply, facts));
    const action = this.refuse(reply, facts);
    if (++this.#unknown < this.#limits()('unknownRecipients')) return action;
    return this.#closing(action, replies.tooManyUnknown(), {
      ...facts,
      reason: after(facts.reason, 'unknownRecipients'),
    });
  }

  /** An answered sign-in that failed, and a broken exchange alike. */
  authFailed(reply: Reply, facts: RefusalFacts): SessionAction {
    const action = this.refuse(reply, facts);
    const most = this.#limits()('authFailuresPerConnection');
    if (++this.#authFailures < most) return action;
    const reason = after(facts.reason, 'authFailuresPerConnection');
    return this.#closing(action, replies.tooManyAuthFailures(), { ...facts, reason });
  }

  /** The farewell is a refusal of its own, unless the session ends already. */
  #closing(action: SessionAction, farewell: Reply, facts: RefusalFacts): SessionAction {
    const isOver = action.kind === 'reply' && action.after === 'close';
    return closing(action, isOver ? null : this.#log.refuse(farewell, facts));
  }

  /** NOOP and its like. */
  junk(reply: Reply): SessionAction {
    if (++this.#junk <= this.#limits()('junkCommands')) return say(reply);
    return closing(this.refuse(replies.tooManyErrors(), { stage: 'command', reason: { kind: 'junk-commands' } }), null);
  }

  /** A message was accepted: what went before served it. */
  worked(): void {
    this.#junk = 0;
  }
}
