/** Replies of Amazon SES, by its page "SMTP response codes returned by Amazon SES". It gives no enhanced codes. */
import type { UpstreamService } from '../../../directory/upstream.ts';
import { MINUTE, newSecret, QUOTA_MS, REWRITE_SENDER, row, type UpstreamReplyRow } from './row.ts';

const SES: readonly UpstreamService[] = ['amazon-ses'];

export const amazonSesReplies: readonly UpstreamReplyRow[] = [
  row(
    'ses-not-verified',
    SES,
    '554 Message rejected: Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: copier@ours.example',
    [/^554$/u, null, /not verified|identities failed the check/iu],
    'fail',
    'SES knows neither this address nor its domain as verified in that region; while the account is in the sandbox that goes for recipients too',
    REWRITE_SENDER,
    null,
    'refused-by-policy',
  ),
  row(
    'ses-credentials',
    SES,
    '535 Authentication Credentials Invalid',
    [/^535$/u, null],
    'hold',
    'the name or the password is not that of SMTP credentials of this region: access keys of AWS do not work here',
    newSecret('make SMTP credentials (SES console, SMTP settings) in the region of the host; their password'),
  ),
  row(
    'ses-not-authorized',
    SES,
    "554 Access denied: User `arn:aws:iam::111122223333:user/ses-smtp-user' is not authorized to perform `ses:SendRawEmail' on resource `arn:aws:ses:eu-central-1:111122223333:identity/ours.example'",
    [/^554$/u, null, /access denied|not authorized to perform/iu],
    'hold',
    'the IAM user of the SMTP credentials may not send as this identity',
    'allow ses:SendRawEmail for it in the policy of that IAM user',
    null,
    'sign-in-failed',
  ),
  row(
    'ses-paused',
    SES,
    '554 Message rejected: Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    [/^554$/u, null, /paused|suspended/iu],
    'hold',
    'Amazon has paused the sending of the account, mostly for bounces or complaints',
    'see the SES console (Reputation metrics) and the mail that AWS wrote, and ask AWS to review it',
  ),
  row(
    'ses-quota-of-day',
    SES,
    '454 Throttling failure: Daily message quota exceeded.',
    [/^454$/u, null, /daily (?:message|sending) quota/iu],
    'hold-until-tomorrow',
    'what the account may send in 24 hours is used up',
    'ask AWS for a higher sending quota (Service Quotas), and set it as the connector’s pace, so that it is not met again',
    QUOTA_MS,
  ),
  row(
    'ses-rate',
    SES,
    '454 Throttling failure: Maximum sending rate exceeded.',
    [/^454$/u, null, /maximum sending rate|throttling/iu],
    'later',
    'more messages a second than the account may send',
    'nothing: it passes. If it comes often, set the account’s rate as the connector’s pace, or ask AWS for a higher one',
    MINUTE,
  ),
  row(
    'ses-concurrency',
    SES,
    '421 Too many concurrent SMTP connections',
    [/^421$/u, null, /too many concurrent/iu],
    'lower-concurrency',
    'more sessions at once than SES takes from one account',
    'nothing: fewer are used for a while. Set a pace if other programs use the account too',
    MINUTE,
  ),
];
