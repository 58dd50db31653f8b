/** What Graph's refusals mean: HTTP status and error code to an outcome with cause and cure. Pure. */
import { delayedBy, failedBy, type HopFailure } from '../failure.ts';
import { harmless } from '../remote-words.ts';
import { noSignIn } from '../token-trouble.ts';

export interface GraphRefusal {
  readonly status: number;
  /** `ErrorAccessDenied`; empty where the body told none. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
}

export interface GraphAsked {
  readonly connector: string;
  readonly user: string;
  /** `graph.microsoft.com` */
  readonly host: string;
  /** What was asked for: `sendMail`, `a draft`. */
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
  const message = harmless(refusal.message, 300);
  const said = `${asked.host} said at ${asked.step}: ${[`HTTP ${status}`, code, message].filter(Boolean).join(' ')}`;
  const own = (cure: string): HopFailure => noSignIn(`${said}. ${cure}`);
  const later = (tail = ''): HopFailure =>
    delayedBy({
      cause: 'busy',
      status: '4.3.2',
      text: `${said}${tail}`,
      retryAfterMs: refusal.retryAfterMs,
      tryNext: false,
    });
  if (isTooLarge(refusal))
    return failedBy({
      cause: 'too-large',
      status: '5.3.4',
      text: `${said}. The mailbox takes no message of this size`,
    });
  // The daily count of the account, not a fault of this message.
  if (/QuotaExceeded|ExceededMessageLimit|SendQuota/iu.test(code) || /SubmissionQuotaExceeded/u.test(message))
    return { ...later('. The account has sent all it may for now'), ownAccount: true };
  if (/SendAsDenied/iu.test(code) || /SendAsDenied/u.test(message))
    return failedBy({
      cause: 'refused-by-policy',
      status: '5.7.60',
      text: `${said}. The sender's address is not ${asked.user}: rewrite From at this upstream (--rewrite-from ${asked.user}), or give ${asked.user} the Send As right`,
    });
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
      return own(
        `There is no mailbox ${asked.user} that Graph reaches: check the user of the upstream and its Exchange Online licence`,
      );
    case 400:
      if (/InvalidRecipient/iu.test(code)) return failedBy({ cause: 'unknown-recipient', status: '5.1.3', text: said });
      if (/SubmissionBlocked|AccountSuspend/iu.test(code))
        return own(
          `${asked.user} is blocked from sending: release it in the Microsoft Defender portal (Restricted entities), and find out what it sent`,
        );
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
        laneTrouble: false,
        tryNext: false,
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
