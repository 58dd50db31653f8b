/**
 * Which waiting mail a change of the directory can send another way: what routing (`routing.ts`) looks at, compared object by object, so
 * that a new password or a new printer does not make a queue of a hundred thousand be read. May name too much, never too little. Pure.
 */
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryObject } from '../../directory/objects.ts';
import { lanesOfConnector } from '../../mail/route.ts';
import { domainOf } from '../../directory/entries.ts';
import type { DirectoryView, Rest } from '../../directory/snapshot.ts';

/** As the store's `RerouteScope`. */
interface MayMove {
  readonly outward: boolean;
  readonly domains: readonly string[];
  readonly lanePrefixes: readonly string[];
}

/** null: nothing. A file that was applied may have changed all there is. */
export async function whatMayMove(before: DirectoryView, after: DirectoryView, rest: Rest): Promise<MayMove | null> {
  let outward = false;
  const domains = new Set<string>();
  const lanePrefixes = new Set<string>();
  /** Organizations whose postmaster may be another one: where nobody is named it is the first of the mailboxes. */
  const owners = new Set<ObjectId>();
  const hasFailover = [before, after].some((view) =>
    view.outboundConnectors.some(({ failover }) => failover.length > 0),
  );
  for (const object of changed(before, after)) {
    await rest();
    switch (object.kind) {
      case 'organization':
        owners.add(object.id);
        // Mail that belongs to none is the only one's.
        if ([before, after].some((view) => view.get('organization', object.id) === null)) outward = true;
        break;
      case 'domain':
        domains.add(object.name.toLowerCase());
        break;
      case 'mailbox':
        owners.add(object.organizationId);
        for (const address of [object.address, ...object.aliases]) domains.add(domainOf(address));
        break;
      case 'group':
        for (const address of [object.address, ...object.aliases]) domains.add(domainOf(address));
        break;
      case 'outbound-connector': {
        lanePrefixes.add(lanesOfConnector(object.id));
        const patterns = object.recipientDomains.map((each) => each.toLowerCase());
        // One may stand behind another by its failover: then any mail that leaves may be concerned.
        if (hasFailover || patterns.some((each) => each === '*' || each === 'accepted')) outward = true;
        else for (const pattern of patterns) domains.add(pattern);
        break;
      }
      default:
        outward = true;
    }
  }
  for (const view of [before, after])
    for (const { organizationId, name } of owners.size > 0 ? view.domains : [])
      if (owners.has(organizationId)) domains.add(name.toLowerCase());
  if (!outward && domains.size === 0 && lanePrefixes.size === 0) return null;
  return { outward, domains: [...domains], lanePrefixes: [...lanePrefixes] };
}

/** Objects that came, went, or mean another route, as they were and as they are. */
function* changed(before: DirectoryView, after: DirectoryView): Generator<DirectoryObject> {
  for (const kind of ROUTED) {
    const [were, are] = [before.listOf(kind), after.listOf(kind)];
    for (const object of are.beyond(were)) {
      const was = before.get(object.kind, object.id);
      if (was !== null && meansTheSame(was, object)) continue;
      if (was !== null) yield was;
      yield object;
    }
    for (const object of were.beyond(are)) if (after.get(object.kind, object.id) === null) yield object;
  }
}

/** Kinds of objects that routing looks at. */
const ROUTED = ['organization', 'domain', 'mailbox', 'group', 'device', 'outbound-connector', 'system'] as const;

/** Whether routing sees no difference. */
function meansTheSame(was: DirectoryObject, is: DirectoryObject): boolean {
  if (was.kind === 'organization' && is.kind === 'organization') return was.postmaster === is.postmaster;
  if (was.kind === 'domain' && is.kind === 'domain')
    return (
      was.name === is.name &&
      was.type === is.type &&
      was.organizationId === is.organizationId &&
      (was.verified === null) === (is.verified === null)
    );
  if (was.kind === 'mailbox' && is.kind === 'mailbox')
    return (
      was.address === is.address &&
      same(was.aliases, is.aliases) &&
      was.plusAddressing === is.plusAddressing &&
      was.enabled === is.enabled &&
      (was.delivery.kind === 'elsewhere') === (is.delivery.kind === 'elsewhere') &&
      was.organizationId === is.organizationId
    );
  if (was.kind === 'group' && is.kind === 'group')
    return was.address === is.address && same(was.aliases, is.aliases) && was.organizationId === is.organizationId;
  // Connectors name devices by their names.
  if (was.kind === 'device' && is.kind === 'device') return was.name === is.name;
  if (was.kind === 'outbound-connector' && is.kind === 'outbound-connector')
    return (
      was.name === is.name &&
      was.enabled === is.enabled &&
      was.organizationId === is.organizationId &&
      same(was.recipientDomains, is.recipientDomains) &&
      same(was.senders, is.senders) &&
      same(was.devices, is.devices) &&
      same(was.failover, is.failover) &&
      was.route.kind === is.route.kind
    );
  if (was.kind === 'system' && is.kind === 'system')
    return was.captureOutbound === is.captureOutbound && was.defaultOrganizationId === is.defaultOrganizationId;
  return false;
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((each, index) => each === other[index]));
