/**
 * The house with its rooms (`furnish.ts`), until it is closed: starts them one after the other, and closes them in an order in which none
 * misses what it still needs.
 */
import { sweepSecrets } from './admin/secrets/sweep-secrets.ts';
import { bounds } from './base/bounds.ts';
import type { Clock } from './base/clock.ts';
import type { IdSource } from './base/id.ts';
import type { Log } from './base/log.ts';
import { slices } from './base/slices.ts';
import type { LiveDirectory } from './directory/live-directory.ts';
import type { Rooms } from './furnish.ts';
import { doubtsOf } from './policy/changes/connector-warnings.ts';
import { Counting, countedWords } from './policy/changes/counted.ts';
import { startHousekeeping } from './queue/housekeeping.ts';
import { followChanges } from './queue/reroute.ts';
import { toldCure } from './texts/remedy.ts';
import { followDirectory } from './store/follow-directory.ts';
import type { Store } from './store/store.ts';
import { told } from './texts/told.ts';

const DAY_MS = 86_400_000;

export interface OpenPort {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly port: number;
}

export class OpenedHouse {
  /** Resolves, if ever, when the store's thread has died: the process should end, and be started again. */
  readonly lost: Promise<string>;
  readonly #rooms: Rooms;
  /** Ends what goes on beside the mail. */
  readonly #stops: (() => void | Promise<void>)[];
  #closed: Promise<void> | null = null;

  constructor(rooms: Rooms, lost: Promise<string>) {
    const { store, directory, log } = rooms.ground;
    this.#rooms = rooms;
    this.lost = lost;
    this.#stops = [followDirectory(store, directory, log)];
  }

  get store(): Store {
    return this.#rooms.ground.store;
  }

  get directory(): LiveDirectory {
    return this.#rooms.ground.directory;
  }

  get ids(): IdSource {
    return this.#rooms.ground.ids;
  }

  /** Opens the ports and begins to deliver. Rejects with one line that names the setting when a port is in use. */
  async start(): Promise<void> {
    const { ground, sight, mail, abuse, admin } = this.#rooms;
    const { shared, settings, store, directory, clock, log, secrets } = ground;
    const { alarms, domains, dkim, engines } = sight;
    const { receiving, runner, delivery } = mail;
    this.#stops.push(sweepSecrets({ ...shared, secrets }));
    await secrets.lookForSealed();
    await abuse.start();
    await receiving.start();
    await domains.start();
    await dkim.start();
    engines.start();
    await alarms.start();
    delivery.restoreTroubles(alarms.list());
    // Another node was told of an upstream whose lanes have come here.
    this.#stops.push(store.spool.onTerritory(() => delivery.restoreTroubles(alarms.list())));
    await admin.start();
    await delivery.prepare();
    runner.start();
    sight.standstill.start();
    const keepTraceMs = settings.trace.keepDays * DAY_MS;
    this.#stops.push(
      startHousekeeping({
        ...shared,
        keepTraceMs,
        mails: { ...shared, hostName: settings.hostName, url: settings.http.url },
      }),
      ground.space.start(),
      followChanges({ store, directory, clock, log }),
      delivery.followMailboxes(),
      delivery.followPolicies(),
    );
    // Thousands of connectors take a while, and no mail has to wait for it.
    await warnOfWideConnectors(directory, ground.gateways, clock, log);
  }

  /** How many deliveries are claimed and not yet concluded. */
  deliveries(): number {
    return this.#rooms.mail.runner.status().deliveries;
  }

  /** SMTP listeners and `http`; empty before start. */
  listening(): readonly OpenPort[] {
    const { mail, admin } = this.#rooms;
    return [
      ...mail.receiving.listening(),
      ...admin
        .listening()
        .flatMap(({ address, port }) => (port === null ? [] : [{ name: 'http', role: 'http', address, port }])),
    ];
  }

  /** An address that signs in to the admin center, once, whoever opens it at this machine; null: it listens nowhere. */
  signInLink(askedBy: string): Promise<string | null> {
    return this.#rooms.admin.signInLink(askedBy);
  }

  /** Reads the certificate files again: new sessions get the new ones, open sessions go on. */
  reloadCertificates(): Promise<void> {
    return this.#rooms.mail.receiving.reloadCertificates();
  }

  /** No new sessions or deliveries; running ones get `graceMs`, then 421 or a later attempt; then the store closes. Idempotent. */
  close(graceMs = bounds.house.grace): Promise<void> {
    this.#closed ??= this.#close(graceMs);
    return this.#closed;
  }

  /** The doors first, then what is under way, then the disk: each needs the next. */
  async #close(graceMs: number): Promise<void> {
    const { ground, sight, mail, abuse, admin } = this.#rooms;
    ground.stopping.abort();
    const beside = this.#stops.map((stop) => stop());
    await Promise.all([mail.receiving.close(graceMs), mail.runner.drain(graceMs), admin.close(), ...beside]);
    sight.standstill.close();
    await abuse.close();
    await sight.domains.close();
    await sight.dkim.close();
    await sight.engines.close();
    await sight.alarms.close();
    mail.deviceCodes.close();
    await mail.delivery.close();
    await sight.devices.close();
    await ground.store[Symbol.asyncDispose]();
  }
}

/** A connector that was sensible on the old network may be an open relay behind a new bridge: said at every start, each kind once. */
async function warnOfWideConnectors(
  directory: LiveDirectory,
  gateways: readonly string[],
  clock: Clock,
  log: Log,
): Promise<void> {
  const view = directory.current;
  const rest = slices(clock);
  const counting = new Counting();
  for (const connector of view.inboundConnectors)
    if (connector.enabled)
      for (const { code, ...doubt } of await doubtsOf(view, connector, gateways, rest))
        counting.add(code, connector.name, doubt);
  for (const counted of counting.all) {
    const { code, count, names } = counted;
    const { cure } = toldCure({ act: 'see-connector-doubts' });
    log.warn({ code, count, connectors: names, cure }, told(countedWords('connector', counted)).text);
  }
}
