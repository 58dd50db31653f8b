/** Device profiles: the administrator's own, and the built-in ones beside them to read. */
import { bounds } from '../../base/bounds.ts';
import { z } from 'zod';
import { deviceProfileForms } from '../../directory/kinds/device-profile.ts';
import { label } from '../../directory/fields/values.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { DeviceProfile, DirectoryEdit } from '../../directory/objects.ts';
import { builtInProfiles, isBuiltIn, profileNamed } from '../../policy/devices/device-profile.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { App } from '../http/fastify-app.ts';
import { changeDirectory, merged } from '../changes/change.ts';
import type { AdminContext } from '../context.ts';
import { makeDeviceProfile } from '../changes/make-object.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { viewOf } from '../http/views.ts';
import { refuseWhole } from '../changes/whole-check.ts';
import { collectionRoutes } from './collection.ts';
import { answers, itemAnswer, nameParams, organizationQuery } from './schemas.ts';

/** Traits that are not given come from `from`, so no default of the form may stand in for them. */
const createFrom = deviceProfileForms.patch
  .required({ name: true })
  .extend({ from: label.optional().meta({ description: 'A profile whose traits it begins with; absent: strict' }) });

function builtInRoute(app: App): void {
  app.get(
    '/built-in-profiles',
    {
      schema: {
        tags: ['device-profiles'],
        response: answers(z.object({ items: z.array(z.looseObject({ name: z.string() })) })),
      },
    },
    async () => ({
      items: Object.entries(builtInProfiles).map(([name, traits]) => ({ name, builtIn: true, ...traits })),
    }),
  );
}

export function deviceProfileRoutes(app: App, room: AdminContext): void {
  const { create, patch } = deviceProfileForms;
  builtInRoute(app);
  const refuseBuiltIn = (name: string): void => {
    if (isBuiltIn(name)) throw builtIn(name);
  };
  collectionRoutes(app, room, 'device-profile', { refuse: refuseBuiltIn });
  app.post(
    '/device-profiles',
    {
      attachValidation: true,
      schema: {
        tags: ['device-profiles'],
        querystring: organizationQuery,
        body: createFrom,
        response: answers(itemAnswer, 201),
      },
    },
    async (request, reply) => {
      const plan = (fields: z.output<typeof createFrom>) => (view: DirectoryView) => {
        const organization = requireOrganization(view, request.query.organization);
        const { from, name, ...traits } = fields;
        const begun = traitsOf(profileNamed(view, organization.id, from ?? 'strict') ?? noSuchProfile(from ?? ''));
        const filled = create.parse({ ...merged(begun, traits), name });
        const object = makeDeviceProfile(room.ids, organization.id, filled);
        return { edits: [{ verb: 'put' as const, object }], result: object };
      };
      const view = room.directory.current;
      refuseWhole(request.validationError, createFrom, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return reply.code(201).send({ item: viewOf(room.directory.current, result), warnings });
    },
  );
  app.patch(
    '/device-profiles/:name',
    {
      attachValidation: true,
      schema: {
        tags: ['device-profiles'],
        description: 'A new name is also put where devices and connectors name the profile',
        params: nameParams,
        querystring: organizationQuery,
        body: patch,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const plan = (fields: z.output<typeof patch>) => (view: DirectoryView) => {
        const present = findObject(view, 'device-profile', request.params.name, request.query.organization);
        const object: DeviceProfile = merged(present, fields);
        return { edits: [{ verb: 'put' as const, object }, ...renamed(view, present, object.name)], result: object };
      };
      refuseBuiltIn(request.params.name);
      const view = room.directory.current;
      refuseWhole(request.validationError, patch, request.body, view, (some) => plan(some)(view).edits);
      const { result, warnings } = await changeDirectory(room, request.actor, plan(request.body));
      return { item: viewOf(room.directory.current, result), warnings };
    },
  );
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

/** Who names a profile by its name follows it. */
function renamed(view: DirectoryView, before: DeviceProfile, name: string): readonly DirectoryEdit[] {
  if (before.name === name) return [];
  const isIt = (each: { readonly organizationId: unknown; readonly profile: string | null }): boolean =>
    each.organizationId === before.organizationId && each.profile?.toLowerCase() === before.name.toLowerCase();
  return [
    ...view.devices.filter(isIt).map((each) => ({ verb: 'put' as const, object: { ...each, profile: name } })),
    ...view.inboundConnectors
      .filter(isIt)
      .map((each) => ({ verb: 'put' as const, object: { ...each, profile: name } })),
  ];
}

function noSuchProfile(name: string): never {
  throw new Problem('refers-to-nothing', `There is no device profile "${name.slice(0, bounds.admin.nameShown)}".`, {
    act: 'see-all',
    of: 'profiles',
  });
}

const builtIn = (name: string): Problem =>
  new Problem('unchangeable', `${name} is a built-in profile, and stays as it is.`, {
    act: 'copy-profile',
    name: name.toLowerCase(),
  });
