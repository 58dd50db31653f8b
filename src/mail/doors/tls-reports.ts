/** Reports of others on TLS (RFC 8460) about domains of ours: their words, bounded, printable. */
import type { ObjectId, QueueId } from '../../base/id.ts';

/** RFC 8460 §4.2; `other`: a word that is none of these. */
export const heardPolicyTypes = ['sts', 'tlsa', 'no-policy-found', 'other'] as const;

/** Sessions that failed for one cause at one place. */
export interface HeardFailure {
  /** A result type of RFC 8460 §4.3, or another word like them. */
  readonly result: string;
  readonly sessions: number;
  /** null: it does not say. */
  readonly sendingIp: string | null;
  readonly mxHost: string | null;
  readonly receivingIp: string | null;
}

/** By one policy of one domain. */
export interface HeardPolicy {
  /** Lower case. */
  readonly domain: string;
  readonly type: (typeof heardPolicyTypes)[number];
  readonly successes: number;
  readonly failed: number;
  /** The most frequent first; those beyond the bound are in `failed` alone. */
  readonly failures: readonly HeardFailure[];
}

/** A report as it was read; whether it is to be believed is not known here. */
export interface HeardReport {
  readonly id: string;
  /** As its sender calls itself. */
  readonly organizationName: string;
  /** An address for questions; null: it names none. */
  readonly contact: string | null;
  readonly from: number;
  readonly until: number;
  readonly policies: readonly HeardPolicy[];
}

/** One that counts: it is signed by `reporter`, and about domains of its organization alone. */
export interface KeptTlsReport extends HeardReport {
  readonly organizationId: ObjectId;
  /** The domain whose signature it bears. */
  readonly reporter: string;
  readonly receivedAt: number;
  /** The mail that brought it. */
  readonly queueId: QueueId;
}
