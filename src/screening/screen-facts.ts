/** All that is known of a message when it is judged, and the judgement. Gathered by `receive/screen/`, judged by `disposition.ts`. */
import type { AuthenticationFact, EngineFact, ListingFact, VirusFact } from '../mail/screening/facts.ts';
import type { Screened, ScreenRow } from '../mail/screening/screened.ts';
import type { Refused } from '../mail/verdict.ts';

/** The way in. A partner connector gives no rights, and is judged as `direct` but for address lists. */
export type ScreenWay = 'relay' | 'submission' | 'direct' | 'partner';

/** Entries of an organization's lists that fit the message; absent: none does. */
export interface ListedBy {
  readonly blockedAddress?: string;
  readonly allowedAddress?: string;
  readonly blockedAuthor?: string;
  readonly allowedAuthor?: string;
  readonly blockedRecipient?: string;
}

export interface ScreenFacts {
  readonly way: ScreenWay;
  /** `observe` of an organization: every row is. */
  readonly preset: 'observe' | 'standard' | 'strict';
  readonly observes: ReadonlySet<ScreenRow>;
  /** The author writes in a verified domain of the recipients' organization. */
  readonly isOwnAuthor: boolean;
  /** The peer is an approved device of that organization, or stands in its device networks. */
  readonly isKnownDevice: boolean;
  /** Only postmaster and abuse of own domains are addressed (RFC 5321 §4.5.1). */
  readonly isForPostmaster: boolean;
  /** It said our own name or address in EHLO. */
  readonly saidOwnHello: boolean;
  /** null: not asked for this way in. */
  readonly authentication: AuthenticationFact | null;
  /** Our own resolver answers nobody's questions at the moment. */
  readonly isResolverSick: boolean;
  readonly listings: readonly ListingFact[];
  /** null: no engine is set up. */
  readonly engine: EngineFact | null;
  readonly virus: VirusFact | null;
  /** The header says that it goes to many (List-Id, Precedence). */
  readonly isBulk: boolean;
  readonly listed: ListedBy;
}

export type ScreenVerdict =
  | {
      readonly kind: 'take';
      readonly screened: Screened;
      /** It waits for an administrator before it goes on. */
      readonly isHeld: boolean;
    }
  | { readonly kind: 'refuse'; readonly row: ScreenRow; readonly refused: Refused };
