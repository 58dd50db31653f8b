/** Replies of Azure Communication Services. */
import type { UpstreamService } from '../../../directory/upstream.ts';
import { MINUTE, row, type UpstreamReplyRow } from './row.ts';

const AZURE: readonly UpstreamService[] = ['azure'];

export const azureReplies: readonly UpstreamReplyRow[] = [
  row(
    'azure-sign-in',
    AZURE,
    '535 5.7.3 Authentication unsuccessful',
    [/^535$/u, null],
    'refresh-token',
    'the name, the secret or the application’s role is not right',
    'the name is RESOURCE.APP-ID.TENANT-ID or an SMTP username; its application needs the role to send on the resource; the secret may have expired',
  ),
  row(
    'azure-pace',
    AZURE,
    '450 4.5.127 Message rejected: Exceeded send rate limit',
    [/^4\d\d$/u, null, /rate limit|exceeded|throttl/iu],
    'later',
    'more mail than the resource’s quota',
    'lower the connector’s pace, or ask for a higher quota',
    5 * MINUTE,
  ),
];
