/** The record of a DKIM key in DNS, as a look found it, and whoever looks. */
import type { ObjectId } from '../../base/id.ts';

/**
 * `partly`: not every name server of the domain has it. `restricted`: a tag beside it keeps verifiers from it. `several`: they may take any.
 * `revoked`: it stands there empty. `unknown`: nobody who could be asked answered.
 */
export const dkimRecordStates = [
  'published',
  'partly',
  'missing',
  'other',
  'revoked',
  'restricted',
  'several',
  'unknown',
] as const;
export type DkimRecordState = (typeof dkimRecordStates)[number];

/** Kept between looks. */
export interface DkimHealth {
  /** `unknown` only where it was never found out. */
  readonly state: DkimRecordState;
  /** When it was found so. */
  readonly at: number;
  /** Since when it is published without a gap; null: it is not. */
  readonly publishedSince: number | null;
  /** Since when it is not, having been before; null: it is, or never was. */
  readonly lostSince: number | null;
}

/** One authoritative name server, and what it says. */
export interface DkimServerAnswer {
  readonly server: string;
  /** null: its name has none. */
  readonly address: string | null;
  readonly state: DkimRecordState;
  /** Its records, a stranger's words: bounded, printable. */
  readonly seen: readonly string[];
}

export interface DkimLook {
  readonly state: DkimRecordState;
  readonly servers: readonly DkimServerAnswer[];
}

export interface DkimChecks {
  /** null: nobody has looked yet. */
  of(id: ObjectId): DkimHealth | null;
  /**
   * Looks now, keeps what was found, and goes on with the keys of the domain as that allows; null: there is no such key. Rejects with LookRefused
   * when too many look. @param outside only at name servers outside our own network.
   */
  check(id: ObjectId, asked: { readonly outside: boolean }, signal: AbortSignal): Promise<DkimLook | null>;
}
