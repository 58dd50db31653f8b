/** An inbound connector as it was allowed, and may be a mistake all the same: what is said when one is added, looked at again. */
import type { InboundConnector } from '../directory/objects.ts';
import type { DirectoryView, Rest } from '../directory/snapshot.ts';
import type { Step } from '../mail/step.ts';
import { doubtsOf } from '../policy/changes/connector-warnings.ts';
import { Counting, countedWords } from '../policy/changes/counted.ts';
import { notesOf } from './notes.ts';
import { say } from '../texts/phrase.ts';
import { again } from '../texts/told.ts';

const ASKED = say`whose addresses it trusts`;

/** Each by itself. */
export async function* checkConnector(
  view: DirectoryView,
  connector: InboundConnector,
  gateways: readonly string[],
  rest: Rest,
): AsyncGenerator<Step> {
  const note = notesOf(say`connector ${connector.name}`);
  if (!connector.enabled) return yield note('trust', ASKED, say`it is switched off`, 'good');
  const doubts = await doubtsOf(view, connector, gateways, rest);
  if (doubts.length === 0) yield note('trust', ASKED, say`nothing that is often a mistake`, 'good');
  for (const doubt of doubts) yield note('trust', ASKED, again(doubt), 'warning');
}

/** Of all of them each kind of doubt once, counted. */
export async function* checkConnectors(
  view: DirectoryView,
  connectors: readonly InboundConnector[],
  gateways: readonly string[],
  rest: Rest,
): AsyncGenerator<Step> {
  const note = notesOf(say`connectors`);
  const counting = new Counting();
  for (const connector of connectors)
    if (connector.enabled)
      for (const { code, ...doubt } of await doubtsOf(view, connector, gateways, rest))
        counting.add(code, connector.name, doubt);
  if (connectors.length > 0 && counting.all.length === 0)
    yield note('trust', ASKED, say`nothing that is often a mistake`, 'good');
  for (const counted of counting.all)
    yield note('trust', ASKED, countedWords('connector', counted), 'warning', { act: 'see-connector-doubts' });
}
