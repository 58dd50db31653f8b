/** Lanes as people read and write them: the same shape, with names and addresses in place of ids. Pure. */
import type { ObjectId } from '../../base/id.ts';
import { type Lane, laneOf, lanePlace } from '../../mail/route.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { Problem } from './problem.ts';
import { placeOf } from '../../policy/alarms/queue-alarms.ts';

/** Lanes that carry an id: `mailbox:<id>`, `group:<id>`, `connector:<id>:<domain>`, `no-upstream:<id>`, `quarantine:<id>`. */
const withId = /\b(mailbox|group|connector|no-upstream|quarantine):([0-9A-HJKMNP-TV-Z]{16})\b(?::(?=[\s,.;)]|$))?/gu;

/**
 * `connector:Provider`, `connector:Direct:contoso.com` (one that goes by MX), `mailbox:info@contoso.com`; what was deleted keeps its id.
 * Also takes a sentence that mentions lanes.
 */
export function laneText(view: DirectoryView, text: Lane): string {
  return text.replace(withId, (whole, kind: string, id: string) => {
    const name = nameOf(view, kind, id as ObjectId);
    return name === null ? whole : `${kind}:${name}`;
  });
}

/** Of one that is not there any more: its id says nothing to anybody. */
export const REMOVED = '(removed)';

/** Its kind and its name; a way in another organization has no name here (`Border.lane`). */
export function shownPlace(view: DirectoryView, lane: Lane): { readonly way: string; readonly destination: string } {
  const [way = ''] = lanePlace(lane).split(':', 1);
  if (lane.indexOf(':') === lane.length - 1) return { way, destination: '' };
  const { organizationId, name } = placeOf(view, lane);
  const isOwned = ['connector', 'mailbox', 'group'].includes(way);
  return { way, destination: isOwned && organizationId === null ? REMOVED : name };
}

/**
 * The lane that a person wrote by name; what has an id already stays. One that ends in a colon stands for all that begin so. Throws Problem 409
 * where connectors of several organizations are called so, and none is named.
 */
export function laneOfText(view: DirectoryView, text: string, organizations?: readonly ObjectId[]): Lane {
  const [, kind, rest] = /^(mailbox|group|connector|no-upstream):(.+)$/su.exec(text) ?? [];
  if (kind === undefined || rest === undefined) return text;
  if (kind === 'no-upstream') return withoutUpstream(view, rest) ?? text;
  if (kind === 'connector') return laneOfConnector(view, rest, organizations) ?? text;
  const found = view.naming(rest.toLowerCase()).find((holder) => holder.kind === kind);
  return found === undefined ? text : `${kind}:${found.id}`;
}

function withoutUpstream(view: DirectoryView, name: string): Lane | null {
  const [organization] = view.organizationsNamed(name);
  return organization === undefined ? null : laneOf({ kind: 'no-upstream', organizationId: organization.id });
}

/** Names may hold colons and one may begin another: the longest that fits is meant. One look at each connector, however many colons a text has. */
function laneOfConnector(
  view: DirectoryView,
  text: string,
  organizations: readonly ObjectId[] | undefined,
): Lane | null {
  const wanted = text.toLowerCase();
  let found: OutboundConnector | null = null;
  let count = 0;
  for (const connector of view.listOf('outbound-connector')) {
    const name = connector.name.toLowerCase();
    if (!wanted.startsWith(name) || !['', ':'].includes(wanted.charAt(name.length))) continue;
    if (organizations !== undefined && !organizations.includes(connector.organizationId)) continue;
    if (found === null || connector.name.length > found.name.length) {
      found = connector;
      count = 1;
    } else if (connector.name.length === found.name.length) count++;
  }
  if (found !== null && count > 1)
    throw new Problem(
      'not-unique',
      { what: 'object', kind: 'outbound-connector', name: found.name, count },
      'Say which: --organization <name> (?organization=<name>), or use the destination as the API tells it, by its id.',
    );
  return found === null ? null : `connector:${found.id}:${text.slice(found.name.length + 1)}`;
}

function nameOf(view: DirectoryView, kind: string, id: ObjectId): string | null {
  if (kind === 'mailbox') return view.get('mailbox', id)?.address ?? null;
  if (kind === 'group') return view.get('group', id)?.address ?? null;
  if (kind === 'no-upstream' || kind === 'quarantine') return view.get('organization', id)?.name ?? null;
  return view.get('outbound-connector', id)?.name ?? null;
}
