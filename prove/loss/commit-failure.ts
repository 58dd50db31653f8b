/**
 * G3: every operation on the disk that a message brings about is made to fail, one after another; then many at once, under load. A refusal has to be
 * true, an acknowledgement too (after a power cut that keeps nothing of what a failed sync should have kept), and the server goes on by itself.
 */
import type { Finding, Proof, Terms } from '../proof.ts';
import { buildShim, type OperationClass } from '../support/disk/shim.ts';
import { judged, skipped } from '../support/finding.ts';
import { type Ledger, newLedger, startLoad } from '../support/load.ts';
import { bannerMs } from '../support/server.ts';
import { startSink } from '../support/sink.ts';
import { checkCut, faultsOf } from './after-cut.ts';
import { bytesOf, type Hops, recipientsOf, recordRun, startWatched, type WatchedRun } from './recording.ts';

export const g3: Proof = {
  id: 'G3',
  title:
    'No false 250: when the commit fails the answer is 4yz and the message is absent; it goes on without a restart',
  prove,
};

/** For what follows the acknowledgement on other threads. */
const AFTERMATH_MS = 150;
/** For the server to take mail again after one failure. */
const RECOVERY_MS = 30_000;
/** So many passages without a failure: the message has no further operation of this class. */
const ENOUGH_MISSES = 3;

interface Order {
  readonly classes: readonly OperationClass[];
  readonly error: 'EIO' | 'ENOSPC';
  /** Scans that are too large for the commit have a file of their own. */
  readonly large: boolean;
  readonly times: number;
}

async function prove(terms: Terms): Promise<Finding> {
  const shim = await buildShim(terms.folder);
  if ('missing' in shim) return skipped(shim.missing);
  await using open = await startSink(terms.signal);
  await using shut = await startSink(terms.signal);
  const hops: Hops = { open, shut };
  const tally = {
    orders: 0,
    failures: 0,
    refused: 0,
    lost: 0,
    slowest: 0,
    outage: 0,
    cuts: 0,
    load: 0,
    loadRefused: 0,
    untrue: 0,
  };
  const faults: string[] = [];

  // One message at a time.
  {
    await using run = await startWatched(terms, { name: 'single', library: shim.library, hops });
    const ledger = newLedger();
    const one = sender(run, ledger);
    await one(false);
    for (const order of ordersOf(terms.length)) await everyOperation(terms, run, one, order, tally, faults);
    faults.push(...(await throughTheTrouble(run, one, terms.length === 'long' ? 5_000 : 1_000, tally)));
    tally.refused = ledger.refused.size;
    const recording = await run.finish(ledger);
    const end = { place: recording.history.length - 1, survival: 'synced' as const, chance: Math.random };
    const found = await checkCut(terms, recording, hops, end);
    tally.lost += found.lost.length;
    tally.untrue += found.falseRefusals.length;
    tally.cuts++;
    faults.push(...faultsOf('one at a time, power cut at the end', found));
  }

  // Under load, a failure several times a second.
  for (const everyMs of terms.length === 'long' ? [2, undefined] : [undefined]) {
    const name = everyMs === undefined ? 'saturated' : 'trickle';
    const recording = await recordRun(terms, {
      name: `${name}-failing`,
      library: shim.library,
      hops,
      runMs: terms.length === 'long' ? 10_000 : 2_000,
      ...(everyMs === undefined ? {} : { everyMs }),
      meanwhile: (run, ledger) => failNowAndThen(run, ledger, terms.length === 'long' ? 9_000 : 1_500, tally),
    });
    tally.load += recording.ledger.acked.size;
    tally.loadRefused += recording.ledger.refused.size;
    const { length } = recording.history;
    const places = terms.length === 'long' ? [0.3, 0.5, 0.7, 0.9, 1] : [1];
    for (const share of places) {
      const place = Math.floor(share * (length - 1));
      const found = await checkCut(terms, recording, hops, { place, survival: 'synced', chance: Math.random });
      tally.cuts++;
      tally.lost += found.lost.length;
      tally.untrue += found.falseRefusals.length;
      terms.progress(`${name}, syncs failing, power cut: ${found.acked} acknowledged, ${found.lost.length} lost`);
      faults.push(...faultsOf(`${name}, syncs failing, power cut after operation ${place} of ${length}`, found));
    }
  }
  if (tally.load === 0)
    faults.push('under failing syncs nothing was acknowledged at all: the proof did not take place');
  return judged(
    {
      'operations chosen to fail': tally.orders,
      'failures made': tally.failures,
      'messages refused (4yz)': tally.refused + tally.loadRefused,
      'refused and there all the same': tally.untrue,
      'acked under failing syncs': tally.load,
      'power cuts after them': tally.cuts,
      lost: tally.lost,
      'takes mail again after one failure, slowest ms': Math.round(tally.slowest),
      'after a time of nothing but failures, ms': Math.round(tally.outage),
    },
    faults,
  );
}

function ordersOf(length: Terms['length']): readonly Order[] {
  const orders: Order[] = [
    { classes: ['sync'], error: 'EIO', large: false, times: 1 },
    { classes: ['write'], error: 'ENOSPC', large: true, times: 1 },
  ];
  if (length === 'long')
    orders.push(
      { classes: ['sync'], error: 'EIO', large: true, times: 1 },
      { classes: ['sync'], error: 'EIO', large: false, times: 4 },
      { classes: ['write'], error: 'EIO', large: false, times: 1 },
      { classes: ['write'], error: 'ENOSPC', large: false, times: 4 },
      { classes: ['name'], error: 'ENOSPC', large: true, times: 1 },
      { classes: ['write', 'sync', 'name'], error: 'EIO', large: true, times: 2 },
    );
  return orders;
}

type SendOne = (large: boolean) => Promise<'acked' | 'refused' | 'unanswered' | 'unsent'>;

/** Sends the next message over a session of its own. */
function sender(run: WatchedRun, ledger: Ledger): SendOne {
  let next = 1;
  return async (large) => {
    do next++;
    while (bytesOf(next) > 65_536 !== large);
    const port = run.site.smtpPort;
    const from = next;
    await startLoad({
      port,
      sessions: 1,
      kept: false,
      messages: 1,
      from,
      ledger,
      bytes: bytesOf,
      recipients: recipientsOf,
    }).done;
    if (ledger.acked.has(next)) return 'acked';
    if (ledger.refused.has(next)) return 'refused';
    return ledger.unanswered.has(next) ? 'unanswered' : 'unsent';
  };
}

type Tally = { orders: number; failures: number; slowest: number };

/** Fails the first, second, third... operation of a message, until a message has no more of them. */
async function everyOperation(
  terms: Terms,
  { disk, server }: WatchedRun,
  send: SendOne,
  order: Order,
  tally: Tally,
  faults: string[],
): Promise<void> {
  const what = `${order.classes.join(' or ')}, ${order.error}, ${order.times} times, ${order.large ? 'large' : 'small'} message`;
  const most = terms.length === 'long' ? 60 : 4;
  for (let nth = 1, misses = 0; nth <= most && misses < ENOUGH_MISSES; nth++) {
    terms.signal.throwIfAborted();
    disk.fail({ ...order, nth });
    tally.orders++;
    const answer = await send(order.large);
    await new Promise((resolve) => setTimeout(resolve, AFTERMATH_MS));
    const failed = disk.heal();
    tally.failures += failed;
    misses = failed === 0 ? misses + 1 : 0;
    if (answer === 'unanswered' || answer === 'unsent')
      faults.push(`${what}, operation ${nth}: the session got no answer`);
    const since = performance.now();
    while ((await send(false)) !== 'acked') {
      if (performance.now() - since > RECOVERY_MS || !server.running()) {
        faults.push(`${what}, operation ${nth}: takes no mail again: ${server.output().slice(-500)}`);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    tally.slowest = Math.max(tally.slowest, performance.now() - since);
  }
  terms.progress(`${what}: done`);
}

/** Every sync fails for a while: no message may be acknowledged, the banner stays, and it goes on when the disk is well. */
async function throughTheTrouble(
  { disk, site, server }: WatchedRun,
  send: SendOne,
  forMs: number,
  tally: { outage: number },
): Promise<readonly string[]> {
  const faults: string[] = [];
  disk.fail({ classes: ['sync'], nth: 1, times: -1, error: 'EIO' });
  const until = performance.now() + forMs;
  let refused = 0;
  while (performance.now() < until) {
    const answer = await send(refused % 3 === 2);
    if (answer === 'acked') faults.push('acknowledged while every sync fails');
    else refused++;
    if ((await bannerMs(site.smtpPort, 5_000)) === null) faults.push('no greeting while every sync fails');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  disk.heal();
  const since = performance.now();
  while ((await send(false)) !== 'acked') {
    if (performance.now() - since > RECOVERY_MS || !server.running())
      return [...faults, `takes no mail though the disk is well again: ${server.output().slice(-500)}`];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  tally.outage = performance.now() - since;
  return faults;
}

/** A busy machine recovers more slowly than it is hurt again: then it gets longer pauses, until it has acknowledged something. */
async function failNowAndThen({ disk }: WatchedRun, ledger: Ledger, forMs: number, tally: Tally): Promise<void> {
  const until = performance.now() + forMs;
  const latest = until + RECOVERY_MS;
  let pauseMs = 400;
  while (performance.now() < until || (ledger.acked.size === 0 && performance.now() < latest)) {
    if (performance.now() >= until) pauseMs = Math.min(2 * pauseMs, 5_000);
    const nth = 1 + Math.floor(Math.random() * 40);
    disk.fail({ classes: ['sync'], nth, times: Math.random() < 0.7 ? 1 : 3, error: 'EIO' });
    tally.orders++;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    tally.failures += disk.heal();
  }
}
