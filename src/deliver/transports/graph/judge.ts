/** The meaning of Graph's refusals: HTTP status and error code to an outcome with cause and cure. Pure. */
import { bounds } from '../../../base/bounds.ts';
import { delayedBy, failedBy, type HopFailure, ownTrouble } from '../../answers/failure.ts';
import { harmless } from '../../answers/remote-words.ts';
import { noSignIn } from '../../oauth/token-trouble.ts';
import { say, type Phrase } from '../../../texts/phrase.ts';
import { told, again } from '../../../texts/told.ts';
import { line } from '../../../mail/lines/said.ts';
import type { Cure } from '../../../mail/remedy.ts';

export interface GraphRefusal {
  readonly status: number;
  /** `ErrorAccessDenied`; empty where the body told none. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
  /** It came with a page for people. */
  readonly isPage?: true;
}

export interface GraphAsked {
  readonly connector: string;
  readonly user: string;
  /** `graph.microsoft.com` */
  readonly host: string;
  /** The thing that was asked for: `sendMail`, `a draft`. */
  readonly step: string;
}

/** The message may be larger than this way takes: there is another. */
export const isTooLarge = ({ status, code }: GraphRefusal): boolean =>
  status === 413 || /MessageSizeExceeded|RequestEntityTooLarge|RequestBodyTooLarge|MaxRequestLength/iu.test(code);

/**
 * Whether what was asked for may have been done all the same: a gateway that gave up, an error half-way, an answer that is not Graph's. A 503
 * says that it was not begun.
 */
export const isUnclear = ({ status }: GraphRefusal): boolean =>
  (status >= 200 && status < 300) || [408, 500, 502, 504].includes(status);

/** Only Graph's own word counts: a gateway that knows no way answers 404 as well. */
export const isItemGone = ({ status, code }: GraphRefusal): boolean => status === 404 && /ItemNotFound/iu.test(code);

const CHECK_ENDPOINT = line`it refuses the request itself: check the endpoint of the upstream (https://graph.microsoft.com/v1.0, or that of your cloud) and its user`;

/** A 400 that nobody could explain, when it is not one message's. */
export const refusesAll = (failure: GraphFailure): HopFailure =>
  noSignIn(say`${again(failure)}. Several messages were refused so, and none was taken meanwhile`, CHECK_ENDPOINT);

/**
 * Graph answers a MIME message that it finds too large with 200 and sends nothing, where 202 is its yes. A page at a small one is somebody
 * else's answer.
 */
export const isYesToNothing = ({ status, isPage }: GraphRefusal, sizeBytes: number): boolean =>
  status >= 200 && status < 300 && (isPage !== true || sizeBytes > bounds.deliver.graphSmallMessage);

/** The failure of a message that neither sendMail nor a draft took: it says nothing of other mail. */
export function ofThisMessage({ unexplained: _unexplained, ...failure }: GraphFailure): HopFailure {
  const words = told(say`${again(failure)}; before that, sendMail answered 200, which is no yes`);
  return failure.kind === 'later' || failure.kind === 'own-account'
    ? delayedBy({ ...failure, of: 'mail', ...words })
    : { ...failure, ...words };
}

/** The mailbox that sends is full: what it sends is written there first. */
const MAILBOX_FULL = /^(?:Error)?(?:Mailbox|Storage|Store)?QuotaExceeded$|^quotaLimitReached$|MailboxFull|StoreFull/iu;
/** The account has sent as much as it may in a while. */
const SENT_ENOUGH = /QuotaExceeded|ExceededMessageLimit|MessageLimitExceeded|SendQuota|SubmissionQuota/iu;
const BLOCKED = /SubmissionBlocked|AccountSuspend|AccountRestricted|OutboundSpam/iu;
const NO_MAILBOX =
  /NonExistentMailbox|InvalidUser$|MailboxNotEnabled|MailboxNotHosted|MailboxNotFound|ResourceNotFound/iu;

/** Codes about what was sent: its MIME, a part, a property of it, the JSON that it became. */
const OF_THE_MESSAGE =
  /^(?:Error(?:Mime|InvalidMime|Item|Content|InvalidContent|CorruptData|Attachment|InvalidAttachment|InvalidProperty|Property|InvalidArgument|InvalidRequest|InvalidInternet|InvalidReferenceItem|Message)|Invalid\w*(?:Message|Mime|Attachment|Header|Property)|RequestBodyRead|UnableToDeserializePostBody)/iu;

/**
 * Whose trouble a 400 with a code we do not know is, nobody can tell from one: this mail's, or everybody's. So only this mail waits, and the
 * lane stays open (`unexplained`); who sees that other mail is refused so too, and none taken, takes it for the upstream's (unexplained.ts).
 */
export type GraphFailure = HopFailure & { readonly unexplained?: true };

export function judgeGraph(refusal: GraphRefusal, asked: GraphAsked): GraphFailure {
  const judged = new Judged(refusal, asked);
  return byCode(judged) ?? ofStatus[refusal.status]?.(judged) ?? byClass(judged);
}

/** A refusal, and the failures it may be. */
class Judged {
  readonly refusal: GraphRefusal;
  readonly user: string;
  /** Graph's sentence, harmless. */
  readonly message: string;
  /** The whole answer, as the trace shows it. */
  readonly said: Phrase;

  constructor(refusal: GraphRefusal, { host, step, user }: GraphAsked) {
    const { status, code } = refusal;
    this.refusal = refusal;
    this.user = user;
    this.message = harmless(refusal.message, bounds.deliver.errorTold);
    this.said = say`${host} said at ${step}: ${[`HTTP ${status}`, code, this.message].filter(Boolean).join(' ')}`;
  }

  /** Our account has trouble, or the endpoint has. */
  own(cure: Cure): HopFailure {
    return noSignIn(this.said, cure);
  }

  later(tail = say``): Extract<HopFailure, { kind: 'later' }> {
    return delayedBy({
      cause: 'busy',
      status: '4.3.2',
      ...told(say`${this.said}${tail}`),
      retryAfterMs: this.refusal.retryAfterMs,
      of: 'route',
    });
  }

  noMailbox(): HopFailure {
    return this.own(
      line`there is no mailbox ${this.user} that Graph reaches: check the user of the upstream, its Exchange Online licence, and that the mailbox is not on premises`,
    );
  }
}

/** null: the code decides nothing. */
function byCode(judged: Judged): HopFailure | null {
  const { refusal, user, message, said } = judged;
  const { status, code, retryAfterMs } = refusal;
  if (isTooLarge(refusal))
    return failedBy({
      cause: 'too-large',
      status: '5.3.4',
      ...told(say`${said}. The mailbox takes no message of this size`),
    });
  if (status === 507 || MAILBOX_FULL.test(code))
    return ownTrouble({
      cause: 'mailbox-full',
      status: '4.2.2',
      ...told(say`${said}. The mailbox ${user} is full, and nothing can be sent from it`),
      cure: 'empty its Sent Items and Deleted Items, or give it an archive or a larger plan',
      retryAfterMs,
    });
  // The daily count of the account, not a fault of this message.
  if (SENT_ENOUGH.test(code) || /SubmissionQuotaExceeded/u.test(message))
    return ownTrouble({ ...judged.later(say`. The account has sent all it may for now`), of: 'route' });
  if (BLOCKED.test(code) || /OutboundSpam|WASCL UserAction/iu.test(message))
    return judged.own(
      line`${user} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent`,
    );
  if (/SendAsDenied/iu.test(code) || /SendAsDenied/u.test(message))
    return failedBy({
      cause: 'refused-by-policy',
      status: '5.7.60',
      ...told(
        say`${said}. The sender's address is not ${user}: rewrite From at this upstream (--rewrite-from ${user}), or give ${user} the Send As right`,
      ),
    });
  return NO_MAILBOX.test(code) ? judged.noMailbox() : null;
}

const later = (judged: Judged): HopFailure => judged.later();

/** Statuses that mean something by themselves. */
const ofStatus: Readonly<Record<number, (judged: Judged) => GraphFailure>> = {
  400: badRequest,
  401: (judged) =>
    judged.own(
      'the token is not one for Graph: its scope should be https://graph.microsoft.com/.default (or that of your cloud)',
    ),
  403: (judged) =>
    judged.own(
      line`the application may not send as ${judged.user}: grant it the application permission Mail.Send (and Mail.ReadWrite for messages over 3 MiB) with admin consent, and look whether an application access policy leaves this mailbox out`,
    ),
  404: (judged) =>
    isItemGone(judged.refusal) ? judged.later(say`, which is a draft of a moment ago`) : judged.noMailbox(),
  408: later,
  409: later,
  412: later,
  423: later,
  429: later,
  509: later,
};

function badRequest({ refusal: { code }, said }: Judged): GraphFailure {
  if (/InvalidRecipient/iu.test(code)) return failedBy({ cause: 'unknown-recipient', status: '5.1.3', ...told(said) });
  if (OF_THE_MESSAGE.test(code)) return failedBy({ cause: 'content-refused', status: '5.6.0', ...told(said) });
  return { ...delayedBy({ cause: 'content-refused', status: '4.6.0', ...told(said), of: 'mail' }), unexplained: true };
}

function byClass(judged: Judged): HopFailure {
  const { status } = judged.refusal;
  if (status >= 500) return judged.later();
  // Neither the message nor a recipient is named: then every message would be refused so.
  if (status >= 400) return judged.own(CHECK_ENDPOINT);
  // A redirect, a page, a yes to another question: who answers there is not Graph, and will not be for the next message.
  return judged.own(
    'that is no answer of Graph: check the endpoint of the upstream, and whether a proxy or a captive portal answers in its place',
  );
}
