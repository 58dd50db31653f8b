/** How the ways out do that an administrator named: what delivery knows of them. */
import type { ObjectId } from '../../base/id.ts';
import type { ToldCure } from '../remedy.ts';
import type { ToldLine } from '../lines/said.ts';

/**
 * `held`: its mail waits, for our account there or because it is not reached. `signed-out`: it waits until a person signs in. `slowed`: it takes
 * less than there is. The worst first.
 */
export const upstreamStates = ['held', 'signed-out', 'slowed', 'healthy', 'off'] as const;
export type UpstreamState = (typeof upstreamStates)[number];

/** One that does not take mail as it should, right now. */
export interface TroubledUpstream extends ToldLine {
  readonly connectorId: ObjectId;
  readonly kind: 'held' | 'slowed' | 'unreached';
  readonly since: number;
  /** The cause alone; the text has cause and cure in one, for an administrator. */
  readonly met: ToldLine;
  readonly helps: ToldCure;
}

/** The access token of one that signs in with tokens. */
export interface TokenState {
  /** null: there is none now. */
  readonly validUntil: number | null;
  /** Why the last request for one failed; null: it did not. */
  readonly trouble: (Pick<TroubledUpstream, 'text' | 'said' | 'met'> & { readonly helps: ToldCure | null }) | null;
}

/** How much it was asked to take, by its account there: connectors that share one share the counts. */
export interface UpstreamUse {
  /** Messages of the last 60 s; 0 of one that has no pace. */
  readonly lastMinute: number;
  /** Recipients of the last 24 hours; 0 of one that has no pace. */
  readonly lastDay: number;
  /** Messages that are on their way now. */
  readonly now: number;
  /** So many at once may be; fewer than its pace says after it was too many; null: it has no pace. */
  readonly atOnce: number | null;
  /** It asked to be left alone until then; null: it did not. */
  readonly pausedUntil: number | null;
  /** When it last took mail, within a minute; null: that is not known. */
  readonly lastTakenAt: number | null;
}
