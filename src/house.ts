/**
 * The house: its store, and the rooms around it (`furnish.ts`). Opening is apart from starting: `openHouse` has touched the disk and can be
 * seeded; `start` opens the ports.
 */
import type { SeeAnswer } from './admin/context.ts';
import type { Clock } from './base/clock.ts';
import { createIdSource, type IdSource } from './base/id.ts';
import { type Log, silentLog } from './base/log.ts';
import { readNamedFile } from './base/named-file.ts';
import { type Random, systemRandom } from './base/random.ts';
import { systemClock } from './base/system-clock.ts';
import type { Settings } from './config/settings.ts';
import type { AddressPolicy } from './deliver/hops/address-policy.ts';
import type { Resolver } from './dns/resolver.ts';
import { createSystemResolver } from './dns/system-resolver.ts';
import type { Observe } from './mail/observation.ts';
import type { LiveDirectory } from './directory/live-directory.ts';
import { openStore } from './store/sqlite/open-store.ts';
import type { Store, TerritoryOf } from './store/store.ts';

/** Parts that a test or a tool puts in place of the machine. */
export interface HouseOverrides {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly resolver?: Resolver;
  readonly log?: Log;
  /** Log lines that could not be written; absent: none ever. */
  readonly logLinesLost?: () => number;
  /** Which addresses mail may be sent to; tests allow loopback. */
  readonly addressPolicy?: AddressPolicy;
  /** PEM of further authorities that next hops' certificates may chain to. */
  readonly extraAuthorities?: readonly string[];
  /** The port on which mail hosts listen; 25. */
  readonly mxPort?: number;
  /** Hears every observation, beside log and metrics. */
  readonly observe?: Observe;
  /** Sees every answer of the API before it goes out. */
  readonly seeAnswer?: SeeAnswer;
}

export interface OpenPort {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly port: number;
}

export interface House {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly ids: IdSource;
  /** Opens the ports and begins to deliver. Rejects with one line that names the setting when a port is in use. */
  start(): Promise<void>;
  /** Resolves, if ever, when the store's thread has died: the process should end, and be started again. */
  readonly lost: Promise<string>;
  /** How many deliveries are claimed and not yet concluded. */
  deliveries(): number;
  /** SMTP listeners and `http`; empty before start. */
  listening(): readonly OpenPort[];
  /** Reads the certificate files again: new sessions get the new ones, open sessions go on. */
  reloadCertificates(): Promise<void>;
  /** No new sessions or deliveries; running ones get `graceMs`, then 421 or a later attempt; then the store closes. Idempotent. */
  close(graceMs?: number): Promise<void>;
}

/** The greater part of the program: loaded while the store's threads start. */
const rooms = () => import('./furnish.ts');

export async function openHouse(settings: Settings, overrides: HouseOverrides = {}): Promise<House> {
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? systemRandom;
  const log = overrides.log ?? silentLog;
  const resolver = overrides.resolver ?? createSystemResolver({ servers: settings.dnsServers, clock });
  const ids = createIdSource(clock, random);

  const { promise: lost, resolve: onLost } = Promise.withResolvers<string>();
  /** Told first when the house closes: what may take long ends early. */
  const stopping = new AbortController();
  /** By the directory, once there is one. */
  let territory: TerritoryOf = (lane) => lane;
  const version = await ownVersion();
  const store = await openStore({
    folder: settings.dataDirectory,
    node: { name: settings.hostName, version },
    territory: (lane) => territory(lane),
    ...(settings.file === undefined ? {} : { configuration: settings.file }),
    clock,
    ids,
    log,
    onLost,
    stopping: stopping.signal,
    // The caller that awaits them below hears what is wrong with them.
    meanwhile: () => void rooms().catch(() => {}),
  });
  try {
    const { furnish } = await rooms();
    const base = { settings, overrides, version, clock, random, log, resolver, ids, store, stopping };
    const divide = (by: TerritoryOf): void => {
      territory = by;
    };
    return { ...(await furnish({ ...base, divide })), lost };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

async function ownVersion(): Promise<string> {
  const manifest = JSON.parse(String(await readNamedFile(new URL('../package.json', import.meta.url)))) as {
    version: string;
  };
  return manifest.version;
}
