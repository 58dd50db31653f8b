/**
 * The meaning of the usual services' refusals: one row for each reply an administrator searches for, with the cause, the cure and what
 * this server does. It refines `deliver/answers/reply-cause.ts`, which knows only the standards. Pure. `docs/operate/upstream-trouble.md` is tested against it.
 */
import type { Reply } from '../../mail/reply.ts';
import type { UpstreamService } from '../../directory/upstream.ts';
import { anyHost } from './service-replies/any-host.ts';
import { microsoftRelay } from './service-replies/microsoft-relay.ts';
import { microsoftSubmission } from './service-replies/microsoft-submission.ts';
import { amazonSesReplies } from './service-replies/amazon-ses.ts';
import { azureReplies } from './service-replies/azure.ts';
import { brevoReplies } from './service-replies/brevo.ts';
import { googleReplies } from './service-replies/google.ts';
import { sendgridReplies } from './service-replies/sendgrid.ts';
import type { UpstreamReplyRow } from './service-replies/row.ts';

/** The rows of each service. The first row that fits is the one that is meant: exact words stand before their code alone. */
const ofService: Readonly<Record<Exclude<UpstreamService, 'other'>, readonly UpstreamReplyRow[]>> = {
  microsoft365: [...microsoftSubmission, ...microsoftRelay],
  hve: [...microsoftSubmission, ...microsoftRelay],
  google: googleReplies,
  azure: azureReplies,
  'amazon-ses': amazonSesReplies,
  sendgrid: sendgridReplies,
  brevo: brevoReplies,
};

const named = Object.keys(ofService) as readonly (keyof typeof ofService)[];

export const upstreamReplies: readonly UpstreamReplyRow[] = [
  ...new Set(named.flatMap((service) => ofService[service])),
  ...anyHost,
];

/** Rows by service, so that a reply is compared with few; those of any host stand behind its own. */
const byService = new Map<UpstreamService, readonly UpstreamReplyRow[]>([
  ...named.map((service) => {
    const own = ofService[service].filter(({ services }) => services.includes(service));
    return [service, [...own, ...anyHost]] as const;
  }),
  ['other', anyHost],
]);

/** Whose reply it was is known by the connector's service. null: no row fits, and the standards say what it means. */
export function upstreamTrouble(service: UpstreamService, reply: Reply): UpstreamReplyRow | null {
  if (reply.code < 400 || reply.code > 599) return null;
  const code = String(reply.code);
  const words = reply.lines.join(' ');
  // "550;5.7.711" and other ways to say it that a strict reading leaves in the text.
  const enhanced = reply.enhanced ?? /\b([45]\.\d{1,3}\.\d{1,3})\b/u.exec(words)?.[1] ?? '';
  return (
    byService
      .get(service)
      ?.find(
        (one) => one.code.test(code) && (one.enhanced?.test(enhanced) ?? true) && (one.words?.test(words) ?? true),
      ) ?? null
  );
}
