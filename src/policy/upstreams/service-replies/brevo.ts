/** Replies of Brevo (formerly Sendinblue), as its SMTP relay gives them. */
import type { UpstreamService } from '../../../directory/upstream.ts';
import { newSecret, row, type UpstreamReplyRow } from './row.ts';

const BREVO: readonly UpstreamService[] = ['brevo'];

export const brevoReplies: readonly UpstreamReplyRow[] = [
  row(
    'brevo-address',
    BREVO,
    '525 5.7.1 Unauthorized IP address',
    [/^5\d\d$/u, null, /unauthorized ip|ip (?:address )?(?:is )?not authorized/iu],
    'hold',
    'the account takes SMTP only from addresses it knows, and ours is not among them',
    'add our public address at Brevo (Settings, Security, Authorized IPs), by IPv6 too where this machine has it; or switch that check off for SMTP keys',
  ),
  row(
    'brevo-not-active',
    BREVO,
    '502 5.7.0 Your SMTP account is not yet activated. Please contact us to request activation.',
    [/^[45]\d\d$/u, null, /not yet activated/iu],
    'hold',
    'a new account may not send before Brevo has activated its SMTP',
    'ask the support of Brevo to activate transactional mail for the account',
  ),
  row(
    'brevo-key',
    BREVO,
    '535 5.7.8 Authentication failed',
    [/^535$/u, null],
    'hold',
    'the login or the SMTP key is wrong: an API key and the account’s own password do not work here',
    newSecret('take login and SMTP key of Settings, SMTP & API, SMTP; the key'),
  ),
];
