/** The records of a domain as steps of `doorpost check`. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { DomainRecordCheck, SpfSimulation } from '../../mail/doors/domain-health.ts';
import type { Step, StepOutcome } from '../../mail/step.ts';
import { recordCure, recordText } from '../../texts/en/domains.ts';
import { type Note, notesOf } from '../notes.ts';
import { type DomainFacts, lookAtDomain } from './records.ts';

const TITLES = {
  ...{ verification: 'verified', mx: 'MX', spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  ...{ 'mta-sts': 'MTA-STS', 'tls-rpt': 'TLS reports' },
} as const;

export async function* checkDomain(
  domain: AcceptedDomain,
  facts: DomainFacts,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const note = notesOf(`domain ${domain.name}`);
  const mxName = domain.type === 'internal-relay' ? null : facts.mxName;
  for await (const check of lookAtDomain(domain, facts, signal)) yield* stepsOf(domain, check, mxName, note);
}

function stepsOf(domain: AcceptedDomain, check: DomainRecordCheck, mxName: string | null, note: Note): readonly Step[] {
  const { record, outcome, type, name, finding, seen, simulations } = check;
  const cure = recordCure(check, { domain: domain.name, mxName });
  if (record === 'verification') return [verifiedStep(domain, check, note)];
  const asked = record === 'dkim' ? `the usual selectors under ${name}` : `${type} of ${name}`;
  const title = TITLES[record];
  const text = seen.length === 0 || record === 'dkim' ? recordText(check) : `${seen.join(', ')}: ${recordText(check)}`;
  // Of an SPF record each address has a step, and so the cure.
  if (simulations.length === 0) {
    const isKnown = finding.kind !== 'addresses-unknown';
    return [note(title, asked, text, isKnown ? outcome : 'unknown', cure)];
  }
  return [
    note(title, asked, seen.join(', '), 'good'),
    ...simulations.map((one) => {
      const found = outcomeOf(one, outcome);
      const what = `SPF of ${name}, simulated for mail from ${one.address}`;
      const is = one.result === 'temperror' ? 'ask again' : cure;
      return note(title, what, simulationText(one), found, found === 'good' ? null : is);
    }),
    ...(finding.kind === 'service-missing' ? [note(title, asked, recordText(check), outcome, cure)] : []),
  ];
}

function outcomeOf({ result }: SpfSimulation, whole: StepOutcome): StepOutcome {
  if (result === 'pass') return 'good';
  if (result === 'temperror') return 'unknown';
  return whole === 'bad' ? 'bad' : 'warning';
}

function simulationText({ result, lookups, text }: SpfSimulation): string {
  const counted = `${result} (${lookups} of 10 lookups)`;
  return result === 'temperror' || result === 'permerror' ? `${counted}: ${text}` : counted;
}

/** It is the directory that takes mail for it: what its name servers show is told beside. */
function verifiedStep({ name, verified }: AcceptedDomain, check: DomainRecordCheck, note: Note): Step {
  const asked = 'our own directory';
  if (verified === null)
    return note('verified', asked, 'added, not verified', 'bad', { act: 'prove-domain', domain: name });
  const isGone = check.finding.kind === 'token-gone';
  const text = `verified (${verified.method})${isGone ? '; the token is no longer published' : ''}`;
  const cure = isGone ? recordCure(check, { domain: name, mxName: null }) : null;
  return note('verified', asked, text, isGone ? 'warning' : 'good', cure);
}
