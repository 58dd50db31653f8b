/** A server that is killed again and again under load, on one data folder, with the account of both ends. */
import { join } from 'node:path';
import type { Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { createDisk } from '../support/disk/shim.ts';
import { type Ledger, newLedger, startLoad } from '../support/load.ts';
import { inMailboxes, mailboxAt, sender } from '../support/mailbox.ts';
import { monotonicMs } from '../support/monotonic.ts';
import { startServer } from '../support/server.ts';
import { type Behaviour, type SinkRecord, startSink } from '../support/sink.ts';
import { makeSite, type Site } from '../support/site.ts';
import type { Kill } from './ledger-account.ts';

/** As in the product's defaults, written down because G4 counts by it. */
export const deliveriesAtOnce = 50;

export interface KillOptions {
  readonly kills: number;
  /** Goes on until so many are acknowledged. */
  readonly acked: number;
  /** Of every so many kills one falls before the banner, into start-up and recovery; 0: none. */
  readonly earlyEvery: number;
  /** Ms of load before each kill: from, to. */
  readonly between: readonly [number, number];
  readonly sink: Behaviour;
  /** SIGTERM instead of SIGKILL. */
  readonly terminate?: boolean;
  /** The library of shim.c: before each kill every sync hangs for a while, so that as many results as may be are not noted yet. */
  readonly stallBefore?: string;
}

export interface KillRun {
  readonly ledger: Ledger;
  readonly records: readonly SinkRecord[];
  readonly kills: readonly Kill[];
  readonly earlyKills: number;
  /** ms to the banner on what a kill left. */
  readonly startsMs: readonly number[];
  /** ms from SIGTERM to the end of the process. */
  readonly endsMs: readonly number[];
  /** Recipients that still wait at the end, though the next hop takes all. */
  readonly waiting: number;
  /** Message-IDs of the non-delivery reports in the sender's mailbox, by the number they are about. */
  readonly reports: ReadonlyMap<number, readonly string[]>;
  readonly site: Site;
}

/** For every delivery that may be under way to end at the next hop. */
const STALL_MS = 800;

/** One of so many goes where it is refused: its sender is owed a report, once. */
const BOUNCES = 11;
export const bounces = (number: number): boolean => number % BOUNCES === 0;
const recipientsOf = (number: number): readonly string[] => [bounces(number) ? 'user@refused.test' : 'user@dest.test'];

export async function killLoop(terms: Terms, options: KillOptions): Promise<KillRun> {
  const { signal } = terms;
  await using sink = await startSink(signal);
  await using refusing = await startSink(signal);
  await sink.behave(options.sink);
  await refusing.behave({ rcptReply: '550 5.1.1 no such user' });
  const site = await makeSite({
    folder: join(terms.folder, 'data'),
    outbound: [
      { name: 'sink', domains: ['dest.test'], port: sink.port },
      { name: 'refusing', domains: ['refused.test'], port: refusing.port },
    ],
    more: mailboxAt(sender),
    settings: `queue: { concurrentDeliveries: ${deliveriesAtOnce} }`,
  });
  using disk =
    options.stallBefore === undefined
      ? null
      : createDisk({
          library: options.stallBefore,
          root: site.folder,
          log: null,
          control: join(terms.folder, 'control'),
        });
  const ledger = newLedger();
  const kills: Kill[] = [];
  const startsMs: number[] = [];
  const endsMs: number[] = [];
  let earlyKills = 0;
  // Two senders, as devices are: some keep their session, most do not. Their numbers never meet.
  const shared = { port: site.smtpPort, ledger, bytes: sizeOf, recipients: recipientsOf };
  const kept = startLoad({ ...shared, sessions: 12, kept: true });
  const single = startLoad({ ...shared, sessions: 8, kept: false, from: 50_000_001 });

  while (kills.length < options.kills || ledger.acked.size < options.acked) {
    signal.throwIfAborted();
    if (options.earlyEvery > 0 && kills.length % options.earlyEvery === options.earlyEvery - 1) {
      const early = AbortSignal.any([signal, AbortSignal.timeout(Math.round(50 + Math.random() * 800))]);
      let sentAt = 0;
      early.addEventListener('abort', () => (sentAt = monotonicMs()), { once: true });
      const server = await startServer(site, { signal: early }).catch(() => null);
      if (server === null) earlyKills++;
      else await server.ended(); // up sooner than that
      kills.push({ sentAt, goneAt: monotonicMs() });
      continue;
    }
    await using server = await startServer(site, {
      signal,
      ...(disk === null ? {} : { environment: disk.environment }),
    });
    startsMs.push(server.startMs);
    const [from, to] = options.between;
    await new Promise((resolve) => setTimeout(resolve, from + Math.random() * (to - from)));
    if (disk !== null) {
      disk.stall(true);
      await new Promise((resolve) => setTimeout(resolve, STALL_MS));
    }
    if (!server.running()) throw new Error(`the server ended by itself: ${server.output()}`);
    const sentAt = monotonicMs();
    if (options.terminate === true) {
      server.signal('SIGTERM');
      const { code, signal: by } = await server.ended();
      endsMs.push(monotonicMs() - sentAt);
      if (code !== 0) throw new Error(`after SIGTERM it ended with ${code ?? by}: ${server.output()}`);
    } else await server.kill();
    disk?.stall(false);
    kills.push({ sentAt, goneAt: monotonicMs() });
    if (kills.length % 5 === 0 || kills.length < 5)
      terms.progress(
        `${kills.length} kills, ${ledger.acked.size} acknowledged, ${(await sink.counts()).messages} delivered`,
      );
  }

  await using server = await startServer(site, { signal });
  await Promise.all([kept.stop(), single.stop()]);
  await sink.behave({});
  const waiting = await drained(site, { signal, retry: true, progress: terms.progress });
  server.signal('SIGTERM');
  await server.ended();
  const reports = await inMailboxes(site.folder);
  return { ledger, records: await sink.records(), reports, kills, earlyKills, startsMs, endsMs, waiting, site };
}

/** What has to be at the next hop. */
export const deliveredTo = (number: number): readonly string[] => (bounces(number) ? [] : recipientsOf(number));

/** Mostly small, some too large to ride in the commit. */
const sizeOf = (number: number): number => (number % 40 === 0 ? 150_000 : 4_096);
