/** The sessions of one day with the mail hosts of one domain, as far as its own demands were met (RFC 8460 §4.2 and §4.3). Pure. */
import { bounds } from '../../base/bounds.ts';
import type { TlsFault } from '../secure/tls-result.ts';

export interface Failures {
  readonly fault: TlsFault;
  /** null: no session was begun. */
  readonly sendingIp: string | null;
  readonly mxHost: string | null;
  readonly receivingIp: string | null;
  readonly count: number;
}

/** By one of the domain's policies. */
export interface PolicyResult {
  readonly type: 'sts' | 'tlsa';
  /** The policy as it was found, a line or a record each. */
  readonly strings: readonly string[];
  /** The hosts that it is about. */
  readonly mx: readonly string[];
  readonly successes: number;
  readonly failures: readonly Failures[];
}

/** One for each type at most. */
export type DayResult = readonly PolicyResult[];

export const emptyResult = (type: PolicyResult['type']): PolicyResult => ({
  type,
  strings: [],
  mx: [],
  successes: 0,
  failures: [],
});

/** Both counts in one; the policy is that of `later`, where it has one. */
export function merged(earlier: DayResult, later: DayResult): DayResult {
  const types = [...new Set([...earlier, ...later].map(({ type }) => type))];
  return types.map((type) => {
    const before = earlier.find((one) => one.type === type) ?? emptyResult(type);
    const after = later.find((one) => one.type === type) ?? emptyResult(type);
    const { strings, mx } = after.strings.length > 0 ? after : before;
    const failures = after.failures.reduce<readonly Failures[]>(withFailures, before.failures);
    return { type, strings, mx, successes: before.successes + after.successes, failures };
  });
}

/** Beyond the bound, failures are counted without saying where. */
function withFailures(known: readonly Failures[], more: Failures): readonly Failures[] {
  const at = known.findIndex((one) => isAlike(one, more));
  if (at >= 0) return known.with(at, { ...more, count: (known[at]?.count ?? 0) + more.count });
  const isFull = known.length >= bounds.deliver.tlsFailureKinds;
  const nowhere = { ...more, sendingIp: null, mxHost: null, receivingIp: null };
  if (isFull && !isAlike(nowhere, more) && known.some((one) => isAlike(one, nowhere)))
    return withFailures(known, nowhere);
  return [...known, isFull ? nowhere : more];
}

const isAlike = (one: Failures, other: Failures): boolean =>
  one.fault === other.fault &&
  one.sendingIp === other.sendingIp &&
  one.mxHost === other.mxHost &&
  one.receivingIp === other.receivingIp;

export const failedSessions = ({ failures }: PolicyResult): number =>
  failures.reduce((sum, { count }) => sum + count, 0);
