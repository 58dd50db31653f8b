/** Facts that are gathered about a message between the end of its data and the 250, as values. Each may be unknown, for a reason. */

/** RFC 8601 §2.7, with `policy` for what we do not count. */
export type AuthenticationResult =
  | 'none'
  | 'pass'
  | 'fail'
  | 'softfail'
  | 'neutral'
  | 'policy'
  | 'temperror'
  | 'permerror';

export interface SpfFact {
  readonly result: AuthenticationResult;
  /** Domain of the reverse-path, or of HELO for the null one; null: neither was a name. */
  readonly domain: string | null;
  readonly isAligned: boolean;
  readonly text: string;
}

export interface DkimFact {
  readonly result: AuthenticationResult;
  readonly domain: string;
  readonly selector: string;
  readonly isAligned: boolean;
  /** It covers a part of the body only (`l=`), or is of the future: it passes, and counts for nothing. */
  readonly isPartial: boolean;
  readonly text: string;
}

export interface DmarcFact {
  readonly result: AuthenticationResult;
  /** The domain of the record; null: none was found, or asked for. */
  readonly domain: string | null;
  /** The owner's wish, subdomains and test mode reckoned in. */
  readonly policy: 'none' | 'quarantine' | 'reject' | null;
  readonly text: string;
}

export const authorLacks = ['no-from', 'several-from', 'several-domains', 'unreadable', 'header-ended-early'] as const;

/** The one author (RFC 5322 §3.6.2), or why there is none that everybody would read alike. */
export type AuthorFact =
  | { readonly kind: 'one'; readonly address: string; readonly domain: string }
  | { readonly kind: 'none'; readonly why: (typeof authorLacks)[number] };

export interface AuthenticationFact {
  readonly author: AuthorFact;
  readonly spf: SpfFact;
  readonly dkim: readonly DkimFact[];
  readonly dmarc: DmarcFact;
  readonly arc: { readonly result: AuthenticationResult; readonly domain: string | null };
  /** Of a TLS report: the same signatures, with keys that serve such reports alone (`s=tlsrpt`), which count for nothing else. */
  readonly reportDkim?: readonly DkimFact[];
}

/** A DNS block list's answer about an address (RFC 5782). */
export type ListingFact =
  | { readonly kind: 'not-listed'; readonly list: string }
  /** `policy`: of dynamic addresses, which should not send by themselves; `spam`: of those that sent spam. */
  | {
      readonly kind: 'listed';
      readonly list: string;
      readonly of: 'spam' | 'policy';
      readonly code: string;
      readonly lookUp: string | null;
    }
  | { readonly kind: 'unknown'; readonly list: string; readonly why: 'silent' | 'refused' | 'nonsense' | 'out-of-use' };

/** Why something was not looked at, or gave no answer. */
export const notScannedWhys = ['silent', 'unreachable', 'nonsense', 'too-large', 'busy'] as const;
export type NotScanned = (typeof notScannedWhys)[number];

/** A spam filter's answer. Its action decides, not its score. */
export type EngineFact =
  | {
      readonly kind: 'answered';
      readonly action: 'accept' | 'spam' | 'high-confidence-spam';
      readonly score: number;
      /** At most 20, the heaviest first. */
      readonly symbols: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly why: NotScanned };

export type VirusFact =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly signature: string }
  | { readonly kind: 'unknown'; readonly why: NotScanned };
