/** G6: a small file system, filled below the reserve, then to the last octet, and freed; without a restart. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import { drained } from '../support/account.ts';
import { judged, skipped, some } from '../support/finding.ts';
import { newLedger, startLoad } from '../support/load.ts';
import { bannerMs, queued, type Server, startServer } from '../support/server.ts';
import { type Sink, startSink } from '../support/sink.ts';
import { makeSite } from '../support/site.ts';
import { onSmallDisk, type SmallDisk, smallDiskMissing, smallDiskOf } from '../support/small-disk.ts';
import { accountOf } from './ledger-account.ts';

export const g6: Proof = {
  id: 'G6',
  title:
    'A full disk is a temporary error: 452 4.3.1 at MAIL, the queue still drains, it goes on without a restart when there is room',
  prove,
};

const MIB = 1024 ** 2;
const DISK_BYTES = 320 * MIB;
/** Between nothing and 1.5 times the largest message (50 MiB). */
const SCARCE_BYTES = 40 * MIB;
/** Free space is measured every few seconds. */
const NOTICED_MS = 20_000;
const recipientOf = (): readonly string[] => ['user@dest.test'];

async function prove(terms: Terms): Promise<Finding> {
  const missing = await smallDiskMissing();
  if (missing !== null) return skipped(missing);
  await using sink = await startSink(terms.signal);
  const [seed, data, adminSocket] = ['seed', 'data', 'admin.sock'].map((name) => join(terms.folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(data);
  const made = await makeSite({
    folder: seed,
    outbound: [{ name: 'sink', domains: ['*'], port: sink.port }],
    settings: `adminSocket: ${adminSocket}`,
  });
  const site = { ...made, folder: data, adminSocket };
  await using server = await startServer(site, { signal: terms.signal, wrapper: onSmallDisk(DISK_BYTES, data, seed) });
  const disk = smallDiskOf(server.pid, data);
  const trial = createTrial(terms, { server, sink, disk });

  await trial.scarce();
  await trial.full();
  const waiting = await drained(site, { signal: terms.signal, retry: true, progress: terms.progress });
  const account = accountOf(trial.ledger, await sink.records(), recipientOf);
  const doubled = account.doubled.map(({ key }) => key);
  const { faults, figures } = trial;
  if (account.missing.length > 0) faults.push(`acknowledged and not delivered: ${some(account.missing)}`);
  if (doubled.length > 0) faults.push(`delivered twice: ${some(doubled)}`);
  if (account.falseRefusals.length > 0) faults.push(`refused and delivered: ${some(account.falseRefusals)}`);
  if (trial.ledger.unanswered.size > 0) faults.push(`${trial.ledger.unanswered.size} messages got no answer`);
  if (waiting > 0) faults.push(`${waiting} recipients are not delivered afterwards`);
  if (!server.running()) faults.push(`the server ended: ${server.output().slice(-500)}`);
  return judged(
    {
      ...figures,
      acked: trial.ledger.acked.size,
      'refused (4yz)': trial.ledger.refused.size,
      lost: account.missing.length,
      'delivered twice': doubled.length,
      'refused and delivered': account.falseRefusals.length,
    },
    faults,
  );
}

function createTrial(terms: Terms, { server, sink, disk }: { server: Server; sink: Sink; disk: SmallDisk }) {
  const { site } = server;
  const long = terms.length === 'long';
  const ledger = newLedger();
  const faults: string[] = [];
  const figures: Record<string, number | string> = {};
  let from = 1;
  const send = async (messages: number, sessions: number): Promise<void> => {
    const first = from;
    from += messages;
    await startLoad({ port: site.smtpPort, sessions, kept: false, messages, from: first, ledger }).done;
  };
  /** The answer to one message. */
  const answer = async (): Promise<string> => {
    await send(1, 1);
    return ledger.refused.get(from - 1) ?? (ledger.acked.has(from - 1) ? '250' : 'none');
  };
  const until = async (wanted: RegExp): Promise<{ readonly last: string; readonly ms: number }> => {
    const since = performance.now();
    let last = '';
    while (performance.now() - since < NOTICED_MS && server.running()) {
      last = await answer();
      if (wanted.test(last)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { last, ms: performance.now() - since };
  };

  return {
    ledger,
    faults,
    figures,
    /** Below the reserve: no new mail, but what is queued goes out. */
    async scarce(): Promise<void> {
      await sink.behave({ delayMs: 200 });
      await send(long ? 1_000 : 200, 10);
      await disk.fillTo(SCARCE_BYTES);
      const refused = await until(/^452 4\.3\.1/u);
      if (!refused.last.startsWith('452 4.3.1'))
        faults.push(`with ${SCARCE_BYTES / MIB} MiB free it says: ${refused.last}`);
      const queuedThen = await queued(site);
      await sink.behave({});
      const left = await drained(site, { signal: terms.signal, retry: true, progress: terms.progress });
      if (left > 0)
        faults.push(`with ${SCARCE_BYTES / MIB} MiB free the queue does not drain: ${left} of ${queuedThen} are left`);
      await disk.free();
      const again = await until(/^250/u);
      if (!again.last.startsWith('250')) faults.push(`with room again it says: ${again.last}`);
      figures['refused after ms'] = Math.round(refused.ms);
      figures['queued then, and drained'] = queuedThen - left;
      figures['takes mail again after ms'] = Math.round(again.ms);
      terms.progress(
        `below the reserve: ${refused.last.slice(0, 9)}, ${queuedThen} drained, then ${again.last.slice(0, 3)}`,
      );
    },
    /** Filled at once to the last octet, under load, with deliveries whose results have to be written. */
    async full(): Promise<void> {
      await sink.behave({ delayMs: 1 });
      const load = startLoad({ port: site.smtpPort, sessions: 10, kept: true, everyMs: 4, from: 10_000_000, ledger });
      await new Promise((resolve) => setTimeout(resolve, 500));
      const endsAt = performance.now() + (long ? 15_000 : 1_500);
      let banner: number | null = null;
      while (performance.now() < endsAt) {
        await disk.fillTo(0);
        banner = await bannerMs(site.smtpPort, 5_000);
        if (banner === null) break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      if (banner === null) faults.push('no greeting while the disk is full');
      const freeThen = await disk.freeBytes();
      if (freeThen > MIB) faults.push(`the disk was not full: ${freeThen} octets free`);
      await disk.free();
      await load.stop();
      const again = await until(/^250/u);
      if (!again.last.startsWith('250')) faults.push(`with room again after a full disk it says: ${again.last}`);
      figures['takes mail again after a full disk, ms'] = Math.round(again.ms);
      terms.progress(`full: ${ledger.refused.size} refused, then ${again.last.slice(0, 3)}`);
    },
  };
}
