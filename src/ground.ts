/** The ground that the rooms stand on: the directory, the secrets, and the way by which rooms tell what happens. */
import { join } from 'node:path';
import type { SeeAnswer } from './admin/context.ts';
import { observationLog } from './admin/observe/observation-log.ts';
import { type WatchedSecrets, watchSealed } from './admin/secrets/sealed-secrets.ts';
import { createSecrets, loadSecretKey } from './admin/secrets/secrets.ts';
import { sealStoredWebhooks } from './admin/secrets/organization-secrets.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/id.ts';
import type { Log } from './base/log.ts';
import type { Random } from './base/random.ts';
import { defaultGateways } from './config/gateways.ts';
import type { RawSettings } from './config/raw-settings.ts';
import type { Settings } from './config/settings.ts';
import type { AddressPolicy } from './deliver/hops/address-policy.ts';
import { accountOf } from './deliver/upstream/upstream-account.ts';
import { LiveDirectory } from './directory/live-directory.ts';
import type { Resolver } from './dns/resolver.ts';
import type { SecureResolver } from './dns/secure-resolver.ts';
import type { Observe } from './mail/observation.ts';
import { territoriesInForce } from './policy/routing/territory.ts';
import { QuarantineSpace } from './queue/quarantine/space.ts';
import type { Store, TerritoryOf } from './store/store.ts';

/** Parts that a test or a tool puts in place of the machine. */
export interface HouseOverrides {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly resolver?: Resolver;
  /** A resolver whose word of DNSSEC is believed; absent: as the settings say, but with a `resolver` there is none. */
  readonly secureResolver?: SecureResolver;
  readonly log?: Log;
  /** Settings as they were written, and where; absent: nobody wrote any. */
  readonly raw?: RawSettings;
  /** Log lines that could not be written; absent: none ever. */
  readonly logLinesLost?: () => number;
  /** Which addresses mail may be sent to; tests allow loopback. */
  readonly addressPolicy?: AddressPolicy;
  /** PEM of further authorities that next hops' certificates may chain to. */
  readonly extraAuthorities?: readonly string[];
  /** The ports on which mail hosts and hosts of MTA-STS policies listen; 25 and 443. */
  readonly mxPort?: number;
  readonly mtaStsPort?: number;
  /** Hears every observation, beside log and metrics. */
  readonly observe?: Observe;
  /** Sees every answer of the API before it goes out. */
  readonly seeAnswer?: SeeAnswer;
}

export interface Foundation {
  readonly settings: Settings;
  readonly overrides: HouseOverrides;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly resolver: Resolver;
  readonly secureResolver: SecureResolver | null;
  readonly ids: IdSource;
  readonly store: Store;
  readonly stopping: AbortController;
  /** Of this program. */
  readonly version: string;
  /** How lanes are shared out among nodes. */
  readonly divide: (by: TerritoryOf) => void;
}

/** Every room gets these. */
export interface Shared {
  readonly store: Store;
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: IdSource;
  readonly log: Log;
  readonly observe: Observe;
}

/** The ground: the directory, the secrets, and the way by which rooms tell what happens. */
export interface Ground extends Foundation {
  readonly shared: Shared;
  readonly directory: LiveDirectory;
  readonly secrets: WatchedSecrets;
  readonly readSecret: (name: string) => Promise<string | null>;
  /** Each is told what any room observes. */
  readonly observers: Observe[];
  readonly mailDirectory: string;
  readonly space: QuarantineSpace;
  readonly gateways: readonly string[];
  /** Monotonic. */
  readonly startedAt: number;
}

export async function layGround(base: Foundation): Promise<Ground> {
  const { settings, overrides, clock, random, log, ids, store } = base;
  const directory = new LiveDirectory(await store.directory.load());
  base.divide(territoriesInForce(directory, accountOf));
  const gateways = await defaultGateways();
  const startedAt = clock.monotonic();

  const observers: Observe[] = [observationLog(log, directory), ...(overrides.observe ? [overrides.observe] : [])];
  const observe: Observe = (observation) => {
    for (const observer of observers) observer(observation);
  };
  const key = await loadSecretKey(join(settings.dataDirectory, 'secret.key'), random);
  const secrets = watchSealed(createSecrets({ store: store.secrets, key, random }), { directory, observe, log });
  await sealStoredWebhooks({ directory, store, secrets, now: clock.now(), log });
  return {
    ...base,
    shared: { store, directory, clock, random, ids, log, observe },
    directory,
    secrets,
    readSecret: (name) => secrets.read(name),
    observers,
    mailDirectory: join(settings.dataDirectory, 'mail'),
    space: new QuarantineSpace({ store, clock, log, folder: settings.dataDirectory }),
    gateways,
    startedAt,
  };
}
