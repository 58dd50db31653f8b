/** What `doorpost check` finds out: each step says what was asked, what was seen, what that means, and what to do. */
import type { ObjectId } from '../../base/id.ts';
import type { Remedy } from '../remedy.ts';

/** `unknown`: it could not be found out; neither good nor bad. */
export type CheckVerdict = 'good' | 'warning' | 'bad' | 'unknown';

export interface CheckStep {
  /** `domain contoso.com`, `upstream Graph`, `device Copier`, `this server`. */
  readonly about: string;
  /** A short word: `MX`, `SPF`, `certificate`. */
  readonly check: string;
  readonly asked: string;
  readonly seen: string;
  readonly verdict: CheckVerdict;
  /** null: nothing to do. */
  readonly cure: string | null;
  readonly remedy?: Remedy;
}

export interface CheckRequest {
  readonly what: 'all' | 'server' | 'domain' | 'upstream' | 'device';
  /** null: all of the kind. */
  readonly name: string | null;
  readonly organization: string | null;
  /** Who gets a test message, followed to its end; null: none is sent. */
  readonly sendTo: string | null;
  /** Port 25 outward is tried at this host; null: at a well-known one. */
  readonly probeHost: string | null;
}

/** The request, its names found. */
export interface CheckSelection extends Omit<CheckRequest, 'name' | 'organization'> {
  /** null: all of them. */
  readonly organizationId: ObjectId | null;
  /** null: all of the kind. */
  readonly objectId: ObjectId | null;
}
