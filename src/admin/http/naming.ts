/** Finding objects by what people call them. Ids work everywhere; names within an organization, or anywhere when they are unique. */
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { assertNever } from '../../base/never.ts';
import type {
  Credential,
  Device,
  DirectoryKind,
  DirectoryObject,
  LicencePool,
  Organization,
} from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isNamedKind, type ObjectOf } from '../../directory/entries.ts';
import { domainKeyOf } from '../../smtp/grammar/domain.ts';
import { near } from '../../config/suggest.ts';
import { parseRange } from '../../mail/network/address-ranges.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { Problem } from './problem.ts';

/** The default organization: the one that was named so, else the only one, else none. */
function defaultOrganization(view: DirectoryView): Organization | null {
  const named = view.get('organization', view.system?.defaultOrganizationId ?? null);
  if (named !== null) return named;
  return view.organizations.length === 1 ? (view.organizations[0] ?? null) : null;
}

/** `name`: as in `?organization=`; absent: the default one. */
export function requireOrganization(view: DirectoryView, name: string | undefined): Organization {
  if (name !== undefined) return findObject(view, 'organization', name, null);
  const organization = defaultOrganization(view);
  if (organization !== null) return organization;
  throw view.organizations.length === 0
    ? new Problem('not-found', { what: 'any-organization' }, { act: 'add-organization' })
    : new Problem('which-organization', {}, { act: 'say-organization' });
}

/** For lists and searches: `*` and no default mean all of them (null). */
export function organizationScope(view: DirectoryView, name: string | undefined): Organization | null {
  if (name === '*') return null;
  return name === undefined ? defaultOrganization(view) : findObject(view, 'organization', name, null);
}

/** The same for mail and its traces, where no default stands in; undefined: all. */
export const organizationsSaid = (view: DirectoryView, name: string | undefined): readonly ObjectId[] | undefined =>
  name === undefined || name === '*' ? undefined : [findObject(view, 'organization', name, null).id];

/** All of a kind, or those of one organization, by id. */
export function* listObjects<Kind extends DirectoryKind>(
  view: DirectoryView,
  kind: Kind,
  scope: Organization | null,
): Generator<ObjectOf<Kind>> {
  for (const object of view.listOf(kind)) if (isIn(object, scope)) yield object;
}

/** null: of any. */
export const isIn = (object: DirectoryObject, scope: Organization | null): boolean =>
  scope === null || !('organizationId' in object) || object.organizationId === scope.id;

/**
 * By id, else by natural name: in `organization` when given, else in the default one, else wherever it is unique. Addresses also find by
 * alias, and devices by their address. Throws Problem 404 or 409.
 */
export function findObject<Kind extends DirectoryKind>(
  view: DirectoryView,
  kind: Kind,
  name: string,
  organization: string | undefined | null,
): ObjectOf<Kind> {
  const scope =
    organization == null || organization === '*' ? null : findObject(view, 'organization', organization, null);
  const byId = view.get(kind, name as ObjectId) as ObjectOf<Kind> | null;
  if (byId !== null && isIn(byId, scope)) return byId;
  const named = (objectsNamed(view, kind, name) as readonly ObjectOf<Kind>[]).filter((object) => isIn(object, scope));
  if (named.length > 1) {
    const home = defaultOrganization(view);
    const own = named.filter((object) => 'organizationId' in object && object.organizationId === home?.id);
    if (own.length === 1 && own[0]) return own[0];
    throw new Problem(
      'not-unique',
      { what: 'object', kind, name: name.slice(0, bounds.admin.nameShown), count: named.length },
      'Say which: --organization <name> (?organization=<name>), or use the id.',
    );
  }
  const [object] = named;
  if (object) return object;
  throw new Problem(
    'not-found',
    { what: 'object', kind, name: name.slice(0, bounds.admin.nameShown) },
    { act: 'check-name', kind, near: nearNames(view, kind, name, scope) },
  );
}

/** Names of the organization that was named, or of the default one: what others call theirs is nobody's business. */
function nearNames(
  view: DirectoryView,
  kind: DirectoryKind,
  name: string,
  named: Organization | null,
): readonly string[] {
  // Of organizations themselves there are those that the caller sees.
  const scope = kind === 'organization' ? null : (named ?? defaultOrganization(view));
  if (kind === 'system' || (scope === null && kind !== 'organization')) return [];
  // Each is compared, on the thread that has the doors.
  const count = view
    .listOf(kind)
    .pieces()
    .reduce((sum, piece) => sum + piece.length, 0);
  if (count > bounds.admin.nearLooked) return [];
  return near(name, namesIn(view, kind, scope));
}

function* namesIn(view: DirectoryView, kind: DirectoryKind, scope: Organization | null): Generator<string> {
  for (const object of listObjects(view, kind, scope)) yield naturalName(view, object);
}

/** Whether any organization has one of this id or natural name. */
export const isThere = (view: DirectoryView, kind: DirectoryKind, name: string): boolean =>
  view.get(kind, name as ObjectId) !== null || objectsNamed(view, kind, name).length > 0;

/** By natural name, of any organization. */
function objectsNamed(view: DirectoryView, kind: DirectoryKind, name: string): readonly DirectoryObject[] {
  if (kind === 'device') return devicesNamed(view, name);
  if (isNamedKind(kind)) return view.organizations.flatMap(({ id }) => view.named(kind, id, name));
  switch (kind) {
    case 'organization':
      return view.organizationsNamed(name);
    case 'domain':
      return view.domainsNamed(domainKeyOf(name) ?? name.toLowerCase());
    case 'mailbox':
    case 'group':
      return view.naming(addressNamed(name)).filter((holder) => holder.kind === kind);
    case 'credential':
      return credentialsNamed(view, name);
    case 'dkim-key':
      return view.organizations.flatMap(({ id }) => view.named(kind, id, name));
    case 'licence-pool':
      return poolsNamed(view, name);
    case 'system':
      return systemNamed(view, name);
    default:
      return assertNever(kind);
  }
}

const systemNamed = ({ system }: DirectoryView, name: string): readonly DirectoryObject[] =>
  system !== null && name.toLowerCase() === 'system' ? [system] : [];

/** By name, else by the address or network that it is known by. */
function devicesNamed(view: DirectoryView, name: string): readonly Device[] {
  const named = view.organizations.flatMap(({ id }) => view.named('device', id, name));
  const range = named.length > 0 ? null : parseRange(name);
  return range === null ? named : view.organizations.flatMap(({ id }) => view.devicesAt(id, range));
}

/** As it is kept: people write a domain as they read it, `müller.example`. */
function addressNamed(text: string): string {
  const at = text.lastIndexOf('@') + 1;
  const lower = text.toLowerCase();
  return at === 0 ? lower : lower.slice(0, at) + (domainKeyOf(text.slice(at)) ?? lower.slice(at));
}

/** `ann@contoso.com: Copier`; an address of ours has no blank in it. */
function credentialsNamed(view: DirectoryView, name: string): readonly Credential[] {
  const [named = '', ...rest] = name.toLowerCase().split(': ');
  const address = addressNamed(named);
  const wanted = rest.join(': ');
  return view
    .naming(address)
    .filter((holder) => holder.kind === 'mailbox' && holder.address.toLowerCase() === address)
    .flatMap((mailbox) => view.credentialsOf(mailbox.id))
    .filter((credential) => credential.name.toLowerCase() === wanted);
}

/** A pool is called as its organization is, which has an id too. */
function poolsNamed(view: DirectoryView, name: string): readonly LicencePool[] {
  const owner = view.get('organization', name as ObjectId);
  const owners = new Set((owner === null ? view.organizationsNamed(name) : [owner]).map(({ id }) => id));
  return view.licencePools.filter((pool) => owners.has(pool.organizationId));
}
