/** Refusals of a whole message for what it is: the trace calls them `Filtered as spam`, as Exchange does, and they are `Rejected` as well. */
import type { Refusal, TraceStatus } from '../../mail/trace-event.ts';

/** Kinds of reasons; text, as a record may be of a later version. */
const kinds: ReadonlySet<string> = new Set([
  'malware',
  'spam-filter',
  'attachment-type',
  'dmarc',
  'blocked-author',
  'unauthenticated',
]);

export const refusedStatus = ({ stage, reason }: Pick<Refusal, 'stage' | 'reason'>): TraceStatus =>
  stage === 'data' && reason !== undefined && kinds.has(reason.kind) ? 'Filtered as spam' : 'Rejected';

/** Searching for refusals finds these too. */
export const soughtStatuses = (asked: readonly TraceStatus[] | undefined): readonly TraceStatus[] | undefined =>
  asked?.includes('Rejected') && !asked.includes('Filtered as spam') ? [...asked, 'Filtered as spam'] : asked;

export const isRefused = (status: TraceStatus): boolean => status === 'Rejected' || status === 'Filtered as spam';
