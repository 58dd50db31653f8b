/** The records of a domain in DNS, as a check found them: values with facts, whose words are made in `texts/`. */
import type { ObjectId } from '../../base/id.ts';
import type { StepOutcome } from '../step.ts';

export const domainRecordNames = ['verification', 'mx', 'spf', 'dkim', 'dmarc', 'mta-sts', 'tls-rpt'] as const;
export type DomainRecordName = (typeof domainRecordNames)[number];

/** The records whose loss stops mail, or lets receivers doubt it. */
export const guardedRecords = ['verification', 'mx', 'spf', 'dkim'] as const satisfies readonly DomainRecordName[];
export type GuardedRecord = (typeof guardedRecords)[number];

/** How a domain does as a whole: what is worst decides. `unknown`: it was not checked yet, or not all could be asked. */
export const domainStates = ['unverified', 'problem', 'warning', 'healthy', 'unknown'] as const;
export type DomainState = (typeof domainStates)[number];

/** One authoritative name server, and what it says. */
export interface ServerAnswer {
  readonly server: string;
  /** null: its name has none. */
  readonly address: string | null;
  /** How the record would stand if this were the only server. */
  readonly outcome: StepOutcome;
  /** Its records, a stranger's words: bounded, printable. */
  readonly seen: readonly string[];
  /** Why there are none; null: there are. */
  readonly without: string | null;
}

/** A receiver's SPF check, for one of our addresses. */
export interface SpfSimulation {
  readonly address: string;
  readonly result: string;
  /** The library's words on it. */
  readonly text: string;
  /** Of the 10 that are allowed (RFC 7208 §4.6.4). */
  readonly lookups: number;
}

export type RecordFinding =
  /** Nobody who could be asked answered. */
  | { readonly kind: 'no-answer'; readonly reason: string }
  | { readonly kind: 'none' }
  // Verification.
  | { readonly kind: 'token-shown'; readonly by: 'txt' | 'mx' }
  | { readonly kind: 'token-missing' }
  /** It was proven by that record once. */
  | { readonly kind: 'token-gone' }
  /** Proven in a way that needs no record any more. */
  | { readonly kind: 'stays-verified'; readonly method: string }
  // MX.
  | { readonly kind: 'leads-here' }
  | { readonly kind: 'leads-elsewhere' }
  /** An internal relay may. */
  | { readonly kind: 'elsewhere-as-may' }
  // SPF.
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'names-us' }
  /** The public addresses are not known; the services that send are named. */
  | { readonly kind: 'addresses-unknown' }
  | { readonly kind: 'service-missing'; readonly missing: readonly string[] }
  | { readonly kind: 'not-ours' }
  /** Mail leaves by an upstream, whose addresses receivers see. */
  | { readonly kind: 'not-ours-by-upstream'; readonly upstream: string }
  | { readonly kind: 'broken-for-all' }
  | { readonly kind: 'undecided' }
  // DKIM.
  | { readonly kind: 'keys'; readonly selectors: readonly string[] }
  /** `upstream` null: mail is signed elsewhere, if at all. */
  | { readonly kind: 'no-key'; readonly upstream: string | null }
  // DMARC.
  | { readonly kind: 'policy'; readonly policy: string | null; readonly from: string | null }
  // MTA-STS, TLS reports: a domain may do without.
  | { readonly kind: 'not-published' }
  | { readonly kind: 'malformed'; readonly count: number }
  | { readonly kind: 'has-policy'; readonly id: string }
  | { readonly kind: 'reports-wanted'; readonly by: readonly string[] };

export interface DomainRecordCheck {
  readonly record: DomainRecordName;
  readonly outcome: StepOutcome;
  readonly type: 'TXT' | 'MX';
  /** Of which DNS name. */
  readonly name: string;
  readonly finding: RecordFinding;
  /** The records that were judged, strangers' words: bounded, printable. */
  readonly seen: readonly string[];
  /** The value to publish at that name; null: nothing is to be changed, or only whoever hosts it knows. */
  readonly wanted: string | null;
  readonly servers: readonly ServerAnswer[];
  readonly simulations: readonly SpfSimulation[];
}

/** One record over time. A check that could not find out leaves it as it was. */
export interface KeptRecord {
  readonly outcome: StepOutcome;
  /** When that was found. */
  readonly at: number;
  /** Since when it is gone or wrong, having been right before; null: it is right, or never was. */
  readonly lostSince: number | null;
  /** Since when it could not be asked; null: the last check could. */
  readonly failingSince: number | null;
}

export interface DomainHealth {
  readonly firstAt: number;
  readonly checkedAt: number;
  /** Of the domain, as it was checked: another type needs other records. */
  readonly type: string;
  readonly records: Readonly<Record<DomainRecordName, KeptRecord>>;
}

export interface KeptCheck {
  readonly health: DomainHealth;
  /** Each record as it was seen last. */
  readonly checks: readonly DomainRecordCheck[];
}

export interface DomainChecks {
  /** null: it was not checked yet. */
  of(id: ObjectId): DomainHealth | null;
  /** The same with all that was seen. Rejects with StoreUnavailable. */
  last(id: ObjectId): Promise<KeptCheck | null>;
  /**
   * Checks now, tells each record as it is found, and keeps it; null: there is no such domain any more. Rejects with the signal's reason.
   * @param outside no name server of our own network is asked.
   */
  check(
    id: ObjectId,
    by: { readonly outside: boolean },
    signal: AbortSignal,
  ): AsyncGenerator<DomainRecordCheck, KeptCheck | null>;
}
