/** Starts a server on what a power cut left, lets it deliver, and compares with what had been promised by then. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Terms } from '../proof.ts';
import { drained, traceAccount } from '../support/account.ts';
import type { Chance, Survival } from '../support/disk/disk-history.ts';
import { some } from '../support/finding.ts';
import { inbox, inMailboxes } from '../support/mailbox.ts';
import { bodyHash, numberedMessage } from '../support/numbered.ts';
import { type Server, startServer } from '../support/server.ts';
import { bytesOf, type Hops, type Recording, recipientsOf } from './recording.ts';

export interface AfterCut {
  /** Messages acknowledged before the cut. */
  readonly acked: number;
  /** `number recipient` of acknowledged ones that had not been delivered before and were not now. */
  readonly lost: readonly string[];
  /** Acknowledged, and not in the trace. */
  readonly untraced: readonly string[];
  readonly damaged: readonly string[];
  /** Refused with a reply, and there all the same. */
  readonly falseRefusals: readonly string[];
  /** Delivered before and again now: their result had not been synced. */
  readonly again: number;
  /** Delivered by the server that was started on the remains. */
  readonly deliveredNow: number;
  /** Why it did not open clean; null when it did. */
  readonly trouble: string | null;
}

const nothing = { lost: [], untraced: [], damaged: [], falseRefusals: [], again: 0, deliveredNow: 0 };

export async function checkCut(
  terms: Terms,
  recording: Recording,
  hops: Hops,
  cut: { readonly place: number; readonly survival: Survival; readonly chance: Chance },
): Promise<AfterCut> {
  const folder = join(terms.folder, 'cut');
  await rm(folder, { recursive: true, force: true });
  await recording.history.build(cut.place, folder, cut.survival, cut.chance);
  const cutMs = recording.history.timeOf(cut.place);
  const promised = [...recording.ledger.acked].filter(([, at]) => at <= cutMs).map(([number]) => number);
  for (const hop of [hops.open, hops.shut]) {
    await hop.forget();
    await hop.behave({ hash: true });
  }
  const site = { ...recording.site, folder };
  let server: Server;
  try {
    server = await startServer(site, { signal: terms.signal, startMs: 20_000 });
  } catch (error) {
    return { ...nothing, acked: promised.length, trouble: error instanceof Error ? error.message : String(error) };
  }
  await using running = server;
  const waiting = await drained(site, { signal: terms.signal, retry: true, progress: terms.progress, quietMs: 10_000 });
  const traced = new Set((await traceAccount(site)).map((row) => `${row.number} ${row.recipient}`));
  running.signal('SIGTERM');
  const { code } = await running.ended();
  const now = new Map<string, string | null>();
  for (const hop of [hops.open, hops.shut])
    for (const record of await hop.records()) now.set(`${record.number} ${record.recipient}`, record.hash);
  const mailbox = await inMailboxes(folder);

  const lost: string[] = [];
  const untraced: string[] = [];
  let again = 0;
  for (const number of promised)
    for (const recipient of recipientsOf(number)) {
      const key = `${number} ${recipient}`;
      const before = recording.delivered.get(key)?.times.some((at) => at <= cutMs) === true;
      const after = recipient === inbox ? mailbox.has(number) : now.has(key);
      if (before && after) again++;
      if (!before && !after) lost.push(key);
      if (!traced.has(key)) untraced.push(key);
    }
  const damaged = [...now]
    .filter(([key, hash]) => {
      const number = Number.parseInt(key, 10);
      return hash !== bodyHash(numberedMessage(number, bytesOf(number)));
    })
    .map(([key]) => key);
  const falseRefusals = [...new Set([...traced, ...now.keys()])].filter((key) =>
    recording.ledger.refused.has(Number.parseInt(key, 10)),
  );
  const troubles = [
    ...(waiting > 0 ? [`${waiting} recipients are not delivered, though the next hops take everything`] : []),
    ...(code === 0 ? [] : [`it ended with ${code}: ${running.output().slice(-500)}`]),
    ...integrity(folder),
  ];
  return {
    acked: promised.length,
    lost,
    untraced,
    damaged,
    falseRefusals,
    again,
    deliveredNow: now.size,
    trouble: troubles.length === 0 ? null : troubles.join('; '),
  };
}

function integrity(folder: string): readonly string[] {
  using database = new DatabaseSync(join(folder, 'doorpost.db'), { readOnly: true });
  const rows = database.prepare('PRAGMA integrity_check').all();
  const words = rows.map((row) => String(row['integrity_check'])).join('; ');
  return words === 'ok' ? [] : [`integrity_check: ${words.slice(0, 300)}`];
}

/** Each as a sentence that begins with `where`; empty when all is as promised. */
export function faultsOf(where: string, found: AfterCut): readonly string[] {
  const list = (words: string, keys: readonly string[]): readonly string[] =>
    keys.length === 0 ? [] : [`${where}: ${words} ${some(keys)}`];
  return [
    ...list('lost', found.lost),
    ...list('not in the trace:', found.untraced),
    ...list('delivered with another body:', found.damaged),
    ...list('refused and there all the same:', found.falseRefusals),
    ...(found.trouble === null ? [] : [`${where}: ${found.trouble}`]),
  ];
}
