/** All that is known of a message when it is judged, and the judgement. Gathered by `receive/screen/`, judged by `disposition.ts`. */
import type { AuthenticationFact, EngineFact, ListingFact, SpfFact, VirusFact } from '../mail/screening/facts.ts';
import type { CompositeResult, FiredRow, Screened, ScreenRow } from '../mail/screening/screened.ts';
import type { Refused } from '../mail/verdict.ts';

/** The way in. A partner connector gives no rights, and is judged as `direct` but for address lists. */
export type ScreenWay = 'relay' | 'submission' | 'direct' | 'partner';

/** Entries of an organization's lists that fit the message; absent: none does. Found by `lists.ts`, which also says which of them beats which. */
export interface ListedBy {
  readonly restricted?: RestrictedBy;
  readonly blockedAddress?: string;
  readonly allowedAddress?: string;
  readonly blockedAuthor?: string;
  readonly allowedAuthor?: string;
  /** An author that may come unauthenticated from where this came. */
  readonly allowedPair?: string;
  readonly blockedRecipient?: string;
}

/** A restriction that holds for who sends. */
export interface RestrictedBy {
  readonly of: 'sender' | 'connector' | 'address';
  /** The mailbox, connector or address, as people call it. */
  readonly who: string;
  readonly why: string;
}

/** As far as it is known when MAIL and RCPT are answered. */
export interface EnvelopeFacts {
  readonly way: ScreenWay;
  /** `observe` of an organization: every row is. */
  readonly preset: 'observe' | 'standard' | 'strict';
  readonly observes: readonly ScreenRow[];
  /** The organization refuses what it would put away as `unauthenticated`. */
  readonly rejectsOwnAuthor?: boolean;
  /** The author (of the envelope, as long as no other is known) writes in a verified domain of the recipients' organization. */
  readonly isOwnAuthor: boolean;
  /** The peer is an approved device of that organization, or stands in its device networks. */
  readonly isKnownDevice: boolean;
  /** Only postmaster and abuse of own domains are addressed (RFC 5321 §4.5.1). */
  readonly isForPostmaster: boolean;
  /** The sender has signed in, and the mail stays in mailboxes of the organization. */
  readonly isToOwnMailboxes?: boolean;
  /** It said our own name or address in EHLO. */
  readonly saidOwnHello: boolean;
  readonly listings: readonly ListingFact[];
  /** SPF of the envelope sender; null: not known yet, or not asked. */
  readonly spf: Pick<SpfFact, 'result' | 'isAligned'> | null;
  readonly listed: ListedBy;
}

export interface ScreenFacts extends EnvelopeFacts {
  /** null: not asked for this way in. */
  readonly authentication: AuthenticationFact | null;
  /** Our own resolver answers nobody's questions at the moment. */
  readonly isResolverSick: boolean;
  /** Of the authentication, where that was asked for. */
  readonly composite?: CompositeResult;
  /** null: no engine is set up. */
  readonly engine: EngineFact | null;
  readonly virus: VirusFact | null;
  /** The header says that it goes to many (List-Id, Precedence). */
  readonly isBulk: boolean;
  /** An attachment of a type that the organization does not take; absent: there is none. */
  readonly blockedAttachment?: string;
}

/** The author of a stranger's message: whether it is shown to be his, by DMARC or as it would be by a record that is not there. */
export interface ShownAuthor {
  /** null: there is no one author. */
  readonly domain: string | null;
  /** `unknown`: DNS did not answer. */
  readonly standing: 'shown' | 'not-shown' | 'unknown';
}

export type ScreenVerdict =
  | {
      readonly kind: 'take';
      readonly screened: Screened;
      /** Absent: nobody asked. */
      readonly author?: ShownAuthor;
      /** Every row that applies, in their order; the first that is not observed decided. */
      readonly fired: readonly FiredRow[];
    }
  | {
      readonly kind: 'refuse';
      readonly row: ScreenRow;
      readonly refused: Refused;
      readonly fired: readonly FiredRow[];
    };
