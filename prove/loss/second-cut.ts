/** The power comes back and fails again while the server is still recovering: the run of that recovery, to be cut at any of its moments. */
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Terms } from '../proof.ts';
import { DiskHistory } from '../support/disk/disk-history.ts';
import { readDiskLog } from '../support/disk/disk-log.ts';
import { createDisk } from '../support/disk/shim.ts';
import type { SinkRecord } from '../support/sink.ts';
import { startServer } from '../support/server.ts';
import type { Hops, Recording } from './recording.ts';

/** Starts a server on what the cut at `place` left, and kills it within `forMs` of its banner. What had been promised before the cut still is. */
export async function recordRecovery(
  terms: Terms,
  recording: Recording,
  given: { readonly hops: Hops; readonly library: string; readonly place: number; readonly forMs: number },
): Promise<Recording> {
  const [folder, seed, log, control] = ['again', 'again-seed', 'again.log', 'again.control'].map((name) =>
    join(terms.folder, name),
  ) as [string, string, string, string];
  for (const path of [folder, seed, log]) await rm(path, { recursive: true, force: true });
  await recording.history.build(given.place, folder, 'synced', Math.random);
  await cp(folder, seed, { recursive: true });
  await given.hops.open.forget();
  await given.hops.open.behave({});
  await given.hops.shut.behave({ greeting: '421 4.3.2 shut' });
  using disk = createDisk({ library: given.library, root: folder, log, control });
  const site = { ...recording.site, folder };
  await using server = await startServer(site, { signal: terms.signal, environment: disk.environment });
  await new Promise((resolve) => setTimeout(resolve, Math.random() * given.forMs));
  await server.kill();

  const cutMs = recording.history.timeOf(given.place);
  const delivered = new Map<string, SinkRecord>();
  for (const [key, record] of recording.delivered)
    if (record.times.some((at) => at <= cutMs)) delivered.set(key, record);
  for (const record of await given.hops.open.records()) {
    const key = `${record.number} ${record.recipient}`;
    const times = [...(delivered.get(key)?.times ?? []), ...record.times];
    delivered.set(key, { ...record, times });
  }
  const acked = new Map([...recording.ledger.acked].filter(([, at]) => at <= cutMs));
  return {
    site,
    ledger: { ...recording.ledger, acked, refused: new Map() },
    delivered,
    history: await DiskHistory.of(seed, folder, readDiskLog(await readFile(log))),
  };
}
