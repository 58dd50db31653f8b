/** The records of a domain as steps of `doorpost check`. */
import type { AcceptedDomain } from '../../directory/objects.ts';
import type { DomainRecordCheck, SpfSimulation } from '../../mail/doors/domain-health.ts';
import type { Step, StepOutcome } from '../../mail/step.ts';
import { recordCure, recordPhrase } from '../../texts/en/domains.ts';
import { type Note, notesOf } from '../notes.ts';
import { type DomainFacts, lookAtDomain } from './records.ts';
import { type Phrase, say } from '../../texts/phrase.ts';

const TITLES = {
  ...{ verification: 'verified', mx: 'MX', spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' },
  ...{ 'mta-sts': 'MTA-STS', 'tls-rpt': 'TLS reports' },
} as const;

export async function* checkDomain(
  domain: AcceptedDomain,
  facts: DomainFacts,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const note = notesOf(say`domain ${domain.name}`);
  const mxName = domain.type === 'internal-relay' ? null : facts.mxName;
  for await (const check of lookAtDomain(domain, facts, signal)) yield* stepsOf(domain, check, mxName, note);
}

function stepsOf(domain: AcceptedDomain, check: DomainRecordCheck, mxName: string | null, note: Note): readonly Step[] {
  const { record, outcome, type, name, finding, seen, simulations } = check;
  const cure = recordCure(check, { domain: domain.name, mxName });
  if (record === 'verification') return [verifiedStep(domain, check, note)];
  const asked = record === 'dkim' ? say`the usual selectors under ${name}` : say`${type} of ${name}`;
  const title = TITLES[record];
  const found = recordPhrase(check);
  const words = seen.length === 0 || record === 'dkim' ? found : say`${seen.join(', ')}: ${found}`;
  // Of an SPF record each address has a step, and so the cure.
  if (simulations.length === 0) {
    const isKnown = finding.kind !== 'addresses-unknown';
    return [note(title, asked, words, isKnown ? outcome : 'unknown', cure)];
  }
  return [
    note(title, asked, seen.join(', '), 'good'),
    ...simulations.map((one) => {
      const is = outcomeOf(one, outcome);
      const what = say`SPF of ${name}, simulated for mail from ${one.address}`;
      const helps = one.result === 'temperror' ? 'ask again' : cure;
      return note(title, what, simulationWords(one), is, is === 'good' ? null : helps);
    }),
    ...(finding.kind === 'service-missing' ? [note(title, asked, found, outcome, cure)] : []),
  ];
}

function outcomeOf({ result }: SpfSimulation, whole: StepOutcome): StepOutcome {
  if (result === 'pass') return 'good';
  if (result === 'temperror') return 'unknown';
  return whole === 'bad' ? 'bad' : 'warning';
}

function simulationWords({ result, lookups, text }: SpfSimulation): Phrase {
  const counted = say`${result} (${lookups} of 10 lookups)`;
  return result === 'temperror' || result === 'permerror' ? say`${counted}: ${text}` : counted;
}

/** It is the directory that takes mail for it: what its name servers show is told beside. */
function verifiedStep({ name, verified }: AcceptedDomain, check: DomainRecordCheck, note: Note): Step {
  const asked = say`our own directory`;
  if (verified === null)
    return note('verified', asked, say`added, not verified`, 'bad', { act: 'prove-domain', domain: name });
  const isGone = check.finding.kind === 'token-gone';
  const words = isGone
    ? say`verified (${verified.method}); the token is no longer published`
    : say`verified (${verified.method})`;
  const cure = isGone ? recordCure(check, { domain: name, mxName: null }) : null;
  return note('verified', asked, words, isGone ? 'warning' : 'good', cure);
}
