/** Replies of SendGrid, by its page "SMTP errors and troubleshooting" and as they are met. It gives no enhanced codes. */
import type { UpstreamService } from '../../../directory/upstream.ts';
import { MINUTE, newSecret, QUOTA_MS, REWRITE_SENDER, row, type UpstreamReplyRow } from './row.ts';

const SENDGRID: readonly UpstreamService[] = ['sendgrid'];

export const sendgridReplies: readonly UpstreamReplyRow[] = [
  row(
    'sendgrid-not-verified',
    SENDGRID,
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    [/^[45]\d\d$/u, null, /verified sender identity|not authorized to send from that email address/iu],
    'fail',
    'SendGrid knows neither this address nor its domain as a sender identity of the account',
    REWRITE_SENDER,
    null,
    'refused-by-policy',
  ),
  row(
    'sendgrid-credits',
    SENDGRID,
    '451 Authentication failed: Maximum credits exceeded',
    [/^[45]\d\d$/u, null, /credits exceeded/iu],
    'hold-until-tomorrow',
    'what the plan of the account allows is used up',
    'wait until it begins anew, or take a larger plan (Settings, Account Details)',
    QUOTA_MS,
  ),
  row(
    'sendgrid-throttled',
    SENDGRID,
    '452 Too many recipients received this hour (throttled)',
    [/^4\d\d$/u, null, /throttled|too many (?:recipients received|connections)/iu],
    'later',
    'more than SendGrid takes of the account in an hour',
    'nothing: it passes. If it comes often, set a lower pace on the connector',
    15 * MINUTE,
  ),
  row(
    'sendgrid-not-allowed',
    SENDGRID,
    '550 Authenticated user is not authorized to send mail',
    [/^5\d\d$/u, null, /not authorized to send mail/iu],
    'hold',
    'the API key may not send mail, or the account is under review or suspended',
    'give the key the permission Mail Send (Settings, API Keys), and look for a notice on the account',
    null,
    'sign-in-failed',
  ),
  row(
    'sendgrid-key',
    SENDGRID,
    '535 Authentication failed: The provided authorization grant is invalid, expired, or revoked',
    [/^535$/u, null],
    'hold',
    'the API key is wrong, was deleted, or may not be used from our address',
    newSecret(
      'the name is the word apikey, the password is an API key with the permission Mail Send; look at IP Access Management too. The key',
    ),
  ),
  row(
    'sendgrid-not-signed-in',
    SENDGRID,
    '550 Unauthenticated senders not allowed',
    [/^5\d\d$/u, null, /unauthenticated senders/iu],
    'hold',
    'no sign-in was sent',
    'give the connector a sign-in: the name apikey, and an API key as its password',
    null,
    'sign-in-failed',
  ),
];
