/** The meaning of Graph's refusals: HTTP status and error code to an outcome with cause and cure. Pure. */
import { bounds } from '../../../base/bounds.ts';
import { delayedBy, failedBy, type HopFailure, ownTrouble } from '../../answers/failure.ts';
import { harmless } from '../../answers/remote-words.ts';
import { noSignIn } from '../../oauth/token-trouble.ts';

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

const CHECK_ENDPOINT =
  'It refuses the request itself: check the endpoint of the upstream (https://graph.microsoft.com/v1.0, or that of your cloud) and its user';

/** A 400 that nobody could explain, when it is not one message's. */
export const refusesAll = (failure: GraphFailure): HopFailure =>
  noSignIn(`${failure.text}. Several messages were refused so, and none was taken meanwhile. ${CHECK_ENDPOINT}`);

/**
 * Graph answers a MIME message that it finds too large with 200 and sends nothing, where 202 is its yes. A page at a small one is somebody
 * else's answer.
 */
export const isYesToNothing = ({ status, isPage }: GraphRefusal, sizeBytes: number): boolean =>
  status >= 200 && status < 300 && (isPage !== true || sizeBytes > bounds.deliver.graphSmallMessage);

/** The failure of a message that neither sendMail nor a draft took: it says nothing of other mail. */
export function ofThisMessage({ unexplained: _unexplained, ...failure }: GraphFailure): HopFailure {
  const text = `${failure.text}; before that, sendMail answered 200, which is no yes`;
  return failure.kind === 'later' || failure.kind === 'own-account'
    ? delayedBy({ ...failure, of: 'mail', text })
    : { ...failure, text };
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
 * lane stays open (`unexplained`); who sees that other mail is refused so too, and none taken, takes it for the upstream's (carrier.ts).
 */
export type GraphFailure = HopFailure & { readonly unexplained?: true };

export function judgeGraph(refusal: GraphRefusal, asked: GraphAsked): GraphFailure {
  const { status, code } = refusal;
  const message = harmless(refusal.message, bounds.deliver.errorTold);
  const said = `${asked.host} said at ${asked.step}: ${[`HTTP ${status}`, code, message].filter(Boolean).join(' ')}`;
  const judged: Judged = {
    refusal,
    asked,
    message,
    said,
    own: (cure) => noSignIn(`${said}. ${cure}`),
    later: (tail = '') =>
      delayedBy({
        cause: 'busy',
        status: '4.3.2',
        text: `${said}${tail}`,
        retryAfterMs: refusal.retryAfterMs,
        of: 'route',
      }),
  };
  return byCode(judged) ?? byStatus(judged);
}

interface Judged {
  readonly refusal: GraphRefusal;
  readonly asked: GraphAsked;
  /** Graph's sentence, harmless. */
  readonly message: string;
  /** The whole answer, as the trace shows it. */
  readonly said: string;
  /** Our account has trouble, or the endpoint has. */
  readonly own: (cure: string) => HopFailure;
  readonly later: (tail?: string) => ReturnType<typeof delayedBy>;
}

/** null: the code decides nothing. */
function byCode({ refusal, asked, message, said, own, later }: Judged): HopFailure | null {
  const { status, code } = refusal;
  if (isTooLarge(refusal))
    return failedBy({
      cause: 'too-large',
      status: '5.3.4',
      text: `${said}. The mailbox takes no message of this size`,
    });
  if (status === 507 || MAILBOX_FULL.test(code))
    return ownTrouble({
      cause: 'mailbox-full',
      status: '4.2.2',
      text: `${said}. The mailbox ${asked.user} is full, and nothing can be sent from it: empty its Sent Items and Deleted Items, or give it an archive or a larger plan`,
      retryAfterMs: refusal.retryAfterMs,
    });
  // The daily count of the account, not a fault of this message.
  if (SENT_ENOUGH.test(code) || /SubmissionQuotaExceeded/u.test(message))
    return ownTrouble({ ...later('. The account has sent all it may for now'), of: 'route' });
  if (BLOCKED.test(code) || /OutboundSpam|WASCL UserAction/iu.test(message))
    return own(
      `${asked.user} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent`,
    );
  if (/SendAsDenied/iu.test(code) || /SendAsDenied/u.test(message))
    return failedBy({
      cause: 'refused-by-policy',
      status: '5.7.60',
      text: `${said}. The sender's address is not ${asked.user}: rewrite From at this upstream (--rewrite-from ${asked.user}), or give ${asked.user} the Send As right`,
    });
  return NO_MAILBOX.test(code) ? own(noMailbox(asked)) : null;
}

function byStatus({ refusal, asked, said, own, later }: Judged): GraphFailure {
  const { status, code } = refusal;
  switch (status) {
    case 401:
      return own(
        'The token is not one for Graph: its scope should be https://graph.microsoft.com/.default (or that of your cloud)',
      );
    case 403:
      return own(
        `The application may not send as ${asked.user}: grant it the application permission Mail.Send (and Mail.ReadWrite for messages over 3 MiB) with admin consent, and look whether an application access policy leaves this mailbox out`,
      );
    case 404:
      if (isItemGone(refusal)) return later(', which is a draft of a moment ago');
      return own(noMailbox(asked));
    case 400:
      if (/InvalidRecipient/iu.test(code)) return failedBy({ cause: 'unknown-recipient', status: '5.1.3', text: said });
      if (OF_THE_MESSAGE.test(code)) return failedBy({ cause: 'content-refused', status: '5.6.0', text: said });
      break;
    case 408:
    case 409:
    case 412:
    case 423:
    case 429:
    case 509:
      return later();
    default:
      break;
  }
  if (status >= 500) return later();
  if (status === 400)
    return {
      ...delayedBy({
        cause: 'content-refused',
        status: '4.6.0',
        text: said,
        of: 'mail',
      }),
      unexplained: true,
    };
  // Neither the message nor a recipient is named: then every message would be refused so.
  if (status >= 400) return own(CHECK_ENDPOINT);
  // A redirect, a page, a yes to another question: who answers there is not Graph, and will not be for the next message.
  return own(
    'That is no answer of Graph: check the endpoint of the upstream, and whether a proxy or a captive portal answers in its place',
  );
}

const noMailbox = ({ user }: GraphAsked): string =>
  `There is no mailbox ${user} that Graph reaches: check the user of the upstream, its Exchange Online licence, and that the mailbox is not on premises`;
