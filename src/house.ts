/**
 * The house: its store, and the rooms around it (`furnish.ts`). Opening is apart from starting: `openHouse` has touched the disk and can be
 * seeded; `start` opens the ports.
 */
import { createIdSource } from './base/id.ts';
import type { Clock } from './base/clock.ts';
import { silentLog } from './base/log.ts';
import { readNamedFile } from './base/named-file.ts';
import { type Random, systemRandom } from './base/random.ts';
import { systemClock } from './base/system-clock.ts';
import type { Settings } from './config/settings.ts';
import type { SecureResolver } from './dns/secure-resolver.ts';
import { createValidatingResolver, trustedServers } from './dns/validating-resolver.ts';
import { createSystemResolver } from './dns/system-resolver.ts';
import type { HouseOverrides } from './ground.ts';
import type { OpenedHouse } from './opened-house.ts';
import { openStore } from './store/sqlite/open-store.ts';
import type { TerritoryOf } from './store/store.ts';

export type House = OpenedHouse;

/** The greater part of the program: loaded while the store's threads start. */
const rooms = () => Promise.all([import('./furnish.ts'), import('./opened-house.ts')]);

export async function openHouse(settings: Settings, overrides: HouseOverrides = {}): Promise<House> {
  const clock = overrides.clock ?? systemClock;
  const random = overrides.random ?? systemRandom;
  const log = overrides.log ?? silentLog;
  const resolver = overrides.resolver ?? createSystemResolver({ servers: settings.dnsServers, clock });
  const secureResolver =
    overrides.secureResolver ?? (overrides.resolver ? null : trustedResolver(settings, clock, random));
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
    const [{ furnish }, { OpenedHouse }] = await rooms();
    const base = { settings, overrides, version, clock, random, log, resolver, secureResolver, ids, store, stopping };
    const divide = (by: TerritoryOf): void => {
      territory = by;
    };
    return new OpenedHouse(await furnish({ ...base, divide }), lost);
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

/** One of this machine, or one that an administrator named. */
function trustedResolver(
  { validatingDnsServers, dnsServers }: Settings,
  clock: Clock,
  random: Random,
): SecureResolver | null {
  const servers = trustedServers(validatingDnsServers, dnsServers);
  return servers === null ? null : createValidatingResolver({ ...servers, clock, random });
}
