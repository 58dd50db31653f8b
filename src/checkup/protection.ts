/** Engines and block lists, asked something whose answer is known: GTUBE and a letter, EICAR, and the entries for tests of each block list. */
import { bounds } from '../base/bounds.ts';
import type { ObjectId } from '../base/id.ts';
import type { ListStanding, Probed, ScreeningProbes } from '../mail/doors/screening-health.ts';
import type { EngineFact, VirusFact } from '../mail/screening/facts.ts';
import type { Step } from '../mail/step.ts';
import { listWords } from '../texts/en/engines.ts';
import { scannerVersion } from '../screening/virus-answer.ts';
import { notesOf } from './notes.ts';
import { say, worded } from '../texts/phrase.ts';

export interface ProtectionFacts {
  readonly probes: ScreeningProbes;
  readonly organizations: readonly ObjectId[];
  /** The engines are the server's: whoever has some organizations does not ask them. */
  readonly withEngines: boolean;
  /** Says also that something is not set up. */
  readonly isWhole: boolean;
  readonly now: number;
}

const DAY_MS = 86_400_000;

const note = notesOf(say`protection`);

export async function* checkProtection(facts: ProtectionFacts, signal: AbortSignal): AsyncGenerator<Step> {
  const { probes, organizations, withEngines, isWhole } = facts;
  if (withEngines) {
    yield* spamFilterSteps(facts, signal);
    yield* virusScannerSteps(facts, signal);
  }
  let count = 0;
  for await (const standing of probes.lists(organizations, signal)) {
    count++;
    yield listStep(standing);
  }
  if (count === 0 && isWhole)
    yield note('block lists', say`blockLists of the organizations`, say`none is set, and none is asked`, 'good');
}

async function* spamFilterSteps({ probes, isWhole }: ProtectionFacts, signal: AbortSignal): AsyncGenerator<Step> {
  const what = 'spam filter';
  const asking = probes.spamFilter('spam', signal);
  if (asking === null) {
    if (isWhole) yield note(what, 'screening.rspamd.url', say`none is set: what mail says is not looked at`, 'good');
    return;
  }
  const spam = await asking;
  yield spamStep(spam);
  if (spam.fact.kind === 'unknown') return;
  const letter = await probes.spamFilter('letter', signal);
  if (letter !== null) yield letterStep(letter);
}

const mendRspamd = { act: 'mend-engine', engine: 'rspamd' } as const;
const mendClamd = { act: 'mend-engine', engine: 'clamd' } as const;

function spamStep({ address, fact, trouble, tookMs }: Probed<EngineFact>): Step {
  const asked = say`GTUBE, which is spam to every filter, at ${address}`;
  if (fact.kind === 'unknown') return note('spam filter', asked, trouble ?? fact.why, 'bad', mendRspamd);
  if (fact.action === 'accept')
    return note(
      'spam filter',
      asked,
      say`it answers, and does not take it for spam (score ${fact.score})`,
      'bad',
      'see whether that is rspamd’s normal worker, and whether its settings let our address or every mail pass (local_addrs, settings.conf, gtube_patterns)',
    );
  return note('spam filter', asked, say`${fact.action.replaceAll('-', ' ')}, after ${tookMs} ms`, 'good');
}

function letterStep({ address, fact, trouble, tookMs }: Probed<EngineFact>): Step {
  const asked = say`a plain letter, at ${address}`;
  if (fact.kind === 'unknown') return note('spam filter', asked, trouble ?? fact.why, 'bad', mendRspamd);
  const seen =
    fact.action === 'accept'
      ? say`no spam (score ${fact.score}), after ${tookMs} ms`
      : say`taken for spam (score ${fact.score}), after ${tookMs} ms`;
  if (fact.action !== 'accept')
    return note(
      'spam filter',
      asked,
      say`${seen}: ${fact.symbols.join(', ')}`,
      'bad',
      'see which of its rules did that: rspamc symbols',
    );
  if (tookMs <= bounds.checkup.filterSlow) return note('spam filter', asked, seen, 'good');
  return note(
    'spam filter',
    asked,
    seen,
    'warning',
    'see what it waits for: most often a DNS server that does not answer it (dns { } in its options.inc)',
  );
}

async function* virusScannerSteps(facts: ProtectionFacts, signal: AbortSignal): AsyncGenerator<Step> {
  const { probes, isWhole } = facts;
  const asking = probes.virusScanner(signal);
  if (asking === null) {
    if (isWhole)
      yield note('virus scanner', 'screening.clamd.address', say`none is set: nobody looks for viruses`, 'good');
    return;
  }
  const { address, fact, trouble, tookMs }: Probed<VirusFact> = await asking;
  const asked = say`EICAR, which every scanner finds, at ${address}`;
  if (fact.kind === 'unknown') {
    yield note('virus scanner', asked, trouble ?? fact.why, 'bad', mendClamd);
    return;
  }
  if (fact.kind === 'clean')
    yield note(
      'virus scanner',
      asked,
      say`it answers, and did not find it: its signatures are missing`,
      'bad',
      mendClamd,
    );
  else yield note('virus scanner', asked, say`found (${fact.signature}), after ${tookMs} ms`, 'good');
  const version = await probes.virusScannerVersion(signal);
  if (version !== null) yield signaturesStep(version, facts.now);
}

function signaturesStep(version: string, now: number): Step {
  const { signaturesAt: at } = scannerVersion(version);
  const seen = version.slice(0, bounds.checkup.answerShown);
  if (at === null) return note('signatures', 'VERSION', say`${seen}: it does not tell how old they are`, 'unknown');
  const days = Math.floor((now - at) / DAY_MS);
  if (days <= bounds.checkup.signatureDays) return note('signatures', 'VERSION', seen, 'good');
  return note(
    'signatures',
    'VERSION',
    say`${seen}: ${days} days old`,
    'warning',
    'see why they are not renewed: systemctl status clamav-freshclam, and its log',
  );
}

function listStep({ list, trouble }: ListStanding): Step {
  const asked = say`127.0.0.2 and 127.0.0.1 at ${list}`;
  if (trouble === null) return note('block list', asked, say`it answers as a block list should`, 'good');
  const outcome = trouble === 'silent' ? 'unknown' : 'bad';
  return note('block list', asked, worded(listWords[trouble]), outcome, { act: 'mend-block-list', list, why: trouble });
}
