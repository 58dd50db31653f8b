/** How an upstream is, found out by using it: its name, the connection, TLS and certificates, the sign-in; and what of ours ends soon. */
import type { Step } from '../mail/step.ts';
import type { OutboundConnector } from '../directory/objects.ts';
import type { Expiry } from '../policy/alarms/expiry-alarms.ts';
import { expiryStage } from '../policy/alarms/expiry-alarms.ts';
import { notesOf } from './notes.ts';
import type { Cure } from '../mail/remedy.ts';
import { withCure } from '../texts/step.ts';

export interface UpstreamFacts {
  readonly now: number;
  readonly probe: (connector: OutboundConnector) => Promise<readonly Step[]>;
  readonly expiries: readonly Expiry[];
  /** Cause and cure of what holds it now; null: nothing does. */
  readonly trouble: string | null;
  readonly waiting: number;
}

const CURES: Readonly<Record<string, string>> = {
  connect: 'check host and port, the firewall between, and whether the provider blocks the port',
  greeting: 'the host answers but does not want us: its administrator can see why',
  hello: 'the host refused our name: check the setting hostName',
  tls: 'check the port: 465 wants wrapped, 587 and 25 want STARTTLS',
  token: 'docs/operate/upstream-trouble.md lists what the provider says and what to do',
  'sign-in': 'docs/operate/upstream-trouble.md lists what the provider says and what to do',
  session: 'see docs/operate/upstream-trouble.md',
};

const cureOf = (step: string, name: string): Cure | null =>
  step === 'name' ? { act: 'correct-upstream-host', name } : (CURES[step] ?? null);

const SOON_MS = 14 * 86_400_000;

export async function* checkUpstream(connector: OutboundConnector, facts: UpstreamFacts): AsyncGenerator<Step> {
  const note = notesOf(`upstream ${connector.name}`);
  if (!connector.enabled)
    yield note('enabled', 'our own directory', 'switched off', 'warning', {
      act: 'enable-upstream',
      name: connector.name,
    });
  if (facts.trouble !== null)
    yield note(
      'held',
      'what held its mail last',
      facts.trouble,
      'bad',
      'it is tried again by itself; mend what the text says',
    );
  const count = facts.waiting;
  yield note(
    'queue',
    'mail that waits for it',
    `${count} recipient${count === 1 ? '' : 's'}`,
    facts.trouble === null ? 'good' : 'warning',
  );
  if (connector.route.kind === 'mx')
    yield note(
      'way',
      'our own directory',
      'mail goes by the MX of each recipient, which the check of the server looks at',
      'good',
    );
  for (const seen of await facts.probe(connector))
    yield { ...judged(seen, connector, facts.now), about: `upstream ${connector.name}` };
  for (const { words, expiresAt, cure, connector: owner } of facts.expiries) {
    if (owner !== connector.name) continue;
    const day = new Date(expiresAt).toISOString().slice(0, 10);
    const stage = expiryStage(expiresAt, facts.now);
    const verdict = expiresAt <= facts.now ? 'bad' : stage > 0 ? 'warning' : 'good';
    yield note(
      'expiry',
      words,
      expiresAt <= facts.now ? `expired on ${day}` : `until ${day}`,
      verdict,
      stage > 0 ? cure : null,
    );
  }
}

/** With what ends soon, and with what usually helps at a step where nothing better is known. */
function judged(seen: Step, { name }: OutboundConnector, now: number): Step {
  const { what, outcome, facts, cure } = seen;
  const { until, saysItself } = facts;
  if (outcome === 'good' && typeof until === 'number' && until - now < SOON_MS)
    return { ...seen, outcome: 'warning', cure: 'it ends soon; whoever runs that server must renew it' };
  const isOpen = outcome === 'bad' && cure === null && saysItself !== true;
  const usual = isOpen ? cureOf(what, name) : null;
  return usual === null ? seen : withCure(seen, usual);
}
