/** The questions of `doorpost check`; it answers in steps (`mail/step.ts`). */
import type { ObjectId, QueueId } from '../../base/id.ts';
import type { TraceEvent, TraceStatus } from '../trace-event.ts';

export interface CheckRequest {
  readonly what: 'all' | 'server' | 'protection' | 'domain' | 'upstream' | 'connector' | 'device';
  /** null: all of the kind. */
  readonly name: string | null;
  readonly organization: string | null;
  /** The recipient of a test message, followed to its end; null: none is sent. */
  readonly sendTo: string | null;
  /** Port 25 outward is tried at this host; null: at a well-known one. */
  readonly probeHost: string | null;
}

/** The part of the house that whoever asks may see. */
export interface CheckedPart {
  readonly organizations: readonly ObjectId[];
  /** The rows and events of a message, cut to what they may read; null: it is not there yet. */
  readonly story: (queueId: QueueId) => Promise<FollowedStory | null>;
}

/** A test message is followed by these. */
export interface FollowedStory {
  readonly rows: readonly { readonly status: TraceStatus }[];
  readonly events: readonly TraceEvent[];
}

/** The request, its names found. */
export interface CheckSelection extends Omit<CheckRequest, 'name' | 'organization'> {
  /** null: all of them. */
  readonly organizationId: ObjectId | null;
  /** As if there were this alone, and no server around it; absent: all of it. */
  readonly part?: CheckedPart;
  /** null: all of the kind. */
  readonly objectId: ObjectId | null;
}
