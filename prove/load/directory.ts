/** DIRECTORY: a large directory holds nobody up, and an export of it can be applied. */
import { join } from 'node:path';
import { sizedBy, wholeSize } from '../../lab/directory/directory-objects.ts';
import { lineOfPhase, measureDirectory } from '../../lab/directory/measure-directory.ts';
import type { Finding, Proof, Terms } from '../proof.ts';
import { judged } from '../support/finding.ts';

export const directory: Proof = {
  id: 'DIRECTORY',
  title: 'With 100,000 mailboxes, 10,000 devices, 5,000 connectors and 2,000 domains nothing stands still',
  prove,
};

/** The marks. */
const MOST_STANDSTILL_MS = 50;
const MOST_CHANGE_MS = 100;
const MOST_START_MS = 2_000;
const MOST_RSS_MB = 500;
/** Of the short form: a hundredth. */
const SMALL = 0.01;

async function prove(terms: Terms): Promise<Finding> {
  const long = terms.length === 'long';
  const size = long ? wholeSize : sizedBy(SMALL);
  const phases = await measureDirectory({
    folder: join(terms.folder, 'sites'),
    size,
    say: (text) => terms.progress(text),
    signal: terms.signal,
  });
  const start = phases.find(({ what }) => what === 'start')?.ms ?? Number.NaN;
  const changes = phases.filter(({ what }) => what.startsWith('change: '));
  const slowest = Math.max(...changes.map(({ ms }) => ms));
  const standstill = Math.max(...phases.map(({ standstillMs }) => standstillMs));
  const rss = Math.max(...phases.map(({ rssMb }) => rssMb));
  const faults = phases.filter(({ failed }) => failed).map((phase) => `refused: ${lineOfPhase(phase)}`);
  if (long && start > MOST_START_MS) faults.push(`it started after ${start.toFixed(0)} ms`);
  for (const phase of long ? phases : [])
    if (phase.standstillMs > MOST_STANDSTILL_MS)
      faults.push(`${phase.what}: it stood still for ${phase.standstillMs.toFixed(0)} ms`);
  for (const phase of long ? changes : [])
    if (phase.ms > MOST_CHANGE_MS) faults.push(`${phase.what} took ${phase.ms.toFixed(0)} ms`);
  if (long && rss > MOST_RSS_MB) faults.push(`it grew to ${rss.toFixed(0)} MB`);
  return judged(
    {
      mailboxes: size.mailboxes,
      devices: size.devices,
      connectors: size.inbound + size.outbound,
      domains: size.domains,
      'start ms': Math.round(start),
      'slowest change ms': Math.round(slowest),
      'longest standstill ms': Math.round(standstill),
      'most RSS MB': Math.round(rss),
    },
    faults,
  );
}
