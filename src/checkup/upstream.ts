/** How an upstream is, found out by using it: its name, the connection, TLS and certificates, the sign-in; and what of ours ends soon. */
import { utcDay } from '../base/words/utc-day.ts';
import type { Step } from '../mail/step.ts';
import type { OutboundConnector } from '../directory/objects.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import { expiryStage } from '../policy/alarms/expiry-alarms.ts';
import { demandWords, ownNameRemedy, unmetDemand } from '../policy/upstreams/senders.ts';
import { notesOf } from './notes.ts';
import { say } from '../texts/phrase.ts';
import { again } from '../texts/told.ts';
import type { ToldLine } from '../mail/lines/said.ts';
import { recipientsOf } from '../texts/en/counts.ts';
import { aboutIt } from '../texts/step.ts';

export interface UpstreamFacts {
  readonly now: number;
  readonly probe: (connector: OutboundConnector) => AsyncIterable<Step>;
  readonly expiries: readonly Expiry[];
  /** Cause and cure of what holds it now; null: nothing does. */
  readonly trouble: ToldLine | null;
  readonly waiting: number;
}

const SOON_MS = 14 * 86_400_000;

export async function* checkUpstream(connector: OutboundConnector, facts: UpstreamFacts): AsyncGenerator<Step> {
  const note = notesOf(say`upstream ${connector.name}`);
  if (!connector.enabled)
    yield note('enabled', say`our own directory`, say`switched off`, 'warning', {
      act: 'enable-upstream',
      name: connector.name,
    });
  const probed: Step[] = [];
  for await (const seen of facts.probe(connector)) {
    probed.push(seen);
    yield aboutIt(judged(seen, facts.now), say`upstream ${connector.name}`);
  }
  if (facts.trouble !== null) yield troubleNote(facts.trouble, isOver(facts.waiting, probed), note);
  const count = facts.waiting;
  yield note(
    'queue',
    say`mail that waits for it`,
    recipientsOf(count),
    facts.trouble === null || count === 0 ? 'good' : 'warning',
  );
  const demand = unmetDemand(connector);
  if (demand !== null)
    yield note(
      'senders',
      say`in whose name mail goes out`,
      demandWords(demand),
      // Verified senders are the service's own list, which cannot be seen from here.
      demand.of === 'account' ? 'warning' : 'unknown',
      ownNameRemedy(connector, demand),
    );
  if (connector.route.kind === 'mx')
    yield note(
      'way',
      say`our own directory`,
      say`mail goes by the MX of each recipient, which the check of the server looks at`,
      'good',
    );
  for (const { words, expiresAt, cure, connector: owner } of facts.expiries) {
    if (owner !== connector.name) continue;
    const day = utcDay(expiresAt);
    const stage = expiryStage(expiresAt, facts.now);
    const verdict = expiresAt <= facts.now ? 'bad' : stage > 0 ? 'warning' : 'good';
    yield note(
      'expiry',
      words,
      expiresAt <= facts.now ? say`expired on ${day}` : say`until ${day}`,
      verdict,
      stage > 0 ? cure : null,
    );
  }
}

/** The last mail met it; none waits, and what can be tried without one went well: its cause may have been mended since. */
const isOver = (waiting: number, probed: readonly Step[]): boolean =>
  waiting === 0 && probed.some(({ outcome }) => outcome === 'good') && probed.every(({ outcome }) => outcome !== 'bad');

const troubleNote = (trouble: ToldLine, over: boolean, note: ReturnType<typeof notesOf>): Step =>
  over
    ? note(
        'trouble',
        say`what the last mail met`,
        again(trouble),
        'warning',
        'nothing waits, and the connection is in order now: the next mail shows whether it is mended',
      )
    : note(
        'trouble',
        say`why its mail waits`,
        again(trouble),
        'bad',
        'it is tried again by itself; mend what the text says',
      );

/** A certificate that is good today, and not for long. */
function judged(seen: Step, now: number): Step {
  const { outcome, facts } = seen;
  if (outcome !== 'good' || typeof facts['until'] !== 'number' || facts['until'] - now >= SOON_MS) return seen;
  return { ...seen, outcome: 'warning', cure: 'it ends soon; whoever runs that server must renew it' };
}
