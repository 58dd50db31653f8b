/**
 * STILL: what strangers, next hops and administrators can bring does not make the thread that owns the sockets stand still, nor the memory grow.
 * A server of its own for each scenario; an idle Node beside it shows what the machine does to anybody.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetPeak, memoryOf, peakRssBytes } from '../../lab/server/memory.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';
import { startServer } from '../support/server.ts';
import { conversion } from './conversion.ts';
import { floodingHop } from './flooding-hop.ts';
import { hostileText } from './hostile-text.ts';
import { largeDirectory } from './large-directory.ts';
import { largeReport } from './large-report.ts';
import { longQueue } from './long-queue.ts';
import { readingMail } from './reading-mail.ts';
import type { Scenario } from './scenario.ts';
import { strangersMail } from './strangers-mail.ts';
import { longestTurn, startIdle, withTurns } from './turns.ts';

export const still: Proof = {
  id: 'STILL',
  title: 'Nothing that comes from outside, and nothing an administrator asks for, makes the server stand still',
  prove,
};

const scenarios: readonly Scenario[] = [
  floodingHop,
  readingMail,
  hostileText,
  conversion,
  longQueue,
  largeDirectory,
  largeReport,
  strangersMail,
];

/** The marks of the long form. */
const MOST_TURN_MS = 50;
const MOST_GROWTH_MB = 150;
/** Also of the short form: slower than any noise. */
const MOST_TURN_EVER_MS = 2_000;
const SETTLE_MS = 2_000;
const MB = 1e6;

async function prove(terms: Terms): Promise<Finding> {
  const figures: Record<string, number | string> = {};
  const faults: string[] = [];
  for (const [at, scenario] of scenarios.entries()) {
    terms.progress(scenario.name);
    const folder = join(terms.folder, String(at));
    await mkdir(folder);
    const seen = await run(scenario, terms, folder);
    const turn = Math.max(0, seen.turnMs - seen.idleMs);
    figures[scenario.name] =
      `longest turn ${turn.toFixed(0)} ms (an idle Node: ${seen.idleMs.toFixed(0)}), memory +${seen.growthMb.toFixed(0)} MB` +
      Object.entries(seen.figures)
        .map(([name, value]) => `, ${name}: ${value}`)
        .join('');
    if (turn > MOST_TURN_EVER_MS || (terms.length === 'long' && turn > MOST_TURN_MS))
      faults.push(`${scenario.name}: a turn of the loop took ${turn.toFixed(0)} ms`);
    if (terms.length === 'long' && seen.growthMb > MOST_GROWTH_MB + (scenario.threadMb ?? 0))
      faults.push(`${scenario.name}: it grew by ${seen.growthMb.toFixed(0)} MB`);
  }
  return judged(figures, faults);
}

async function run(scenario: Scenario, terms: Terms, folder: string) {
  const prepared = await scenario.prepare(terms, folder);
  try {
    const [ours, others] = [join(folder, 'turns'), join(folder, 'idle')];
    await using running = new AsyncDisposableStack();
    running.use(await startIdle(others));
    const { site, program } = prepared;
    const server = running.use(
      await startServer(site, { signal: terms.signal, environment: withTurns(ours), ...(program && { program }) }),
    );
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const before = (await memoryOf(server.pid)).rssBytes;
    await forgetPeak(server.pid);
    await Promise.all([longestTurn(ours), longestTurn(others)]); // from here on
    const figures = await prepared.act(server);
    const [turnMs, idleMs] = await Promise.all([longestTurn(ours), longestTurn(others)]);
    return { figures, turnMs, idleMs, growthMb: ((await peakRssBytes(server.pid)) - before) / MB };
  } finally {
    await prepared.end?.();
  }
}
