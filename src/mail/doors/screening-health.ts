/** How the programs and lists stand that mail is screened with, as the room that asks them tells it. */
import type { ObjectId } from '../../base/id.ts';
import type { EngineFact, NotScanned, VirusFact } from '../screening/facts.ts';

export const screenEngines = ['rspamd', 'clamd'] as const;
export type ScreenEngine = (typeof screenEngines)[number];

export type ScreenState = 'untried' | 'ok' | 'failing';

/** As an engine calls itself. */
export interface EngineVersion {
  readonly program: string;
  /** When the signatures of a virus scanner were made; null: it does not tell, or has none. */
  readonly signaturesAt: number | null;
}

export interface EngineStanding {
  readonly engine: ScreenEngine;
  /** null: not shown to whoever asks. */
  readonly address: string | null;
  /** null: not heard yet, or not shown to whoever asks. */
  readonly version: EngineVersion | null;
  /** By the last question. */
  readonly state: ScreenState;
  /** When the first of the failures in a row was; null: it does not fail. */
  readonly since: number | null;
  readonly lastAnswerAt: number | null;
  /** Since the start. */
  readonly answers: number;
  readonly failures: number;
  /** The last failure; null: none yet. */
  readonly trouble: { readonly why: NotScanned; readonly words: string | null; readonly at: number } | null;
}

/** `lists-everything`, `lists-nothing`: it lists what no list may, or not what every list must (RFC 5782 §5). */
export const listTroubles = ['refuses', 'lists-everything', 'lists-nothing', 'no-key', 'silent'] as const;
export type ListTrouble = (typeof listTroubles)[number];

export interface ListStanding {
  readonly list: string;
  /** Those that ask it. */
  readonly organizations: readonly ObjectId[];
  readonly state: ScreenState;
  readonly trouble: ListTrouble | null;
  readonly since: number | null;
  /** When its entries for tests were last asked for; null: not yet. */
  readonly lookedAt: number | null;
  /** Addresses that were asked for since the start, those of them that are listed, and those without an answer. */
  readonly asked: number;
  readonly listed: number;
  readonly unanswered: number;
}

export interface ScreeningHealth {
  engines(): readonly EngineStanding[];
  /** Of all organizations. */
  lists(): readonly ListStanding[];
}

/** An answer about a message of our own, and how long it took. */
export interface Probed<Fact> {
  readonly address: string;
  readonly fact: Fact;
  readonly tookMs: number;
  /** Why there is no answer; null: there is one. */
  readonly trouble: string | null;
}

/** To find out whether what is set up works: each is asked something whose answer is known. */
export interface ScreeningProbes {
  /** About GTUBE, which is spam to every filter, and about a plain letter, which is none. null: no filter is set. */
  spamFilter(of: 'spam' | 'letter', signal: AbortSignal): Promise<Probed<EngineFact>> | null;
  /** About EICAR, which every scanner finds. */
  virusScanner(signal: AbortSignal): Promise<Probed<VirusFact>> | null;
  /** As it calls itself and its signatures; null: it says nothing, or none is set. */
  virusScannerVersion(signal: AbortSignal): Promise<string | null>;
  /** Each list, looked at now. */
  lists(organizations: readonly ObjectId[], signal: AbortSignal): AsyncIterable<ListStanding>;
}
