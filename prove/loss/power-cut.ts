/** G2: for many moments of a run, the folder as a power cut would have left it; a server is started on it and has to know all that was acknowledged. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Finding, Proof, Terms } from '../proof.ts';
import type { Survival } from '../support/disk/disk-history.ts';
import { buildShim } from '../support/disk/shim.ts';
import { judged, skipped } from '../support/finding.ts';
import { startSink } from '../support/sink.ts';
import { checkCut, faultsOf } from './after-cut.ts';
import { recordRecovery } from './second-cut.ts';
import { type Hops, type Recording, recordRun } from './recording.ts';

export const g2: Proof = {
  id: 'G2',
  title: 'A power cut that loses every write that was not synced loses no acknowledged message',
  prove,
};

/** One message per so many ms: nothing shares its sync, which is where a missing one shows. */
const TRICKLE_MS = 2;
/** A second cut falls at most so long after the banner. */
const RECOVERY_MS = 600;

async function prove(terms: Terms): Promise<Finding> {
  const shim = await buildShim(terms.folder);
  if ('missing' in shim) return skipped(shim.missing);
  await using open = await startSink(terms.signal);
  await using shut = await startSink(terms.signal);
  const hops: Hops = { open, shut };
  const cutsEach = terms.length === 'long' ? 14 : 1;
  const runMs = terms.length === 'long' ? 8_000 : 800;
  const faults: string[] = [];
  const sum = { cuts: 0, second: 0, checked: 0, lost: 0, untraced: 0, damaged: 0, again: 0, deliveredNow: 0 };
  const acked: Record<string, number> = {};
  for (const name of ['trickle', 'saturated'] as const) {
    const run = { name, library: shim.library, hops, runMs, ...(name === 'trickle' ? { everyMs: TRICKLE_MS } : {}) };
    const recording = await recordRun(terms, run);
    acked[name] = recording.ledger.acked.size;
    faults.push(...(await unexplained(terms, recording)).map((file) => `${name}: the log does not explain ${file}`));
    for (const survival of ['synced', 'torn'] as const)
      for (const [index, place] of placesOf(recording, cutsEach).entries()) {
        terms.signal.throwIfAborted();
        const found = await checkCut(terms, recording, hops, { place, survival, chance: Math.random });
        if (index % 4 === 3) {
          const again = await recordRecovery(terms, recording, { ...run, place, forMs: RECOVERY_MS });
          const second = Math.floor(Math.random() * again.history.length);
          const after = await checkCut(terms, again, hops, { place: second, survival, chance: Math.random });
          const both = `${name}, cut after operation ${place}, and again ${second} of ${again.history.length} into the recovery`;
          terms.progress(`${both}: ${after.acked} acknowledged, ${after.lost.length} lost`);
          sum.second++;
          sum.lost += after.lost.length;
          faults.push(...faultsOf(both, after));
        }
        sum.cuts++;
        sum.checked += found.acked;
        sum.lost += found.lost.length;
        sum.untraced += found.untraced.length;
        sum.damaged += found.damaged.length;
        sum.again += found.again;
        sum.deliveredNow += found.deliveredNow;
        const where = `${name}, cut after operation ${place} of ${recording.history.length}, ${kept[survival]}`;
        terms.progress(`${where}: ${found.acked} acknowledged, ${found.lost.length} lost`);
        faults.push(...faultsOf(where, found));
      }
  }
  const blind = await lossUnderLies(terms, shim.library, hops);
  if (blind === 0) faults.push('on a disk whose syncs do nothing no loss was seen: this proof is blind');
  return judged(
    {
      'power cuts': sum.cuts,
      'followed by one in the recovery': sum.second,
      'acked at a trickle': acked['trickle'] ?? 0,
      'acked saturated': acked['saturated'] ?? 0,
      'acked before a cut, all cuts': sum.checked,
      lost: sum.lost,
      'not in the trace': sum.untraced,
      'body damaged': sum.damaged,
      'delivered by the server after the cut': sum.deliveredNow,
      'of these a second time': sum.again,
      'control, lost when syncs do nothing': blind,
    },
    faults,
  );
}

/** The control: a disk whose syncs do nothing and say they did. Here acknowledged messages have to be missing. */
async function lossUnderLies(terms: Terms, library: string, hops: Hops): Promise<number> {
  const recording = await recordRun(terms, {
    name: 'control',
    library,
    hops,
    runMs: 500,
    everyMs: TRICKLE_MS,
    meanwhile: async ({ disk }) => disk.lie(true),
  });
  const end = { place: recording.history.length - 1, survival: 'synced' as const, chance: Math.random };
  const found = await checkCut(terms, recording, hops, end);
  terms.progress(`control, syncs do nothing: ${found.acked} acknowledged, ${found.lost.length} lost`);
  return found.lost.length;
}

const kept: Readonly<Record<Survival, string>> = {
  synced: 'only what was synced',
  torn: 'with some of the rest, torn',
  all: 'with all the rest',
};

/** Half anywhere after the first acknowledgement, half at the very moment a client read its 250. */
function placesOf({ ledger, history }: Recording, count: number): readonly number[] {
  const times = [...ledger.acked.values()].toSorted((a, b) => a - b);
  const first = history.placeAt(times[0] ?? 0);
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? history.placeAt(times[Math.floor(Math.random() * times.length)] ?? 0)
      : first + Math.floor(Math.random() * (history.length - first)),
  );
}

/** Files whose content the log does not lead to: then something writes past the shim, and what it says proves nothing. */
async function unexplained(terms: Terms, { history, site }: Recording): Promise<readonly string[]> {
  const folder = join(terms.folder, 'all');
  await history.build(history.length, folder, 'all', Math.random);
  const differing: string[] = [];
  for (const entry of await readdir(site.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('-shm')) continue;
    const path = join(entry.parentPath, entry.name);
    const replayed = await readFile(join(folder, relative(site.folder, path))).catch(() => null);
    const real = await readFile(path);
    if (replayed?.equals(real)) continue;
    const led = replayed === null ? 'to no such file' : `to ${replayed.length} octets of ${real.length}`;
    differing.push(`${relative(site.folder, path)}: it leads ${led}`);
  }
  await rm(folder, { recursive: true });
  return differing;
}
