/** Others that an outbound connector names: whether they are there, and where failovers lead. Pure. */
import { bounds } from '../../base/bounds.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { doubtful, type Finding, wrong } from './findings.ts';
import { thoseThere } from './those-there.ts';
import { say } from '../../texts/phrase.ts';

/** @param before as it is stored, where a circle may stand already. */
export function companyProblems(
  before: DirectoryView,
  after: DirectoryView,
  connector: OutboundConnector,
): readonly Finding[] {
  const problems: Finding[] = [];
  const { organizationId } = connector;
  for (const [index, name] of connector.devices.entries())
    if (after.named('device', organizationId, name).length === 0) {
      const cure = thoseThere(after, 'device', organizationId, name);
      problems.push(wrong(`devices.${index}`, say`there is no device "${name}"`, cure));
    }
  for (const [index, name] of connector.failover.entries()) {
    const path = `failover.${index}`;
    if (sameName(name, connector.name))
      problems.push(wrong(path, say`"${name}" is this one itself`, 'name another one, or none'));
    else if (after.named('outbound-connector', organizationId, name).length === 0) {
      const cure = thoseThere(after, 'outbound-connector', organizationId, name, connector.name);
      problems.push(wrong(path, say`there is no other outbound connector "${name}"`, cure));
    }
  }
  return [...problems, ...circleProblems(before, after, connector)];
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Failovers that lead back here, where it is then nobody's to say who comes first. Two that carry different mail may stand in for each other:
 * of each mail it is clear. What is stored so can be changed otherwise, or it could not even be ended.
 */
function circleProblems(before: DirectoryView, after: DirectoryView, connector: OutboundConnector): readonly Finding[] {
  const circle = circleOf(after, connector);
  if (circle === null || !isUndecided(after, connector, circle)) return [];
  const stored = before.get('outbound-connector', connector.id);
  const isOld = stored !== null && sameList(stored.failover, connector.failover) && circleOf(before, stored) !== null;
  const way = [connector, ...circle, connector].map(({ name }) => `"${name}"`).join(' -> ');
  return [
    (isOld ? doubtful : wrong)('failover', `the failovers go in a circle: ${way}`, {
      act: 'end-failover-circle',
      name: (circle.at(-1) ?? connector).name,
    }),
  ];
}

const sameList = (one: readonly string[], other: readonly string[]): boolean => one.join('\n') === other.join('\n');

/** Those on the way from it back to it; null: no way leads back. */
function circleOf(view: DirectoryView, start: OutboundConnector): readonly OutboundConnector[] | null {
  const cameFrom = new Map<string, OutboundConnector>();
  const waiting = [start];
  const seen = new Set<string>();
  for (let at = waiting.shift(); at !== undefined && seen.size < bounds.policy.failoversFollowed; at = waiting.shift())
    for (const name of at.failover) {
      const [next] = view.named('outbound-connector', at.organizationId, name);
      if (next === undefined || seen.has(next.id)) continue;
      if (next.id === start.id) {
        if (at.id !== start.id) return wayBack(at, start, cameFrom);
        continue;
      }
      seen.add(next.id);
      cameFrom.set(next.id, at);
      waiting.push(next);
    }
  return null;
}

function wayBack(
  last: OutboundConnector,
  start: OutboundConnector,
  cameFrom: ReadonlyMap<string, OutboundConnector>,
): readonly OutboundConnector[] {
  const way: OutboundConnector[] = [];
  for (let at: OutboundConnector | undefined = last; at !== undefined && at.id !== start.id; at = cameFrom.get(at.id))
    way.unshift(at);
  return way;
}

/** Two of them carry the same mail, or one carries none of its own. */
function isUndecided(view: DirectoryView, connector: OutboundConnector, others: readonly OutboundConnector[]): boolean {
  const all = [connector, ...others];
  const ids = new Set(all.map(({ id }) => id));
  return all.some(
    (one) =>
      one.recipientDomains.length === 0 ||
      one.recipientDomains.some((pattern) =>
        view.outboundLike(one, pattern.toLowerCase()).some((other) => other.id !== one.id && ids.has(other.id)),
      ),
  );
}
