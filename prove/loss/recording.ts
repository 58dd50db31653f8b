/** A run under load on a disk that is watched, so that its every moment can be gone back to. */
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terms } from '../proof.ts';
import { type Disk, createDisk } from '../support/disk/shim.ts';
import { DiskHistory } from '../support/disk/disk-history.ts';
import { readDiskLog } from '../support/disk/disk-log.ts';
import { type Ledger, startLoad } from '../support/load.ts';
import { inbox, inboxObject } from '../support/mailbox.ts';
import { type Server, startServer } from '../support/server.ts';
import type { Sink, SinkRecord } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';

/** The next hops: one that takes mail, one that is shut while the run is recorded, so that a queue builds up. */
export interface Hops {
  readonly open: Sink;
  readonly shut: Sink;
}

export interface Recording {
  readonly site: Site;
  readonly history: DiskHistory;
  readonly ledger: Ledger;
  /** What had been delivered, by `number recipient`. */
  readonly delivered: ReadonlyMap<string, SinkRecord>;
}

export interface RunOptions {
  /** Names the run's files. */
  readonly name: string;
  readonly library: string;
  readonly hops: Hops;
  readonly runMs: number;
  /** Only one message so many ms: syncs are seldom shared then. Otherwise saturated. */
  readonly everyMs?: number;
  /** Done to the disk or the server in the middle of the run. */
  readonly meanwhile?: (run: WatchedRun, ledger: Ledger) => Promise<void>;
}

/** Most go out at once, some wait, some lie in a mailbox, some do several of these. */
export function recipientsOf(number: number): readonly string[] {
  if (number % 7 === 0) return [inbox];
  if (number % 5 === 0) return ['user@dest.test', 'user@shut.test'];
  return [number % 3 === 0 ? 'user@shut.test' : 'user@dest.test'];
}

/** A scan is large enough for a file of its own in the spool. */
export const bytesOf = (number: number): number => (number % 50 === 0 ? 150_000 : 4_096);

/** A server on a watched disk, and the files of its run. */
export interface WatchedRun extends AsyncDisposable {
  readonly site: Site;
  readonly disk: Disk;
  readonly server: Server;
  /**
   * Ends the server in good order, so that no operation is done and not logged yet, and reads everything back. The run's every moment
   * can be cut at, so that nothing is gained by ending it rudely.
   */
  finish(ledger: Ledger): Promise<Recording>;
}

/** `name` names the run's files. The next hop `shut` greets with 421 from now on. */
export async function startWatched(
  terms: Terms,
  given: { readonly name: string; readonly library: string; readonly hops: Hops },
): Promise<WatchedRun> {
  const { hops } = given;
  const place = (suffix: string): string => join(terms.folder, `${given.name}${suffix}`);
  await hops.open.forget();
  await hops.open.behave({});
  await hops.shut.behave({ greeting: '421 4.3.2 shut' });
  const site = await makeSite({
    folder: place(''),
    outbound: [
      { name: 'open', domains: ['dest.test'], port: hops.open.port },
      { name: 'shut', domains: ['shut.test'], port: hops.shut.port },
    ],
    more: inboxObject,
  });
  await cp(site.folder, place('-seed'), { recursive: true });
  const disk = createDisk({
    library: given.library,
    root: site.folder,
    log: place('.log'),
    control: place('.control'),
  });
  const server = await startServer(site, { signal: terms.signal, environment: disk.environment });
  return {
    site,
    disk,
    server,
    async finish(ledger) {
      server.signal('SIGTERM');
      const { code, signal } = await server.ended();
      if (code !== 0) throw new Error(`after SIGTERM it ended with ${code ?? signal}: ${server.output()}`);
      const log = readDiskLog(await readFile(place('.log')));
      const delivered = new Map<string, SinkRecord>();
      for (const record of await hops.open.records()) delivered.set(`${record.number} ${record.recipient}`, record);
      return { site, history: await DiskHistory.of(place('-seed'), site.folder, log), ledger, delivered };
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      disk[Symbol.dispose]();
    },
  };
}

/** Records a run under load. */
export async function recordRun(terms: Terms, options: RunOptions): Promise<Recording> {
  await using run = await startWatched(terms, options);
  const load = startLoad({
    port: run.site.smtpPort,
    sessions: options.everyMs === undefined ? 20 : 4,
    kept: true,
    bytes: bytesOf,
    recipients: recipientsOf,
    ...(options.everyMs === undefined ? {} : { everyMs: options.everyMs }),
  });
  const until = performance.now() + options.runMs;
  const meanwhile = options.meanwhile?.(run, load.ledger);
  while (performance.now() < until && !terms.signal.aborted) {
    terms.progress(`${options.name}: ${load.ledger.acked.size} acknowledged`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, options.runMs)));
  }
  await meanwhile;
  await load.stop();
  return await run.finish(load.ledger); // awaited, or the server is killed before
}
