/** The questions of `doorpost check`; it answers in steps (`mail/step.ts`). */
import type { ObjectId } from '../../base/id.ts';

export interface CheckRequest {
  readonly what: 'all' | 'server' | 'domain' | 'upstream' | 'connector' | 'device';
  /** null: all of the kind. */
  readonly name: string | null;
  readonly organization: string | null;
  /** The recipient of a test message, followed to its end; null: none is sent. */
  readonly sendTo: string | null;
  /** Port 25 outward is tried at this host; null: at a well-known one. */
  readonly probeHost: string | null;
}

/** The request, its names found. */
export interface CheckSelection extends Omit<CheckRequest, 'name' | 'organization'> {
  /** null: all of them. */
  readonly organizationId: ObjectId | null;
  /** As if there were these alone, and no server around them; absent: all of it. */
  readonly organizations?: readonly ObjectId[];
  /** null: all of the kind. */
  readonly objectId: ObjectId | null;
}
