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
        if (
          before.get('organization', object.id)?.withoutUpstream !==
          after.get('organization', object.id)?.withoutUpstream
        )
          outward = true;
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

/** Kinds of objects that routing looks at, and of each the fields it does not: a field that nobody thought of here counts. */
const unrouted = {
  organization: [
    'name',
    'smtpAuth',
    'passwordAuth',
    'rejectDirectSend',
    'rejectOwnAuthor',
    'strangersInOwnName',
    'licensing',
    'copyOrphanReportsToPostmaster',
    'deviceNetworks',
    'language',
    'alarmAddresses',
    'monthlyReport',
    'alarmWebhook',
    'publicHostsOnly',
    'protection',
    'protectionObserves',
    'blockLists',
    'blockedAttachments',
    'limits',
  ],
  domain: ['verificationToken'],
  mailbox: ['displayName', 'sendAs', 'forwarding', 'smtpAuth', 'passwordAuth', 'copyToSent', 'limits'],
  group: ['displayName', 'members'],
  // Connectors name devices by their names.
  device: [
    'organizationId',
    'place',
    'addresses',
    'logins',
    'owner',
    'language',
    'profile',
    'silentAfterDays',
    'rewriting',
  ],
  'outbound-connector': [
    'publicHostsOnly',
    'service',
    'tls',
    'tlsName',
    'tlsMinimum',
    'clientCertificate',
    'expiryMs',
    'pace',
    'rewriting',
    'auth',
    'lastTest',
  ],
  system: ['limits'],
} satisfies {
  [Kind in DirectoryObject['kind']]?: readonly (keyof Extract<DirectoryObject, { kind: Kind }>)[];
};
const ROUTED = Object.keys(unrouted) as readonly (keyof typeof unrouted)[];

/** Whether routing sees no difference. */
function meansTheSame(was: DirectoryObject, is: DirectoryObject): boolean {
  if (was.kind !== is.kind || !Object.hasOwn(unrouted, is.kind)) return false;
  const ignored: readonly string[] = unrouted[is.kind as keyof typeof unrouted];
  const fields = new Set([...Object.keys(was), ...Object.keys(is)]);
  for (const field of fields)
    if (!ignored.includes(field) && !isSame(lookedAt(was, field), lookedAt(is, field))) return false;
  return true;
}

/** Of some fields routing looks at a part. */
function lookedAt(object: DirectoryObject, field: string): unknown {
  if (object.kind === 'domain' && field === 'verified') return object.verified !== null;
  if (object.kind === 'mailbox' && field === 'delivery') return object.delivery.kind === 'elsewhere';
  if (object.kind === 'outbound-connector' && field === 'route') return object.route.kind;
  return (object as unknown as Readonly<Record<string, unknown>>)[field];
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((each, index) => each === other[index]);
}
