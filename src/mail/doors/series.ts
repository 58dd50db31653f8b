/** Words of the counts of mail by hours and days. */
import type { TraceStatus } from '../trace-event.ts';

/**
 * The things that mail is told apart by: `way` it came in, `outcome`, inbound `connector`, `upstream` or other way out, `device`, `tls` of the
 * session it came by, `cause` of a refusal or failure, verified domain that it came in for (`to-domain`) or in whose name it was sent (`from-domain`).
 */
export const seriesOf = [
  'way',
  'outcome',
  'connector',
  'upstream',
  'device',
  'tls',
  'cause',
  'to-domain',
  'from-domain',
] as const;
export type SeriesOf = (typeof seriesOf)[number];

/** Messages that came in, refusals (`Rejected`), and recipients by how they left the queue. */
export type SeriesOutcome = 'Accepted' | TraceStatus;

/** The label of all that have no place of their own. */
export const OTHERS = '*';
