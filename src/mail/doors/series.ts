/** Words of the counts of mail by hours and days. */
import type { CheckMark } from '../screening/checks.ts';
import type { TraceStatus } from '../trace-event.ts';

/**
 * The things that mail is told apart by: `way` it came in, `outcome`, inbound `connector`, `upstream` or other way out, `device`, `tls` of the
 * session it came by, `cause` of a refusal or failure, enhanced status `code` that a recipient failed with, `check` of screening that was done, or only `observed` (by the act that it was, or would have been), verified
 * domain that it came in for (`to-domain`) or in whose name it was sent (`from-domain`), domain of the sender of a connector's mail that its
 * organization has not verified (`other-domain`), and the `sign-in` it was submitted by: mailbox, TLS and mechanism, with a blank between.
 */
export const seriesOf = [
  'way',
  'outcome',
  'connector',
  'upstream',
  'device',
  'tls',
  'cause',
  'code',
  'check',
  'observed',
  'to-domain',
  'from-domain',
  'other-domain',
  'sign-in',
] as const;
export type SeriesOf = (typeof seriesOf)[number];

/** Messages that came in, refusals (`Rejected`), and recipients by how they left the queue; acts of checks. */
export type SeriesOutcome = 'Accepted' | TraceStatus | CheckMark['act'];

/** The label of all that have no place of their own. */
export const OTHERS = '*';
