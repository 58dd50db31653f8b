/** Questions about a stranger from MAIL on, as the envelope sees them: the answers, or that they are still waited for. */
import type { ObjectId } from '../../base/id.ts';
import type { ReversePath } from '../../mail/address.ts';
import type { ListingFact, SpfFact } from '../../mail/screening/facts.ts';
import type { GreetedClient } from './greeted-client.ts';

/** Nobody signed in, and no connector covers the peer. */
export interface Stranger {
  readonly client: GreetedClient;
  readonly reversePath: ReversePath;
}

/** A promise where it is still waited for: asked again behind it, it is there. It rejects for nothing. */
export type Soon<Fact> = Fact | Promise<void>;

export interface Inquiry {
  /** Of the block lists of an organization: within three seconds of the first question. */
  listings(of: ObjectId): Soon<readonly ListingFact[]>;
  /** Of the envelope sender; null: not known within three seconds of MAIL. */
  spf(): Soon<Pick<SpfFact, 'result' | 'isAligned'> | null>;
  /** Nobody wants to know any more. Idempotent. */
  end(): void;
}
