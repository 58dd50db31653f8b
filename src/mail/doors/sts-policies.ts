/** MTA-STS policies of other domains (RFC 8461), as they are kept. */

/** enforce: only these hosts, with a certificate that verifies; testing: as if there were none, but faults are reported. */
export const stsModes = ['enforce', 'testing', 'none'] as const;
export type StsMode = (typeof stsModes)[number];

/** Times are those of the wall. */
export interface CachedStsPolicy {
  readonly domain: string;
  readonly mode: StsMode;
  readonly mx: readonly string[];
  readonly maxAgeS: number;
  readonly id: string;
  readonly fetchedAt: number;
  /** From then on it holds no more. */
  readonly expiresAt: number;
  readonly refreshAt: number;
  /** When mail last asked for it, to the day. */
  readonly usedAt: number;
  /** Why it could not be fetched anew the last time; null: it could. */
  readonly trouble: { readonly why: string; readonly at: number } | null;
}
