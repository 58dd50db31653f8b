/** The word of a message itself on TLS: REQUIRETLS in its envelope, TLS-Required in its header (RFC 8689). Pure. */
import type { QueuedMessage } from '../../mail/delivery.ts';
import { failedBy, type HopFailure } from '../answers/failure.ts';
import type { OpenSession } from '../session/opening.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';

export type TlsWish = Pick<QueuedMessage, 'requireTls' | 'header'>;

/** Its sender would have it arrive at any rate. The envelope comes first (RFC 8689 §4.2). */
export const passesOverDemands = ({ requireTls, header }: TlsWish): boolean =>
  requireTls !== true && header.tlsRequired === 'no';

/** For the trace of what a stranger's mail host took. */
export const passedOver = told(
  say`a warning: what the domain demands of TLS (DANE, MTA-STS) was passed over, because the header says TLS-Required: no`,
);

/** Why a message that requires TLS may not go by this session: nobody will do better there. null: it may. */
export function lacksForRequireTls(
  { extensions, isCertain, remoteHost }: OpenSession,
  { requireTls }: TlsWish,
  { success }: { readonly success: 'relayed' | 'delivered' },
): HopFailure | null {
  // Into a mailbox it goes no further.
  if (requireTls !== true || success === 'delivered') return null;
  if (isCertain && extensions.requireTls) return null;
  const why = isCertain
    ? say`${remoteHost} does not offer REQUIRETLS`
    : say`it is not certain that ${remoteHost} is the right mail host (no DANE, no MTA-STS that is enforced)`;
  return requireTlsFailure(why);
}

export const requireTlsFailure = (why: Phrase): HopFailure =>
  failedBy({
    cause: 'tls-failed',
    status: '5.7.30',
    ...told(say`the sender asked for TLS all the way (REQUIRETLS), and ${why}`),
  });
