/** Device profiles: the administrator's own, and the built-in ones beside them to read. */
import { bounds } from '../../base/bounds.ts';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import type { ObjectId } from '../../base/id.ts';
import type { Device, DeviceProfile, DirectoryEdit, InboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import { builtInProfiles, isBuiltIn, profileNamed } from '../../policy/devices/device-profile.ts';
import { merged } from '../changes/change.ts';
import { makeDeviceProfile } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { deviceProfiles } from '../contracts/device-profiles.ts';
import { findObject, organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type Asked, type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { changedItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';

type Room = ChangeRoom & Pick<AdminContext, 'ids'>;

export const deviceProfileRoutes = (room: Room): readonly ApiRoute[] => [
  route(deviceProfiles.builtIn, () => ({
    items: Object.entries(builtInProfiles).map(([name, traits]) => ({ name, builtIn: true as const, ...traits })),
  })),
  ...collectionRoutes(room, deviceProfiles, { show: viewOf<'device-profile'>, refuse: refuseBuiltIn }),
  create(room),
  change(room),
  route(deviceProfiles.uses, ({ params, query }) => {
    const view = room.directory.current;
    // A built-in one is everybody's.
    const own = isBuiltIn(params.name) ? null : findObject(view, 'device-profile', params.name, query.organization);
    const scope = own?.organizationId ?? organizationScope(view, query.organization)?.id ?? null;
    const uses = usesOf(view, own?.name ?? params.name, scope);
    return {
      total: uses.length,
      items: uses.slice(0, bounds.admin.usesShown).map(({ kind, id, name }) => ({ kind, id, name })),
    };
  }),
];

/** Those that name it. @param organizationId null: of any. */
function usesOf(view: DirectoryView, profile: string, organizationId: ObjectId | null) {
  const isIt = (each: Device | InboundConnector): boolean =>
    each.profile?.toLowerCase() === profile.toLowerCase() &&
    (organizationId === null || each.organizationId === organizationId);
  return [...view.devices.filter(isIt), ...view.inboundConnectors.filter(isIt)];
}

function create(room: Room): ApiRoute {
  type Create = Asked<typeof deviceProfiles.create>;
  const plan = (view: DirectoryView, { from, name, ...traits }: Create['body'], { query }: Create) => {
    const organization = requireOrganization(view, query.organization);
    const begun = traitsOf(profileNamed(view, organization.id, from ?? 'strict') ?? noSuchProfile(from ?? ''));
    const filled = deviceProfileForms.create.parse({ ...merged(begun, traits), name });
    const object = makeDeviceProfile(room.ids, organization.id, filled);
    return { edits: [{ verb: 'put' as const, object }], result: object };
  };
  return route(
    deviceProfiles.create,
    (asked) => changedItem<'device-profile'>(room, asked.actor, (view) => plan(view, asked.body, asked)),
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

function change(room: Room): ApiRoute {
  type Change = Asked<typeof deviceProfiles.change>;
  const plan = (view: DirectoryView, fields: Change['body'], { params, query }: Change) => {
    refuseBuiltIn(params.name);
    const present = findObject(view, 'device-profile', params.name, query.organization);
    const object: DeviceProfile = merged(present, fields);
    return { edits: [{ verb: 'put' as const, object }, ...renamed(view, present, object.name)], result: object };
  };
  return route(
    deviceProfiles.change,
    (asked) => changedItem<'device-profile'>(room, asked.actor, (view) => plan(view, asked.body, asked)),
    { edits: (body, asked, view) => plan(view, body, asked).edits },
  );
}

function refuseBuiltIn(name: string): void {
  if (isBuiltIn(name)) throw builtIn(name);
}

/** Without what tells an own profile from another. */
function traitsOf(profile: ProfileTraits): ProfileTraits {
  const {
    kind: _,
    id: __,
    organizationId: ___,
    name: ____,
    ...traits
  } = { kind: 0, id: 0, organizationId: 0, name: 0, ...profile };
  return traits;
}

/** Objects that name a profile follow it. */
function renamed(view: DirectoryView, before: DeviceProfile, name: string): readonly DirectoryEdit[] {
  if (before.name === name) return [];
  return usesOf(view, before.name, before.organizationId).map((each) => ({
    verb: 'put' as const,
    object: { ...each, profile: name },
  }));
}

function noSuchProfile(name: string): never {
  throw new Problem(
    'refers-to-nothing',
    { what: 'profile', name: name.slice(0, bounds.admin.nameShown) },
    { act: 'see-all', of: 'profiles' },
  );
}

const builtIn = (name: string): Problem =>
  new Problem('unchangeable', { what: 'built-in-profile', name }, { act: 'copy-profile', name: name.toLowerCase() });
